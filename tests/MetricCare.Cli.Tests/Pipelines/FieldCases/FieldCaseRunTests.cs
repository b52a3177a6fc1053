using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MetricCare.Cli.Tests.Cases;

namespace MetricCare.Cli.Tests.Pipelines.FieldCases;

using Row = IReadOnlyDictionary<string, string?>;

/// <summary>Faults that users of such tools met in public: each field case gives the outcome that it names, in every order of its files.</summary>
public sealed partial class FieldCaseRunTests
{
    private static readonly string[] Known =
    [
        "view", "rows", "also", "counts", "trace", "accepted", "rejects", "params", "measures", "stays", "readmission", "mortality", "infection", "persons",
        "rows_in_bronze", "alternatives", "note",
    ];

    public static TheoryData<string> Ids => [.. Enumerable.Range(1, 18).Select(number => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"FC-{number:00}"))];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_outcome_is_the_one_that_the_case_names_in_every_order(string id)
    {
        var one = FieldCase.Load(id);
        Assert.Empty(one.Expected.Select(part => part.Key).Except(Known));
        var content = one.Content();
        Assert.NotEmpty(content);
        List<string>? first = null;
        foreach (var files in one.Orders())
        {
            var (run, messages) = await FieldCaseRun.ExecuteAsync(one, files);
            AssertReading(one.Expected, run);
            AssertViews(one.Expected, run);
            if (one.Expected["measures"] is JsonObject measures)
            {
                FieldCaseMeasures.Assert(one.Expected, measures, run);
            }

            Assert.Empty(messages.SelectMany(message => Word().Matches(message).Select(match => match.Value)).Intersect(content, StringComparer.Ordinal));
            var lines = Lines(run);
            Assert.Equal(first ??= lines, lines);
        }
    }

    private static void AssertReading(JsonObject detail, ComputedRun run)
    {
        Assert.True(run.Report.Totals.IsConserved);
        Assert.Equal(
            (detail["rejects"]?.AsArray() ?? []).Select(reject => $"{(string?)reject!["file"]} {(long?)reject["line"]} {(string?)reject["code"]}"),
            run["rejects"].Select(row => $"{Path.GetFileName(row["path"])} {row["line"]} {row["reason"]}").Order(StringComparer.Ordinal));
        foreach (var (name, count) in detail["counts"]?.AsObject() ?? [])
        {
            var totals = run.Report.Totals;
            var actual = name switch
            {
                "read" => totals.Read,
                "accepted" => totals.Accepted,
                "rejected" => totals.Rejected,
                "superseded" => totals.Superseded,
                "encounters_read" => run.Report.Inputs.Where(input => Path.GetFileName(input.Path).StartsWith("Encounter", StringComparison.Ordinal)).Sum(input => input.Counts.Read),
                _ => throw new InvalidOperationException($"A count that the test does not know: {name}."),
            };
            Assert.Equal((name, (long)count!), (name, actual));
        }

        if (detail["accepted"] is JsonArray accepted)
        {
            Assert.Equal(accepted.Select(key => (string)key!), run["Patient"].Select(row => "Patient/" + row["id"]).Order(StringComparer.Ordinal));
        }

        foreach (var (type, count) in detail["rows_in_bronze"]?.AsObject() ?? [])
        {
            Assert.Equal((int)count!, run[type].Count);
        }

        foreach (var trace in detail["trace"]?.AsArray() ?? [])
        {
            var row = run[FieldCaseRun.View].Single(r => r["id"] == (string?)trace!["id"]);
            Assert.Equal(((string?)trace!["file"], CellText.Of((long)trace["line"]!)), (Path.GetFileName(row["source_file"]), row["source_line"]));
        }
    }

    private static void AssertViews(JsonObject detail, ComputedRun run)
    {
        AssertRows(detail["rows"], FieldCaseRun.View, run);
        AssertRows(detail["also"]?["rows"], FieldCaseRun.SecondView, run);
    }

    private static void AssertRows(JsonNode? rows, string view, ComputedRun run)
    {
        if (rows is not JsonArray expected)
        {
            return;
        }

        var columns = expected[0]!.AsObject().Select(cell => cell.Key).ToList();
        Assert.Equal(
            expected.Select(row => string.Join(" | ", columns.Select(column => Cell(row![column])))).Order(StringComparer.Ordinal),
            run[view].Select(row => string.Join(" | ", columns.Select(column => row[column] ?? "null"))).Order(StringComparer.Ordinal));
    }

    private static string Cell(JsonNode? cell) => cell switch
    {
        null => "null",
        JsonArray list => string.Join(',', list.Select(Cell)),
        _ when cell.GetValueKind() is JsonValueKind.True or JsonValueKind.False => (bool)cell ? "true" : "false",
        _ => cell.ToString(),
    };

    // Where a row was read changes with the order of the files; nothing else does.
    private static List<string> Lines(ComputedRun run) =>
        [.. run.Answers.Where(answer => answer.Key != "rejects").SelectMany(answer => answer.Value.Select(row =>
            $"{answer.Key}: {string.Join(' ', row.Where(cell => cell.Key is not ("source_file" or "source_line")).OrderBy(cell => cell.Key, StringComparer.Ordinal).Select(cell => $"{cell.Key}={cell.Value}"))}"))
            .Order(StringComparer.Ordinal)];

    [GeneratedRegex("[^ ,;()=]+")]
    private static partial Regex Word();
}
