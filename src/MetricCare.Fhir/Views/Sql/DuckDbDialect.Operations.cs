using MetricCare.Core.Relations;
using MetricCare.Fhir.Views.Tree;
using Op = MetricCare.Fhir.Views.Tree.Operation;

namespace MetricCare.Fhir.Views.Sql;

internal sealed partial class DuckDbDialect
{
    internal override string Operation(OperationValue operation, IReadOnlyList<string> arguments)
    {
        var a = arguments[0];
        var b = arguments.Count > 1 ? arguments[1] : "";
        var c = arguments.Count > 2 ? arguments[2] : "";
        switch (operation.Operation)
        {
            case Op.Equal or Op.Less or Op.LessOrEqual or Op.Greater or Op.GreaterOrEqual:
                return operation.Arguments[0].Type.IsTemporal ? Bind(a, x => Bind(b, y => Compare(operation, x, y))) : Compare(operation, a, b);
            case Op.And:
                return $"({a} AND {b})";
            case Op.Or:
                return $"({a} OR {b})";
            case Op.Xor:
                return $"({a} <> {b})";
            case Op.Implies:
                return $"(NOT ({a}) OR {b})";
            case Op.Not:
                return $"(NOT {a})";
            case Op.IsTrue:
                return $"coalesce({a}, FALSE)";
            case Op.Add when operation.Type.Basic == Basic.Integer:
                return $"({a} + {b})";
            case Op.Add:
                return $"TRY({a} + {b})";
            case Op.Subtract when operation.Type.Basic == Basic.Integer:
                return $"({a} - {b})";
            case Op.Subtract:
                return $"TRY({a} - {b})";
            case Op.Negate:
                return $"(-{a})";
            case Op.Multiply when operation.Type.Basic == Basic.Integer:
                return $"TRY({a} * {b})";
            case Op.Multiply:
                // A product has as many decimals as both factors together, and a decimal's digits are 38: a large one is computed with fewer decimals.
                return Bind(a, x => Bind(b, y =>
                    $"coalesce(TRY(CAST({x} * {y} AS {NumberType})), TRY(CAST(CAST({x} AS DECIMAL(38,6)) * CAST({y} AS DECIMAL(38,6)) AS {NumberType})))"));
            case Op.Divide:
                return $"TRY_CAST(CAST({a} AS DOUBLE) / nullif(CAST({b} AS DOUBLE), 0) AS {NumberType})";
            case Op.IntegerDivide when operation.Arguments[0].Type.Basic == Basic.Integer:
                return $"({a} // nullif({b}, 0))";
            case Op.IntegerDivide:
                return $"TRY_CAST(trunc(CAST({a} AS DOUBLE) / nullif(CAST({b} AS DOUBLE), 0)) AS BIGINT)";
            case Op.Modulo:
                return $"({a} % nullif({b}, 0))";
            case Op.Concatenate:
                return $"({a} || {b})";
            case Op.ConcatenateOrEmpty:
                return $"(coalesce({a}, '') || coalesce({b}, ''))";
            case Op.Convert:
                return Bind(a, x => Convert(operation.Arguments[0].Type.Basic, operation.Type.Basic, x));
            case Op.Lower:
                return $"lower({a})";
            case Op.Upper:
                return $"upper({a})";
            case Op.Length:
                return $"length({a})";
            case Op.Trim:
                return $"regexp_replace({a}, '^\\s+|\\s+$', '', 'g')";
            case Op.IndexOf:
                return $"(instr({a}, {b}) - 1)";
            case Op.Substring:
                var rest = arguments.Count > 2 ? $", greatest({c}, 0)" : "";
                return Bind(a, x => Bind(b, from => $"CASE WHEN {from} >= 0 AND {from} < length({x}) THEN substr({x}, {from} + 1{rest}) END"));
            case Op.StartsWith:
                return $"starts_with({a}, {b})";
            case Op.EndsWith:
                return $"ends_with({a}, {b})";
            case Op.ContainsText:
                return $"contains({a}, {b})";
            case Op.Replace:
                return $"replace({a}, {b}, {c})";
            case Op.Matches:
                return $"regexp_matches({a}, {b}, 's')";
            case Op.ReplaceMatches:
                return $"regexp_replace({a}, {b}, {c}, 'gs')";
            case Op.Split:
                return $"string_split({a}, {b})";
            case Op.Join:
                return Bind(a, x => $"CASE WHEN len({x}) > 0 THEN array_to_string({x}, {b}) END");
            case Op.Abs:
                return $"abs({a})";
            case Op.Ceiling:
                return $"TRY_CAST(ceil({a}) AS BIGINT)";
            case Op.Floor:
                return $"TRY_CAST(floor({a}) AS BIGINT)";
            case Op.Truncate:
                return $"TRY_CAST(trunc({a}) AS BIGINT)";
            case Op.Round:
                return $"CAST(round({a}, {b}) AS {NumberType})";
            case Op.LowBoundary or Op.HighBoundary:
                return Bind(a, x => Boundary(operation.Arguments[0].Type, operation.Operation == Op.LowBoundary, x));
            case Op.ReferenceKey:
                return Bind(a, x => ReferenceKey(x, operation.Arguments.Count > 1 ? ((ConstantValue)operation.Arguments[1]).Text : null));
            default:
                throw new ArgumentOutOfRangeException(nameof(operation));
        }
    }

    private protected override string EndsWith(string text, string end) => $"ends_with({text}, {end})";

