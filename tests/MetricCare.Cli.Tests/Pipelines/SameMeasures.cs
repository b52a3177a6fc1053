using System.Globalization;
using MetricCare.Cli.Tests.Cases;
using MetricCare.Oracle;

namespace MetricCare.Cli.Tests.Pipelines;

using Row = IReadOnlyDictionary<string, string?>;

/// <summary>Compares the table of measures, over the whole period and per hospital, with the oracle's facts added up.</summary>
internal static class SameMeasures
{
    /// <summary>Every measure of every hospital, and of all of them, has the oracle's numbers and reasons; and so the description of length of stay.</summary>
    public static void Assert(OracleResult oracle, ComputedRun run)
    {
        Compare("measures", OracleMeasures.Of(oracle).Concat(OfEpisodes(oracle)).Select(Text), run["measures"].Select(Text));
        Compare("los_statistics", LosStatistics.Of(oracle).Select(one => Line(CellText.Row(one))), run["los_statistics"].Select(Line));
    }

    // Chains of transfers as one, at the hospital that they ended in.
    private static IEnumerable<MeasureValue> OfEpisodes(OracleResult oracle)
    {
        foreach (var facility in oracle.Episodes.Select(e => e.LastFacilityId).Distinct().Prepend(OracleMeasures.All))
        {
            var deaths = oracle.EpisodeMortality.Where(e => facility == OracleMeasures.All || e.LastFacilityId == facility).ToList();
            var counted = deaths.Where(e => e.Exclusion is null).ToList();
            yield return Value("M2A_EPISODE", facility, null, counted.Sum(e => e.Numerator), counted.Count, deaths.Select(e => e.Exclusion));
            var chains = oracle.Episodes.Where(e => facility == OracleMeasures.All || e.LastFacilityId == facility).ToList();
            var known = chains.Where(e => e.IsCompleted).ToList();
            yield return Value("M4_LOS", facility, "EPISODE", known.Sum(e => e.LosDays!.Value), known.Count, chains.Select(e => e.IsCompleted ? null : e.IsOpen ? "OPEN" : "NOT_COMPLETED"));
        }
    }

    private static MeasureValue Value(string measure, string facility, string? stratum, int numerator, int denominator, IEnumerable<string?> exclusions) => new(
        measure, facility, stratum, numerator, denominator, denominator == 0 ? null : (double)numerator / denominator,
        exclusions.OfType<string>().CountBy(code => code, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal));

    private static void Compare(string what, IEnumerable<string?> expected, IEnumerable<string?> actual)
    {
        var (ours, theirs) = (expected.OfType<string>().ToHashSet(StringComparer.Ordinal), actual.OfType<string>().ToHashSet(StringComparer.Ordinal));
        var differences = theirs.Except(ours).Select(line => "table:  " + line).Concat(ours.Except(theirs).Select(line => "oracle: " + line)).OrderBy(line => line[8..], StringComparer.Ordinal).ToList();
        Xunit.Assert.True(differences.Count == 0, what + Environment.NewLine + string.Join(Environment.NewLine, differences));
    }

    // A hospital without anything to count may have a row or none.
    private static string? Text(MeasureValue one) => one is { Denominator: 0, Numerator: 0, Excluded.Count: 0 } ? null : Text(
        one.Measure, one.Facility, one.Stratum, CellText.Of(one.Numerator), CellText.Of(one.Denominator), CellText.Of(one.Value), CellText.Of(one.StaysWithHo),
        one.Excluded.Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Key}={reason.Value}")));

    private static string? Text(Row row)
    {
        // Of infections, the table also counts Conditions that are no event.
        var reasons = row["measure"]!.StartsWith("M3", StringComparison.Ordinal) ? [] : Reasons(row["detail"]);
        return row["numerator"] == "0" && row["denominator"] == "0" && reasons.Count == 0
            ? null
            : Text(row["measure"]!, row["facility"]!, row["stratum"], row["numerator"], row["denominator"], row["value"], row["stays_with_ho"], reasons);
    }

    private static string Text(string measure, string facility, string? stratum, string? numerator, string? denominator, string? value, string? staysWithHo, IEnumerable<string> reasons) =>
        $"{measure} {facility} {stratum}: {numerator}/{denominator} = {value} ho_stays {staysWithHo} {string.Join(';', reasons.Order(StringComparer.Ordinal))}";

    // Reasons are in capitals; the other statistics of the cell are not.
    internal static List<string> Reasons(string? detail) =>
        [.. (detail ?? string.Empty).Split(';').Where(part => part.Length > 0 && char.IsAsciiLetterUpper(part[0]))];

    private static string Line(Row row) => string.Join(' ', row.OrderBy(cell => cell.Key, StringComparer.Ordinal).Select(cell => $"{cell.Key}={cell.Value}"));
}
