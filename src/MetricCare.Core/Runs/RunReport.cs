using MetricCare.Core.Relations;

namespace MetricCare.Core.Runs;

/// <summary>What a finished run did, for people and for <c>--json</c>.</summary>
/// <param name="RunId">Sorts by start.</param>
/// <param name="AsOf">The instant at which the measures look at the data.</param>
/// <param name="Inputs">Every file, with its counts.</param>
/// <param name="Rejects">How many records were refused, by reason code.</param>
/// <param name="Ignored">How many records had a resource type that no view reads, by type.</param>
/// <param name="Tables">What was written.</param>
/// <param name="Findings">Rules that rows broke, and data-quality findings, by name.</param>
/// <param name="Stages">How long each stage took.</param>
/// <param name="Measures">The overall rows of <c>report.measures</c>.</param>
/// <param name="Elapsed">Wall time of the run.</param>
public sealed record RunReport(
    string RunId,
    DateTimeOffset AsOf,
    IReadOnlyList<InputReport> Inputs,
    IReadOnlyDictionary<string, long> Rejects,
    IReadOnlyDictionary<string, long> Ignored,
    IReadOnlyList<TableReport> Tables,
    IReadOnlyList<FindingReport> Findings,
    IReadOnlyList<StageReport> Stages,
    IReadOnlyList<MeasureReport> Measures,
    TimeSpan Elapsed)
{
    public RecordCounts Totals => Inputs.Aggregate(RecordCounts.None, (sum, input) => sum + input.Counts);
}

/// <summary>The law of conservation: read = accepted + rejected + ignored + superseded.</summary>
/// <param name="Read">Records found.</param>
/// <param name="Accepted">The version of its resource that holds, a deletion included.</param>
/// <param name="Rejected">Refused, with a row in <c>ops.rejects</c>.</param>
/// <param name="Ignored">Of a resource type that no view reads.</param>
/// <param name="Superseded">Older versions.</param>
/// <param name="Deleted">Those of <paramref name="Accepted"/> that are deletions, and so make no row.</param>
public sealed record RecordCounts(long Read, long Accepted, long Rejected, long Ignored, long Superseded, long Deleted)
{
    public static readonly RecordCounts None = new(0, 0, 0, 0, 0, 0);

    public bool IsConserved => Read == Accepted + Rejected + Ignored + Superseded;

    public static RecordCounts operator +(RecordCounts left, RecordCounts right) => new(
        left.Read + right.Read,
        left.Accepted + right.Accepted,
        left.Rejected + right.Rejected,
        left.Ignored + right.Ignored,
        left.Superseded + right.Superseded,
        left.Deleted + right.Deleted);
}

public sealed record InputReport(string Path, long Bytes, string Format, string Compression, RecordCounts Counts);

public sealed record TableReport(RelationName Table, long Rows, long Bytes);

public sealed record FindingReport(string Rule, string Severity, string Where, long Count);

public sealed record StageReport(RunStage Stage, TimeSpan Elapsed, string Summary);

/// <summary>One row of <c>report.measures</c> at level facility or overall, over the whole period.</summary>
public sealed record MeasureReport(
    string Measure, string Name, string Facility, string FacilityName, double? Numerator, double? Denominator, double? Value, double? Low, double? High, string Unit, long Excluded, long Undetermined);
