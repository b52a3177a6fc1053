using MetricCare.Core.Relations;
using MetricCare.Core.Runs;

namespace MetricCare.Cli.Runs;

/// <summary>What of <c>report.measures</c> a run prints: the whole period, all hospitals and each of them.</summary>
internal static class MeasureRows
{
    public static readonly RelationName Relation = new(Layer.Report, "measures");

    public const string Sql = """
        select measure, name, facility_id, facility_name, numerator, denominator, value, ci_lo, ci_hi, unit, n_excluded, n_undetermined
        from report.measures
        where period = 'all' and stratum_type in ('overall', 'facility')
        order by measure, case when facility_id = 'ALL' then 0 else 1 end, facility_id
        """;

    public static MeasureReport Read(IReadOnlyList<object?> row) => new(
        (string)row[0]!,
        (string)row[1]!,
        (string)row[2]!,
        (string)row[3]!,
        (double?)row[4],
        (double?)row[5],
        (double?)row[6],
        (double?)row[7],
        (double?)row[8],
        (string)row[9]!,
        Convert.ToInt64(row[10] ?? 0L),
        Convert.ToInt64(row[11] ?? 0L));
}