    private protected override string NumberBoundary(ItemType type, bool low, string a)
    {
        if (type.Basic == Basic.Integer)
        {
            return $"(CAST({a} AS {NumberType}) {(low ? '-' : '+')} 0.5)";
        }

        var text = type.Basic == Basic.Number ? NumberText(a) : a;
        var half = $"CAST(0.5 / power(10, length(regexp_extract({text}, '\\.([0-9]*)', 1))) AS {NumberType})";
        return $"(TRY_CAST({text} AS {NumberType}) {(low ? '-' : '+')} {half})";
    }

    internal override string Deliver(string value, ItemType type, ColumnType column)
    {
        if (column is ColumnType.List list)
        {
            var item = Deliver("d", type, list.Item);
            var items = item == "d" ? value : $"list_transform({value}, lambda d: {item})";
            return $"coalesce({items}, CAST([] AS {TypeName(column)}))";
        }

        return (type.Basic, column) switch
        {
            (Basic.Nothing, _) => Null(column),
            (Basic.Boolean, ColumnType.Scalar { Name: "boolean" }) => value,
            (Basic.Integer, ColumnType.Scalar { Name: "int" }) => $"TRY_CAST({value} AS INTEGER)",
            (Basic.Integer, ColumnType.Scalar { Name: "bigint" }) => $"CAST({value} AS BIGINT)",
            (Basic.Boolean or Basic.Integer, ColumnType.Scalar { Name: "string" }) => $"CAST({value} AS VARCHAR)",
            (Basic.Number, ColumnType.Scalar { Name: "string" }) => NumberText(value),
            (Basic.Decimal, ColumnType.Scalar { Name: "int" or "bigint" }) => $"TRY_CAST(TRY_CAST({value} AS {NumberType}) AS {TypeName(column)})",
            (_, ColumnType.Scalar { Name: "string" }) => value,
            _ => $"TRY_CAST({value} AS {TypeName(column)})",
        };
    }

    private static string NumberText(string value) => $"rtrim(rtrim(CAST({value} AS VARCHAR), '0'), '.')";

    private static string Convert(Basic from, Basic to, string a) => (from, to) switch
    {
        (Basic.Integer, Basic.Number) => $"CAST({a} AS {NumberType})",
        (Basic.Decimal, Basic.Number) => $"TRY_CAST({a} AS {NumberType})",
        (Basic.String, Basic.Number) => $"CASE WHEN regexp_full_match({a}, '[+-]?[0-9]+(\\.[0-9]+)?') THEN TRY_CAST({a} AS {NumberType}) END",
        (Basic.Boolean, Basic.Number) => $"CAST(CAST({a} AS INTEGER) AS {NumberType})",
        (Basic.Number, Basic.String) => NumberText(a),
        (Basic.Boolean or Basic.Integer, Basic.String) => $"CAST({a} AS VARCHAR)",
        (_, Basic.String) => a,
        (Basic.Boolean, Basic.Integer) => $"CAST({a} AS BIGINT)",
        (Basic.String, Basic.Integer) => $"CASE WHEN regexp_full_match({a}, '[+-]?[0-9]+') THEN CAST(TRY_CAST({a} AS INTEGER) AS BIGINT) END",
        (Basic.String, Basic.Boolean) =>
            $"CASE WHEN lower({a}) IN ('true', 't', 'yes', 'y', '1', '1.0') THEN TRUE WHEN lower({a}) IN ('false', 'f', 'no', 'n', '0', '0.0') THEN FALSE END",
        (Basic.Decimal, Basic.Boolean) => $"CASE TRY_CAST({a} AS {NumberType}) WHEN 1 THEN TRUE WHEN 0 THEN FALSE END",
        (_, Basic.Boolean) => $"CASE {a} WHEN 1 THEN TRUE WHEN 0 THEN FALSE END",
        (Basic.DateTime, Basic.Date) => $"left({a}, 10)",
        (Basic.Date, Basic.DateTime) => a,
        (_, Basic.Date) => $"CASE WHEN regexp_full_match({a}, '{DatePattern}') THEN {a} END",
        (_, Basic.DateTime) => $"CASE WHEN regexp_full_match({a}, '{DatePattern}(T([01][0-9]|2[0-3])(:[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?)?(Z|[+-][0-9]{{2}}:[0-9]{{2}})?)?') THEN {a} END",
        (_, Basic.Time) => $"CASE WHEN regexp_full_match({a}, '([01][0-9]|2[0-3])(:[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?)?') THEN {a} END",
        _ => throw new ArgumentOutOfRangeException(nameof(to)),
    };

    private const string DatePattern = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?";

    // The id of a reference: relative, absolute, with or without a version. Fragments, urn and conditional references have none.
    // Nearly all are relative, and taking those apart by a match and a cut is several times as fast as by one pattern for all forms.
    private static string ReferenceKey(string text, string? type)
    {
        const string Id = "[A-Za-z0-9.-]+";
        var name = type ?? "[A-Z][A-Za-z]+";
        var id = type is null ? $"split_part({text}, '/', 2)" : $"substr({text}, {type.Length + 2})";
        return $"CASE WHEN regexp_full_match({text}, '{name}/{Id}') THEN {id}"
            + $" WHEN starts_with({text}, 'http://') OR starts_with({text}, 'https://') THEN nullif(regexp_extract({text}, '/{name}/({Id})(/_history/{Id})?$', 1), '')"
            + $" WHEN contains({text}, '/_history/') THEN nullif(regexp_extract({text}, '^{name}/({Id})/_history/{Id}$', 1), '') END";
    }
}
