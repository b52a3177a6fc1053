using System.Text.Json;
using MetricCare.Cli.Tests.Cases;
using MetricCare.Core.Errors;

namespace MetricCare.Cli.Tests.Commands;

public sealed class RunTests(SampleLake sample) : IClassFixture<SampleLake>
{
    [Fact]
    public async Task A_second_run_over_the_same_input_gives_the_same_rows_in_every_table()
    {
        var again = await CommandLine.RunAsync("run", Repository.SampleData, "--lake", sample.Lake, "--quiet", "--threads", "1");

        Assert.Equal((0, string.Empty), (again.Code, again.All));
        var tables = await sample.TablesAsync();
        Assert.True(tables.Count > 60, $"{tables.Count} tables");
        Assert.Equal(sample.FirstTables, tables);
        var runs = await CommandLine.RunAsync("query", "--lake", sample.Lake, "--format", "csv", "select count(*) as n, count(distinct run_id) as d, min(\"read\") as r from ops.runs");
        Assert.Equal("n,d,r\n2,2,134\n", runs.Out);
    }

    [Fact]
    public async Task Json_is_all_that_stands_on_standard_output()
    {
        using var folder = new ScratchFolder();
        var result = await CommandLine.RunAsync("run", Repository.SampleData, "--lake", Path.Combine(folder.Path, "lake"), "--json");

        Assert.Equal((0, string.Empty), (result.Code, result.Error));
        using var report = JsonDocument.Parse(result.Out);
        Assert.Equal(134, report.RootElement.GetProperty("totals").GetProperty("read").GetInt64());
        var readmission = report.RootElement.GetProperty("measures").EnumerateArray().Single(row => row.GetProperty("measure").GetString() == "M1" && row.GetProperty("facility").GetString() == "ALL");
        Assert.Equal((8.0, 29.0), (readmission.GetProperty("numerator").GetDouble(), readmission.GetProperty("denominator").GetDouble()));
    }

    [Fact]
    public async Task A_run_of_bronze_alone_builds_no_measure()
    {
        using var folder = new ScratchFolder();
        var lake = Path.Combine(folder.Path, "lake");
        var result = await CommandLine.RunAsync("run", Repository.SampleData, "--lake", lake, "--only", "bronze", "--quiet");

        Assert.Equal((0, string.Empty), (result.Code, result.All));
        Assert.Equal(["bronze", "ops"], Directory.GetDirectories(lake).Select(Path.GetFileName).Where(name => !name!.StartsWith('.')).Order());
    }

    [Fact]
    public async Task Input_is_never_changed()
    {
        using var folder = new ScratchFolder();
        var before = Files(Repository.SampleData);
        await CommandLine.RunAsync("run", Repository.SampleData, "--lake", Path.Combine(folder.Path, "lake"), "--quiet", "--only", "bronze");

        Assert.Equal(before, Files(Repository.SampleData));
    }

    [Fact]
    public async Task The_suite_of_sql_on_fhir_passes_and_its_report_is_written()
    {
        var suite = Repository.Shared("sql-on-fhir");
        using var folder = new ScratchFolder();
        var file = Path.Combine(folder.Path, "report.json");
        var result = await CommandLine.RunAsync("conformance", suite, "--out", file);

        Assert.Equal((0, "129 of 129 cases passed.\n"), (result.Code, result.Out));
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(129, report.RootElement.EnumerateObject().Sum(one => one.Value.GetProperty("tests").GetArrayLength()));
        Assert.Equal("basic attribute", report.RootElement.GetProperty("basic.json").GetProperty("tests")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Doctor_reads_every_table_of_a_lake()
    {
        var result = await CommandLine.RunAsync("doctor", "--lake", sample.Lake);

        Assert.Equal((0, string.Empty), (result.Code, result.Error));
        Assert.Contains("every one readable", result.Out, StringComparison.Ordinal);
        Assert.Equal((int)ExitCode.NotALake, (await CommandLine.RunAsync("doctor", "--lake", Path.GetDirectoryName(sample.Lake)!)).Code);
    }

    private static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{file} {new FileInfo(file).Length} {File.GetLastWriteTimeUtc(file):O}")];
}
