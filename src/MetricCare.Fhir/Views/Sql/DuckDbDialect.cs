using System.Text.RegularExpressions;
using MetricCare.Core.Relations;
using MetricCare.Core.Schema;
using MetricCare.Fhir.Views.Tree;
using MetricCare.Fhir.Views.Typing;

namespace MetricCare.Fhir.Views.Sql;

/// <summary>SQL of DuckDB 1.5.</summary>
internal sealed partial class DuckDbDialect : SqlDialect
{
    /// <summary>Numbers that are compared or computed with: exact to 12 decimals, 26 digits before the point.</summary>
    private const string NumberType = "DECIMAL(38,12)";

    /// <summary>Longer texts than this are not repeated within an expression.</summary>
    private const int LongestRepeated = 400;

    public override string Name => "duckdb";

    internal override string EmptyList => "[]";

    internal override string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal override string TextLiteral(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    internal override string TypeName(ColumnType type) => type switch
    {
        ColumnType.Scalar { Name: "string" } => "VARCHAR",
        ColumnType.Scalar { Name: "boolean" } => "BOOLEAN",
        ColumnType.Scalar { Name: "int" } => "INTEGER",
        ColumnType.Scalar { Name: "bigint" } => "BIGINT",
        ColumnType.Scalar { Name: "double" } => "DOUBLE",
        ColumnType.Scalar { Name: "date" } => "DATE",
        ColumnType.Scalar { Name: "instant" } => "TIMESTAMPTZ",
        ColumnType.Decimal d => $"DECIMAL({d.Precision},{d.Scale})",
        ColumnType.List l => $"{TypeName(l.Item)}[]",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    internal override string Cast(string value, ColumnType type) => $"CAST({value} AS {TypeName(type)})";

    internal override string Constant(ItemType type, string text) => type.Basic switch
    {
        Basic.Boolean => text == "true" ? "TRUE" : "FALSE",
        Basic.Integer => text.StartsWith('-') ? $"({text})" : text,
        _ => TextLiteral(text),
    };

    internal override string Error(string text) => $"error({TextLiteral(text)})";

    internal override string Bind(string value, Func<string, string> body)
    {
        if (value.Length <= LongestRepeated)
        {
            return body(value);
        }

        var name = $"b{value.Length}_{Digest(value):x8}";
        return $"({Map(List([value]), name, body(name))})[1]";
    }

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

    internal override string Field(string record, string name) => Simple().IsMatch(record)
        ? $"{record}.{Identifier(name)}"
        : $"struct_extract({record}, {TextLiteral(name)})";

    internal override string Record(IEnumerable<(string Name, string Value)> fields) =>
        $"{{{string.Join(", ", fields.Select(f => $"{TextLiteral(f.Name)}: {f.Value}"))}}}";

    internal override string FromJson(string json, IReadOnlyList<NarrowNode> properties) =>
        $"from_json({json}, {TextLiteral(Structure(properties))})";

    internal override string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    internal override string Map(string list, string variable, string body) => $"list_transform({Anchored(list)}, lambda {variable}: {body})";

    internal override string Map(string list, string variable, string index, Func<string, string> body) =>
        $"list_transform({Anchored(list)}, lambda {variable}, {index}: {body($"({index} - 1)")})";

    internal override string Filter(string list, string variable, string condition) => $"list_filter({Anchored(list)}, lambda {variable}: {condition})";

    internal override string Flatten(string lists) => $"flatten({lists})";

    internal override string Size(string list) => $"coalesce(len({list}), 0)";

    internal override string HasItems(string list) => $"coalesce(len({list}) > 0, FALSE)";

    internal override string FirstItem(string list) => $"({list})[1]";

    internal override string LastItem(string list) => $"({list})[-1]";

    // A negative index would count from the end.
    internal override string ItemAt(string list, string index) => int.TryParse(index, out var position)
        ? $"({list})[{position + 1}]"
        : Bind(index, i => $"CASE WHEN {i} >= 0 THEN ({list})[{i} + 1] END");

    internal override string Slice(string list, string? skip, string? take)
    {
        var from = skip is null ? "1" : int.TryParse(skip, out var skipped) ? $"{skipped + 1}" : $"greatest({skip}, 0) + 1";
        var to = take is null ? "" : int.TryParse(take, out _) ? take : $"greatest({take}, 0)";
        return $"({list})[{from}:{to}]";
    }

    internal override string Concat(string left, string right) => $"list_concat({left}, {right})";

    // list_distinct forgets the order.
    internal override string Distinct(string list) => Bind(list, l => $"list_filter({l}, lambda d, p: list_position({l}, d) = p)");

    internal override string Contains(string list, string item) => $"list_contains({list}, {item})";

    internal override string Zip(string values, string siblings)
    {
        var pairs = $"list_zip(coalesce({values}, []), coalesce({siblings}, []))";
        return $"list_transform(list_filter({pairs}, lambda z: z[1] IS NOT NULL OR z[2] IS NOT NULL), lambda z: {{'v': z[1], 'x': z[2]}})";
    }

    internal override string Descendants(string start, IReadOnlyList<NarrowNode> shape, Func<string, string> children, string complaint, int unique)
    {
        // A fold whose steps are levels: d collects the nodes of the levels done, f holds the level below, z counts. k is the path of
        // positions that leads to a node: sorted by it, the nodes stand depth first.
        var (acc, step, parent, item, place) = ($"acc{unique}", $"s{unique}", $"u{unique}", $"j{unique}", $"k{unique}");
        var opened = FromJson(item, shape);
        var first = $"list_transform({start}, lambda {item}, {place}: {{'k': [{place}], 'n': {opened}}})";
        var next = $"flatten(list_transform({acc}.f, lambda {parent}: list_transform({children($"{parent}.n")}, lambda {item}, {place}: "
            + $"{{'k': list_append({parent}.k, {place}), 'n': {opened}}})))";
        var limit = PlanBuilder.RepeatDepth;
        var fold = $"list_reduce(list_resize([{{'d': {first}[1:0], 'f': {first}, 'z': 0}}], {limit + 2}, NULL), lambda {acc}, {step}: "
            + $"{{'d': list_concat({acc}.d, {acc}.f), 'f': CASE WHEN {acc}.z < {limit} THEN {next} WHEN len({acc}.f) > 0 THEN {Error(complaint)} ELSE {acc}.f END, 'z': {acc}.z + 1}})";
        return $"list_transform(list_sort(({fold}).d), lambda {parent}: {parent}.n)";
    }

    internal override string Unnest(string list, string alias, bool index) => index
        ? $",\n  LATERAL (SELECT unnest({list}) AS e, unnest(range(len({list}))) AS i) AS {alias}"
        : $",\n  LATERAL (SELECT unnest({list}) AS e) AS {alias}";

    // In a LATERAL, DuckDB 1.5 does not find outer columns that a lambda uses unless the lambda's list uses one too.
    private static string Anchored(string list) =>
        Reference().IsMatch(Quoted().Replace(list, "''")) ? list : $"CASE WHEN {Row}.\"id\" IS NULL THEN {list} ELSE {list} END";

    /// <summary>The structure that from_json is given, in its own JSON notation.</summary>
    private static string Structure(IReadOnlyList<NarrowNode> properties) =>
        $"{{{string.Join(",", properties.Select(p => $"\"{p.Name}\":{Structure(p)}"))}}}";

    private static string Structure(NarrowNode node)
    {
        var item = node.Kind switch
        {
            JsonKind.Object => Structure(node.Children),
            JsonKind.Boolean => "\"BOOLEAN\"",
            JsonKind.Integer => "\"BIGINT\"",
            _ => "\"VARCHAR\"",
        };
        return node.IsList ? $"[{item}]" : item;
    }

    [GeneratedRegex("""[A-Za-z0-9_]\.["a-z]""")]
    private static partial Regex Reference();

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();

    [GeneratedRegex("""^[A-Za-z_][A-Za-z0-9_]*(\.[a-z]+|\."[^"]+")*$""")]
    private static partial Regex Simple();
}
