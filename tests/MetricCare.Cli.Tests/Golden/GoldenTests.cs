using System.Text.RegularExpressions;
using MetricCare.Cli.Tests.Cases;
using MetricCare.Cli.Tests.Commands;

namespace MetricCare.Cli.Tests.Golden;

public sealed class GoldenTests(SampleLake sample) : IClassFixture<SampleLake>
{
    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("plan")]
    [InlineData("check")]
    [InlineData("describe")]
    [InlineData("query")]
    [InlineData("doctor")]
    [InlineData("conformance")]
    public async Task Help(string command)
    {
        var result = await CommandLine.RunAsync([.. command.Length > 0 ? [command] : Array.Empty<string>(), "--help"]);

        Assert.Equal((0, string.Empty), (result.Code, result.Error));
        GoldenFile.AssertEqual("help" + (command.Length > 0 ? "-" + command : command), result.Scrubbed().Replace("MetricCare.Cli.Tests", "metriccare", StringComparison.Ordinal).Replace("testhost", "metriccare", StringComparison.Ordinal));
    }

    [Fact]
    public void The_report_of_the_sample_run()
    {
        Assert.Equal(0, sample.First.Code);
        GoldenFile.AssertEqual("sample-run", sample.First.Scrubbed(sample.Lake));
    }

    [Theory]
    [InlineData("table")]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task Query(string format)
    {
        var result = await CommandLine.RunAsync(
            "query", "--lake", sample.Lake, "--format", format, "select stay_id, start_date, is_index, first_exclusion, days from gold.fact_readmission where person_id in ('pat-01', 'pat-03') order by stay_id");

        Assert.Equal((0, string.Empty), (result.Code, result.Error));
        GoldenFile.AssertEqual("query-" + format, result.Out);
    }

    [Fact]
    public async Task Describe_a_view()
    {
        var result = await CommandLine.RunAsync("describe", "patient_link");

        Assert.Equal(0, result.Code);
        GoldenFile.AssertEqual("describe-patient_link", result.Scrubbed());
    }

    [Fact]
    public async Task Describe_a_model()
    {
        var result = await CommandLine.RunAsync("describe", "gold.fact_readmission");

        Assert.Equal((0, string.Empty), (result.Code, result.Error));
        GoldenFile.AssertEqual("describe-fact_readmission", result.Scrubbed());
    }

    [Fact]
    public async Task Check_says_what_was_checked()
    {
        var result = await CommandLine.RunAsync("check");

        Assert.Equal((0, string.Empty), (result.Code, result.Error));
        GoldenFile.AssertEqual("check", Regex.Replace(result.Scrubbed(), "[0-9]+", "N"));
    }

    [Fact]
    public async Task The_jobs_of_the_benchmarks_are_sound()
    {
        var result = await CommandLine.RunAsync("check", "--jobs", Path.Combine(Repository.Root, "benchmarks", "peer-jobs"));

        Assert.Equal((0, "3 views, 6 models, 0 worked examples, 0 codes: all good.\n"), (result.Code, result.All));
    }

    [Fact]
    public async Task Version_is_one_line()
    {
        var result = await CommandLine.RunAsync("--version");

        Assert.Equal((0, string.Empty), (result.Code, result.Error));
        GoldenFile.AssertEqual("version", Regex.Replace(result.Out, @"[0-9]+(\.[0-9]+)+[-+.0-9A-Za-z]*", "VERSION"));
    }

    [Fact]
    public async Task Describe_a_view_as_Spark_gets_it()
    {
        var result = await CommandLine.RunAsync("describe", "patient_link", "--engine", "spark");

        Assert.Equal(0, result.Code);
        GoldenFile.AssertEqual("describe-patient_link-spark", result.Scrubbed());
    }

    [Fact]
    public async Task Describe_refuses_an_engine_that_there_is_not()
    {
        var result = await CommandLine.RunAsync("describe", "patient_link", "--engine", "trino");

        Assert.Equal(2, result.Code);
        Assert.Contains("--engine wants duckdb or spark.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_touches_nothing_and_says_what_would_be_done()
    {
        var result = await CommandLine.RunAsync("plan", Repository.SampleData);

        Assert.Equal(0, result.Code);
        GoldenFile.AssertEqual("plan-inputs", string.Join('\n', result.Out.Split('\n').TakeWhile(line => !line.StartsWith("Compute", StringComparison.Ordinal))));
        Assert.Contains("  gold.fact_readmission ", result.Out, StringComparison.Ordinal);
    }
}
