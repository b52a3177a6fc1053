using System.Text;
using MetricCare.Core.Schema;

namespace MetricCare.Fhir.Views.Tree;

/// <summary>The clause tree as text for people: what gives rows, what fills the columns, what is read.</summary>
internal sealed class TreePrinter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public static string Print(ViewPlan plan, NarrowSchema schema)
    {
        var printer = new TreePrinter();
        printer.Line($"view {plan.Name} over {plan.Shape.Type.Name}");
        printer._depth++;
        foreach (var condition in plan.Conditions)
        {
            printer.Line($"where {Text(condition)}");
        }

        printer.Rows(plan.Rows);
        printer.Line("reads");
        printer.Nodes(schema.Properties);
        return printer._text.ToString();
    }

    private void Line(string text) => _text.Append(' ', _depth * 2).Append(text).Append('\n');

    private void Rows(RowPlan plan)
    {
        switch (plan)
        {
            case ColumnsPlan columns:
                foreach (var column in columns.Columns)
                {
                    Line($"{column.Name}: {column.Type} <- {Text(column.Value)}");
                }

                break;
            case ProductPlan product when _depth == 1:
                foreach (var part in product.Parts)
                {
                    Rows(part);
                }

                break;
            case ProductPlan product:
                Nested("product", product.Parts);
                break;
            case UnionPlan union:
                Nested("union all", union.Branches.Select(b => (RowPlan)new ProductPlan([b])).ToList());
                break;
            case IteratePlan iterate:
                Nested($"for each {iterate.Variable.Name} in {Text(iterate.Items)}{(iterate.OrNull ? ", or one null row" : "")}", [iterate.Body]);
                break;
        }
    }

    private void Nested(string head, IReadOnlyList<RowPlan> parts)
    {
        Line(head);
        _depth++;
        foreach (var part in parts)
        {
            switch (part)
            {
                case ProductPlan { Parts: [var only] }:
                    Line("branch");
                    _depth++;
                    Rows(only);
                    _depth--;
                    break;
                case ProductPlan product:
                    foreach (var inner in product.Parts)
                    {
                        Rows(inner);
                    }

                    break;
                default:
                    Rows(part);
                    break;
            }
        }

        _depth--;
    }

    private void Nodes(IReadOnlyList<NarrowNode> nodes)
    {
        _depth++;
        foreach (var node in nodes)
        {
            var json = node.Kind == JsonKind.Json ? ", as JSON" : "";
            Line($"{node.Name}{(node.IsList ? "[]" : "")} {node.FhirType}{json}");
            Nodes(node.Children);
        }

        _depth--;
    }

    private static string Text(Value value) => value switch
    {
        VariableValue v => v.Variable.Name == "resource" ? "" : v.Variable.Name,
        IndexValue v => v.Variable is null ? "0" : $"index of {v.Variable.Name}",
        ConstantValue v => v.Type.Basic is Basic.String ? $"'{v.Text}'" : v.Text,
        NothingValue => "nothing",
        FieldValue v => Dotted(v.Object, v.Property.Name),
        BoxedFieldValue v => Dotted(v.Object, $"{v.Property.Name} with _{v.Property.Name}"),
        UnboxedValue v => $"{Text(v.Box)}.{(v.Sibling ? "sibling" : "value")}",
        MapValue { Body: FieldValue { Object: VariableValue inner } field } v when inner.Variable == v.Variable => $"{Text(v.Source)}.{field.Property.Name}",
        MapValue v => $"{Text(v.Source)}.select({v.Variable.Name}: {Text(v.Body)})",
        FilterValue v => $"{Text(v.Source)}.where({v.Variable.Name}: {Text(v.Condition)})",
        PickValue v => $"{Text(v.Source)}.{(v.Pick == Pick.Only ? "only" : v.Pick.ToString().ToLowerInvariant())}()",
        ItemAtValue v => $"{Text(v.Source)}[{Text(v.Index)}]",
        SliceValue v => $"{Text(v.Source)}.slice({(v.Skip is null ? "0" : Text(v.Skip))}{(v.Take is null ? "" : $", {Text(v.Take)}")})",
        ExistsValue v => $"{Text(v.Source)}.exists()",
        CountValue v => $"{Text(v.Source)}.count()",
        ListValue v => $"[{Text(v.Item)}]",
        ConcatValue v => $"{Text(v.Left)} ++ {Text(v.Right)}",
        DistinctValue v => $"distinct({Text(v.Source)})",
        MemberValue v => $"({Text(v.Item)} in {Text(v.List)})",
        ListEqualValue v => $"({Text(v.Left)} = {Text(v.Right)})",
        ChooseValue v => $"if({Text(v.Condition)}, {Text(v.Then)}, {Text(v.Otherwise)})",
        DescendantsValue v => $"descendants of {Text(v.Start)} through {v.Node.Name}: {Text(v.Children)}",
        OperationValue { Operation: Operation.Convert } v => $"{v.Type.Name}({Text(v.Arguments[0])})",
        OperationValue v => $"{v.Operation}({string.Join(", ", v.Arguments.Select(Text))})",
        _ => value.GetType().Name,
    };

    private static string Dotted(Value owner, string name)
    {
        var text = Text(owner);
        return text.Length == 0 ? name : $"{text}.{name}";
    }
}
