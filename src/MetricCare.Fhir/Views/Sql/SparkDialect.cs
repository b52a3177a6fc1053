using System.Text.RegularExpressions;
using MetricCare.Core.Relations;
using MetricCare.Core.Schema;
using MetricCare.Fhir.Views.Tree;
using MetricCare.Fhir.Views.Typing;

namespace MetricCare.Fhir.Views.Sql;

/// <summary>
/// SQL of Spark 3.5 and 4.0, with ANSI mode off. Literals are written as the portable subset has them (a backslash is a backslash);
/// the engine on Spark escapes them, as it names relations as its views.
/// </summary>
internal sealed partial class SparkDialect : SqlDialect
{
    /// <summary>Numbers that are compared or computed with: exact to 12 decimals, 26 digits before the point.</summary>
    private const string NumberType = "DECIMAL(38,12)";

    /// <summary>Longer texts than this are not repeated within an expression.</summary>
    private const int LongestRepeated = 400;

    public override string Name => "spark";

    internal override string EmptyList => "array()";

    internal override string Identifier(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    internal override string TextLiteral(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    internal override string TypeName(ColumnType type) => type switch
    {
        ColumnType.Scalar { Name: "instant" } => "TIMESTAMP",
        ColumnType.Scalar scalar => scalar.Name.ToUpperInvariant(),
        ColumnType.Decimal d => $"DECIMAL({d.Precision},{d.Scale})",
        ColumnType.List l => $"ARRAY<{TypeName(l.Item)}>",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    internal override string Cast(string value, ColumnType type) => $"CAST({value} AS {TypeName(type)})";

    internal override string Constant(ItemType type, string text) => type.Basic switch
    {
        Basic.Boolean => text == "true" ? "TRUE" : "FALSE",
        Basic.Integer => text.StartsWith('-') ? $"({text}L)" : $"{text}L",
        _ => TextLiteral(text),
    };

    internal override string Error(string text) => $"raise_error({TextLiteral(text)})";

    internal override string Bind(string value, Func<string, string> body)
    {
        if (value.Length <= LongestRepeated)
        {
            return body(value);
        }

        var name = $"b{value.Length}_{Digest(value):x8}";
        return $"({Map(List([value]), name, body(name))})[0]";
    }

    internal override string Field(string record, string name) => Simple().IsMatch(record) ? $"{record}.{Identifier(name)}" : $"({record}).{Identifier(name)}";

    internal override string Record(IEnumerable<(string Name, string Value)> fields) =>
        $"named_struct({string.Join(", ", fields.Select(f => $"{TextLiteral(f.Name)}, {f.Value}"))})";

    internal override string FromJson(string json, IReadOnlyList<NarrowNode> properties) => $"from_json({json}, {TextLiteral(Fields(properties))})";

    internal override string List(IEnumerable<string> items) => $"array({string.Join(", ", items)})";

    internal override string Map(string list, string variable, string body) => $"transform({list}, {variable} -> {body})";

    internal override string Map(string list, string variable, string index, Func<string, string> body) => $"transform({list}, ({variable}, {index}) -> {body(index)})";

    internal override string Filter(string list, string variable, string condition) => $"filter({list}, {variable} -> {condition})";

    // One null list would make the whole null.
    internal override string Flatten(string lists) => $"flatten(filter({lists}, fl -> fl IS NOT NULL))";

    // The size of null is -1.
    internal override string Size(string list) => $"CAST(greatest(size({list}), 0) AS BIGINT)";

    internal override string HasItems(string list) => $"coalesce(size({list}) > 0, FALSE)";

    internal override string FirstItem(string list) => $"({list})[0]";

    internal override string LastItem(string list) => $"element_at({list}, -1)";

    internal override string ItemAt(string list, string index) => int.TryParse(index.TrimEnd('L'), out var position)
        ? $"({list})[{position}]"
        : Bind(index, i => $"CASE WHEN {i} >= 0 THEN ({list})[CAST({i} AS INT)] END");

    internal override string Slice(string list, string? skip, string? take)
    {
        var from = skip is null ? "1" : $"CAST(greatest({skip}, 0) + 1 AS INT)";
        return take is null
            ? Bind(list, l => $"slice({l}, {from}, greatest(size({l}), 0))")
            : $"slice({list}, {from}, CAST(greatest({take}, 0) AS INT))";
    }

    internal override string Concat(string left, string right) => $"concat(coalesce({left}, array()), coalesce({right}, array()))";

    internal override string Distinct(string list) => $"array_distinct({list})";

    internal override string Contains(string list, string item) => $"array_contains({list}, {item})";

    internal override string Zip(string values, string siblings) =>
        $"filter(zip_with(coalesce({values}, array()), coalesce({siblings}, array()), (zv, zx) -> named_struct('v', zv, 'x', zx)), z -> z.v IS NOT NULL OR z.x IS NOT NULL)";

    internal override string Descendants(string start, IReadOnlyList<NarrowNode> shape, Func<string, string> children, string complaint, int unique)
    {
        // A fold whose steps are levels: d collects the nodes of the levels done, f holds the level below, z counts. k is the path of
        // positions that leads to a node: sorted by it, the nodes stand depth first.
        var (acc, step, parent, item, place) = ($"acc{unique}", $"s{unique}", $"u{unique}", $"j{unique}", $"k{unique}");
        var opened = FromJson(item, shape);
        var first = $"transform({start}, ({item}, {place}) -> named_struct('k', array({place}), 'n', {opened}))";
        var next = Flatten($"transform({acc}.f, {parent} -> transform({children($"{parent}.n")}, ({item}, {place}) -> "
            + $"named_struct('k', concat({parent}.k, array({place})), 'n', {opened})))");
        var limit = PlanBuilder.RepeatDepth;
        var level = $"CASE WHEN {acc}.z < {limit} THEN {next} WHEN size({acc}.f) > 0 THEN {Error(complaint)} ELSE {acc}.f END";
        return $"aggregate(sequence(1, {limit + 1}), named_struct('d', slice({first}, 1, 0), 'f', {first}, 'z', 0), "
            + $"({acc}, {step}) -> named_struct('d', concat({acc}.d, {acc}.f), 'f', {level}, 'z', {acc}.z + 1), "
            + $"{acc} -> transform(array_sort({acc}.d), {parent} -> {parent}.n))";
    }

    internal override string Unnest(string list, string alias, bool index) =>
        index ? $"\nLATERAL VIEW posexplode({list}) {alias} AS i, e" : $"\nLATERAL VIEW explode({list}) {alias} AS e";

    // Names a value by its text, so that different values, which may be bound one inside the other, have different names.
    private static uint Digest(string text)
    {
        var digest = 2166136261u;
        foreach (var c in text)
        {
            digest = unchecked((digest ^ c) * 16777619u);
        }

        return digest;
    }

    /// <summary>The structure that from_json is given, in Spark's DDL.</summary>
    private string Fields(IReadOnlyList<NarrowNode> properties) => string.Join(", ", properties.Select(p => $"{Identifier(p.Name)} {TypeOf(p)}"));

    private string TypeOf(NarrowNode node)
    {
        var item = node.Kind switch
        {
            JsonKind.Object => $"struct<{string.Join(", ", node.Children.Select(p => $"{Identifier(p.Name)}: {TypeOf(p)}"))}>",
            JsonKind.Boolean => "boolean",
            JsonKind.Integer => "bigint",
            _ => "string",
        };
        return node.IsList ? $"array<{item}>" : item;
    }

    [GeneratedRegex("""^[A-Za-z_][A-Za-z0-9_]*(\.[a-z]+|\.`[^`]+`)*$""")]
    private static partial Regex Simple();
}
