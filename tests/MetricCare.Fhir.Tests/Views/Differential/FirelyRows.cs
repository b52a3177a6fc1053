using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using MetricCare.Fhir.Views.Document;

namespace MetricCare.Fhir.Tests.Views.Differential;

/// <summary>
/// The rows of a view, straight from the specification's algorithm, one resource at a time, every path evaluated by the FHIR library:
/// nothing in common with the compiler but the reading of the document's structure.
/// </summary>
internal sealed class FirelyRows(ViewDocument view)
{
    private readonly FirelyEvaluator _evaluator = new(view.Constants);
    // Stands for a column's several values: wrong only in a row that is delivered.
    private static readonly object Several = new();

    /// <summary>Some column had several values, perhaps in a row that no other part of the view let through.</summary>
    public bool SawSeveral { get; private set; }

    private PocoNode _resource = null!;

    public static FirelyRows Of(string json, string file) => new(ViewReader.Read(System.Text.Encoding.UTF8.GetBytes(json), file));

    /// <summary>Rows as column name and value: null, a list of nodes for a collection, one node otherwise.</summary>
    /// <exception cref="ManyValuesException">A column or condition has more than one value.</exception>
    public List<Dictionary<string, object?>> Of(string resource)
    {
        var parsed = FhirJsonDeserializer.RECOVERABLE.DeserializeResource(resource);
        if (parsed.TypeName != view.Resource)
        {
            return [];
        }

        _resource = parsed.ToPocoNode();
        foreach (var condition in view.Conditions)
        {
            var result = Evaluate(condition.Path, _resource, 0);
            if (result.Count > 1)
            {
                throw new ManyValuesException();
            }

            if (result is not [{ Poco: FhirBoolean { Value: true } }] && (result.Count == 0 || result[0].GetValue() is not true))
            {
                return [];
            }
        }

        var rows = Product(view.Selects.Select(select => Rows(select, _resource, 0)));
        return rows.Any(row => row.ContainsValue(Several)) ? throw new ManyValuesException() : rows;
    }

    private List<PocoNode> Evaluate(string path, PocoNode focus, int rowIndex) => _evaluator.Evaluate(path, focus, _resource, rowIndex);

    private List<Dictionary<string, object?>> Rows(ViewSelect select, PocoNode node, int rowIndex)
    {
        if (select.Repeat.Count > 0)
        {
            var nodes = new List<PocoNode>();
            Descend(select, node, nodes);
            return [.. nodes.SelectMany((child, i) => Body(select, child, i))];
        }

        if ((select.ForEach ?? select.ForEachOrNull) is not { } path)
        {
            return Body(select, node, rowIndex);
        }

        var foci = Evaluate(path, node, rowIndex);
        return foci.Count == 0 && select.ForEachOrNull is not null
            ? [NullRow(select)]
            : [.. foci.SelectMany((focus, i) => Body(select, focus, i))];
    }

    private void Descend(ViewSelect select, PocoNode node, List<PocoNode> nodes)
    {
        foreach (var child in select.Repeat.SelectMany(path => Evaluate(path, node, 0)))
        {
            nodes.Add(child);
            Descend(select, child, nodes);
        }
    }

    private List<Dictionary<string, object?>> Body(ViewSelect select, PocoNode node, int rowIndex)
    {
        var own = select.Columns.ToDictionary(c => c.Name, c => Column(c, node, rowIndex), StringComparer.Ordinal);
        var parts = new List<List<Dictionary<string, object?>>> { new() { own } };
        parts.AddRange(select.Selects.Select(child => Rows(child, node, rowIndex)));
        if (select.UnionAll.Count > 0)
        {
            parts.Add([.. select.UnionAll.SelectMany(branch => Rows(branch, node, rowIndex))]);
        }

        return Product(parts);
    }

    private object? Column(ViewColumnNode column, PocoNode node, int rowIndex)
    {
        var values = Evaluate(column.Path, node, rowIndex);
        if (column.Collection)
        {
            return values;
        }

        SawSeveral |= values.Count > 1;
        return values.Count > 1 ? Several : values.Count == 0 ? null : values[0];
    }

    private static Dictionary<string, object?> NullRow(ViewSelect select)
    {
        var row = select.Columns.ToDictionary(c => c.Name, c => c.Path.Trim() == "%rowIndex" ? (object?)PocoNode.ForPrimitive(new Integer(0)) : null, StringComparer.Ordinal);
        foreach (var inner in select.Selects.Concat(select.UnionAll.Take(1)).Select(NullRow))
        {
            foreach (var (name, value) in inner)
            {
                row[name] = value;
            }
        }

        return row;
    }

    private static List<Dictionary<string, object?>> Product(IEnumerable<List<Dictionary<string, object?>>> parts)
    {
        List<Dictionary<string, object?>> rows = [new(StringComparer.Ordinal)];
        foreach (var part in parts)
        {
            rows = [.. rows.SelectMany(left => part.Select(right => new Dictionary<string, object?>(left.Concat(right), StringComparer.Ordinal)))];
        }

        return rows;
    }
}

internal sealed class ManyValuesException : Exception;
