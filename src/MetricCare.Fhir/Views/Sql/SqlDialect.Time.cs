using MetricCare.Core.Relations;
using MetricCare.Fhir.Views.Tree;
using Op = MetricCare.Fhir.Views.Tree.Operation;

namespace MetricCare.Fhir.Views.Sql;

public abstract partial class SqlDialect
{
    private static string Sign(Op operation) => operation switch
    {
        Op.Equal => "=",
        Op.Less => "<",
        Op.LessOrEqual => "<=",
        Op.Greater => ">",
        _ => ">=",
    };

    private protected string Compare(OperationValue operation, string a, string b)
    {
        var (left, right) = (operation.Arguments[0], operation.Arguments[1]);
        var sign = Sign(operation.Operation);
        if (!left.Type.IsTemporal)
        {
            return $"({a} {sign} {b})";
        }

        if (left.Type.IsInstant && right.Type.IsInstant)
        {
            return $"({Instant(a)} {sign} {Instant(b)})";
        }

        // Only a dateTime can have an offset.
        var offsets = left.Type.Basic == Basic.DateTime && right.Type.Basic == Basic.DateTime;
        if (!offsets)
        {
            return $"CASE {ByText(operation.Operation, a, b)} END";
        }

        return $"CASE WHEN {HasOffset(a)} AND {HasOffset(b)} THEN {Instant(a)} {sign} {Instant(b)}"
            + $" WHEN length({a}) > 10 AND length({b}) > 10 AND {HasOffset(a)} <> {HasOffset(b)} THEN NULL"
            + $" {ByText(operation.Operation, a, b)} END";
    }

    // Texts that differ where both say something are in the order of what they mean; otherwise one says less, and there is no answer.
    private static string ByText(Op operation, string a, string b)
    {
        var same = operation is Op.Less or Op.Greater ? "FALSE" : "TRUE";
        var differ = operation == Op.Equal ? "FALSE" : $"{a} {Sign(operation)} {b}";
        return $"WHEN left({a}, length({b})) <> left({b}, length({a})) THEN {differ} WHEN length({a}) = length({b}) THEN {same}";
    }

    /// <summary>True or false: how the text ends.</summary>
    private protected abstract string EndsWith(string text, string end);

    private string Instant(string text) => $"TRY_CAST({text} AS {TypeName(ColumnType.Instant)})";

    private string HasOffset(string text) => $"(length({text}) > 10 AND ({EndsWith(text, "'Z'")} OR substr({text}, -6, 1) IN ('+', '-')))";

    /// <summary>The first or the last number that the digits of one stand for.</summary>
    private protected abstract string NumberBoundary(ItemType type, bool low, string a);

    /// <summary>The first or the last value that one of this precision stands for.</summary>
    private protected string Boundary(ItemType type, bool low, string a)
    {
        switch (type.Basic)
        {
            case Basic.Integer or Basic.Decimal or Basic.Number:
                return NumberBoundary(type, low, a);
            case Basic.Date:
                return Day(a, low);
            case Basic.Time:
                return Clock(a, low);
            default:
                var (zone, midnight) = low ? ("+14:00", "T00:00:00.000") : ("-12:00", "T23:59:59.999");
                var clock = $"regexp_replace(substr({a}, 12), '(Z|[+-][0-9]{{2}}:[0-9]{{2}})$', '')";
                return $"CASE WHEN length({a}) <= 10 THEN {Day(a, low)} || '{midnight}{zone}' "
                    + $"ELSE left({a}, 11) || {Clock(clock, low)} || CASE WHEN {HasOffset(a)} THEN regexp_extract({a}, '(Z|[+-][0-9]{{2}}:[0-9]{{2}})$', 1) ELSE '{zone}' END END";
        }
    }

    private string Day(string a, bool low) => low
        ? $"CASE length({a}) WHEN 4 THEN {a} || '-01-01' WHEN 7 THEN {a} || '-01' ELSE {a} END"
        : $"CASE length({a}) WHEN 4 THEN {a} || '-12-31' WHEN 7 THEN CAST(last_day(TRY_CAST({a} || '-01' AS DATE)) AS {TypeName(ColumnType.Text)}) ELSE {a} END";

    private static string Clock(string a, bool low)
    {
        var (rest, milliseconds, filler) = low ? ("00:00:00.000", ".000", "0") : ("23:59:59.999", ".999", "9");
        return $"CASE WHEN length({a}) < 8 THEN {a} || substr('{rest}', length({a}) + 1) WHEN length({a}) = 8 THEN {a} || '{milliseconds}' ELSE rpad({a}, 12, '{filler}') END";
    }
}
