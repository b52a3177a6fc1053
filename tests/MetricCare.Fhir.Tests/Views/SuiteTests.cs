using MetricCare.Fhir.Views;
using MetricCare.Fhir.Views.Suite;

namespace MetricCare.Fhir.Tests.Views;

public sealed class SuiteTests(DuckDb duck) : IClassFixture<DuckDb>
{
    [Theory]
    [MemberData(nameof(SuiteCases.All), MemberType = typeof(SuiteCases))]
    public Task The_public_suite_passes(string file, int index, string title) => Passes(file, index, title, asLists: false);

    [Theory]
    [MemberData(nameof(SuiteCases.All), MemberType = typeof(SuiteCases))]
    public Task The_public_suite_passes_through_lists_of_records(string file, int index, string title) => Passes(file, index, title, asLists: true);

    [Fact]
    public async Task The_report_keeps_every_case_in_file_order()
    {
        Assert.SkipWhen(SuiteCases.Files.Count == 0, "The shared folder with the suite is not there.");
        var runner = new SuiteRunner((view, resources, _) => Task.FromResult<IReadOnlyList<IReadOnlyList<object?>>>(duck.Run(view, File.ReadLines(resources))), duck.Folder);
        var results = await runner.RunAsync(SuiteCases.Files, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        using var report = System.Text.Json.JsonDocument.Parse(SuiteReport.Write(results));
        var written = report.RootElement.EnumerateObject()
            .SelectMany(f => f.Value.GetProperty("tests").EnumerateArray().Select(t => $"{f.Name}/{t.GetProperty("name")}/{t.GetProperty("result").GetProperty("passed")}"));
        Assert.Equal(SuiteCases.Files.SelectMany(f => f.Cases.Select(c => $"{f.Name}/{c.Title}/True")), written);
    }

    private async Task Passes(string file, int index, string title, bool asLists)
    {
        var (suite, test) = SuiteCases.Find(file, index, title);
        var runner = new SuiteRunner(
            (view, resources, _) => Task.FromResult<IReadOnlyList<IReadOnlyList<object?>>>(
                asLists ? duck.RunAsLists(view, File.ReadLines(resources)) : duck.Run(view, File.ReadLines(resources))),
            duck.Folder);
        var result = await runner.RunAsync(suite, test, TestContext.Current.CancellationToken);
        Assert.True(result.Passed, result.Reason);
    }
}
