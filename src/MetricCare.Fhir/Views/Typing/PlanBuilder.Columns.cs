using MetricCare.Core.Relations;
using MetricCare.Fhir.Views.Document;
using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views.Typing;

internal sealed partial class PlanBuilder
{
    /// <param name="Place">Where the column stands.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="FhirType">Declared, else inferred.</param>
    /// <param name="Type">What the engine delivers.</param>
    /// <param name="Description">The view's words.</param>
    /// <param name="Value">What it holds.</param>
    /// <param name="IsOpen">Nothing is known of the type, so a union's other branch may say it.</param>
    private sealed record Output(string Place, string Name, string? FhirType, ColumnType Type, string? Description, Value Value, bool IsOpen);

    private PlanColumn Column(ViewColumnNode column, Scope scope, List<Output> output)
    {
        var place = $"{column.Place}.path";
        var value = Path(place, column.Name, column.Path, scope) ?? new NothingValue();
        value = WithoutSibling(value);
        var declared = column.Type is null ? null : ColumnTypes.Declared(column.Type);
        if (declared is not null && ColumnTypes.Mismatch(declared, value.Type) is { } mismatch)
        {
            Report(column, mismatch);
        }

        if (value.Type.Basic == Basic.Object)
        {
            Raw(value, column, place);
        }

        var fhirType = declared ?? (value is NothingValue ? null : value.Type.Name);
        var type = ColumnTypes.OfFhir(fhirType);
        if (column.AnsiType is not null)
        {
            if (ColumnTypes.OfAnsi(column.AnsiType) is { } ansi)
            {
                type = ansi;
            }
            else
            {
                Complain($"{column.Place}.tag", column.Name, null, null, "The ansi/type is none that can be delivered.");
            }
        }

        if (column.Collection)
        {
            value = value.Many ? value : new ListValue(value);
            type = new ColumnType.List(type);
        }
        else if (value.Many)
        {
            _context.Warn("The path may give several values; if it does, the query stops. Use first(), an iteration or collection.");
            value = One(value);
        }

        var isOpen = value is NothingValue or ListValue { Item: NothingValue } && declared is null && column.AnsiType is null;
        output.Add(new(place, column.Name, fhirType, type, column.Description, value, isOpen));
        return new(output.Count - 1, column.Name, value, type, IsRowIndex(value));
    }

    private static bool IsRowIndex(Value value) => value is IndexValue;

    private void Report(ViewColumnNode column, (string Text, bool IsError) mismatch)
    {
        if (mismatch.IsError)
        {
            Complain($"{column.Place}.type", column.Name, column.Path, null, mismatch.Text);
        }
        else
        {
            _context.Warn(mismatch.Text);
        }
    }

    /// <summary>An object as a column is its JSON.</summary>
    private void Raw(Value value, ViewColumnNode column, string place)
    {
        if (value.Type.Shape?.Origin is { } origin)
        {
            origin.Raw = true;
        }
        else
        {
            Complain(place, column.Name, column.Path, 1, $"A whole {value.Type.Name} cannot be a column; name one of its elements.");
        }
    }

    private Value WithoutSibling(Value value)
    {
        if (!value.Type.Boxed)
        {
            return value;
        }

        var type = value.Type with { Sibling = null };
        if (!value.Many)
        {
            return new UnboxedValue(value, Sibling: false, type);
        }

        var variable = _context.NewVariable("x", value.Type);
        return new MapValue(value, variable, new UnboxedValue(new VariableValue(variable), Sibling: false, type));
    }
}
