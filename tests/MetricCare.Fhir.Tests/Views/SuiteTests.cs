using MetricCare.Fhir.Views;
using MetricCare.Fhir.Views.Suite;

namespace MetricCare.Fhir.Tests.Views;

public sealed class SuiteTests
{
    public static TheoryData<string, int, string> Cases()
    {
        var cases = new TheoryData<string, int, string>();
        if (SharedFolder.Find("sql-on-fhir") is not { } folder)
        {
            cases.Add("", 0, "");
            return cases;
        }

        foreach (var file in SuiteFile.Load(folder))
        {
            for (var i = 0; i < file.Cases.Count; i++)
            {
                cases.Add(file.Name, i, file.Cases[i].Title);
            }
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
        var files = SuiteFile.Load(SharedFolder.Find("sql-on-fhir") ?? Skip());
        using var duck = new DuckDb();
        var runner = new SuiteRunner((view, resources, _) => Task.FromResult<IReadOnlyList<IReadOnlyList<object?>>>(duck.Run(view, File.ReadLines(resources))), duck.Folder);
        var results = await runner.RunAsync(files, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        using var report = System.Text.Json.JsonDocument.Parse(SuiteReport.Write(results));
        var written = report.RootElement.EnumerateObject()
            .SelectMany(f => f.Value.GetProperty("tests").EnumerateArray().Select(t => $"{f.Name}/{t.GetProperty("name")}/{t.GetProperty("result").GetProperty("passed")}"));
        Assert.Equal(files.SelectMany(f => f.Cases.Select(c => $"{f.Name}/{c.Title}/True")), written);
    }

    private static async Task Passes(string file, int index, string title, bool asLists)
    {
        var folder = SharedFolder.Find("sql-on-fhir") ?? Skip();
        var suite = SuiteFile.Load(folder).Single(f => f.Name == file);
        Assert.Equal(title, suite.Cases[index].Title);
        using var duck = new DuckDb();
        var runner = new SuiteRunner(
            (view, resources, _) => Task.FromResult<IReadOnlyList<IReadOnlyList<object?>>>(
                asLists ? duck.RunAsLists(view, File.ReadLines(resources)) : duck.Run(view, File.ReadLines(resources))),
            duck.Folder);
        var result = await runner.RunAsync(suite, suite.Cases[index], TestContext.Current.CancellationToken);
        Assert.True(result.Passed, result.Reason);
    }

    private static string Skip()
    {
        Assert.Skip("The shared folder with the suite is not there.");
        return "";
    }
}
