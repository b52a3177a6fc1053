using MetricCare.Fhir.Views;
using MetricCare.Fhir.Views.Suite;

namespace MetricCare.Fhir.Tests.Views;

public sealed class SuiteTests(DuckDb duck) : IClassFixture<DuckDb>
{
    private static readonly Lazy<IReadOnlyList<SuiteFile>> Files = new(() => SharedFolder.Find("sql-on-fhir") is { } folder ? SuiteFile.Load(folder) : []);

    public static TheoryData<string, int, string> Cases()
    {
        var cases = new TheoryData<string, int, string>();
        foreach (var file in Files.Value)
        {
            for (var i = 0; i < file.Cases.Count; i++)
            {
                cases.Add(file.Name, i, file.Cases[i].Title);
            }
        }

        if (Files.Value.Count == 0)
        {
            cases.Add("", 0, "");
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public Task The_public_suite_passes(string file, int index, string title) => Passes(file, index, title, asLists: false);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task The_public_suite_passes_through_lists_of_records(string file, int index, string title) => Passes(file, index, title, asLists: true);

    [Fact]
    public async Task The_report_keeps_every_case_in_file_order()
    {
        Assert.SkipWhen(Files.Value.Count == 0, "The shared folder with the suite is not there.");
        var files = Files.Value;
        var runner = new SuiteRunner((view, resources, _) => Task.FromResult<IReadOnlyList<IReadOnlyList<object?>>>(duck.Run(view, File.ReadLines(resources))), duck.Folder);
        var results = await runner.RunAsync(files, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        using var report = System.Text.Json.JsonDocument.Parse(SuiteReport.Write(results));
        var written = report.RootElement.EnumerateObject()
            .SelectMany(f => f.Value.GetProperty("tests").EnumerateArray().Select(t => $"{f.Name}/{t.GetProperty("name")}/{t.GetProperty("result").GetProperty("passed")}"));
        Assert.Equal(files.SelectMany(f => f.Cases.Select(c => $"{f.Name}/{c.Title}/True")), written);
    }

    private async Task Passes(string file, int index, string title, bool asLists)
    {
        Assert.SkipWhen(Files.Value.Count == 0, "The shared folder with the suite is not there.");
        var suite = Files.Value.Single(f => f.Name == file);
        Assert.Equal(title, suite.Cases[index].Title);
        var runner = new SuiteRunner(
            (view, resources, _) => Task.FromResult<IReadOnlyList<IReadOnlyList<object?>>>(
                asLists ? duck.RunAsLists(view, File.ReadLines(resources)) : duck.Run(view, File.ReadLines(resources))),
            duck.Folder);
        var result = await runner.RunAsync(suite, suite.Cases[index], TestContext.Current.CancellationToken);
        Assert.True(result.Passed, result.Reason);
    }
}
