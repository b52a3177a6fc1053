using MetricCare.Cli.Tests.Cases;
using MetricCare.Cli.Tests.Commands;
using MetricCare.Core.Errors;
using MetricCare.Core.Stores;

namespace MetricCare.Cli.Tests.Golden;

/// <summary>The words of errors: each has its code, says what is wrong and where, and what to do next.</summary>
public sealed class ErrorTests(SampleLake sample) : IClassFixture<SampleLake>
{
    public static TheoryData<string, ExitCode, string> Commands => new()
    {
        { "usage-no-source", ExitCode.Usage, "run" },
        { "usage-unknown-option", ExitCode.Usage, "run|SAMPLE|--max-reject|5" },
        { "usage-unknown-option-query", ExitCode.Usage, "query|select 1|--laek|x" },
        { "usage-unknown-command", ExitCode.Usage, "chek" },
        { "usage-superfluous", ExitCode.Usage, "check|more" },
        { "usage-as-of", ExitCode.Usage, "run|SAMPLE|--lake|NEW|--as-of|yesterday" },
        { "usage-through", ExitCode.Usage, "plan|SAMPLE|--through|2024" },
        { "usage-max-rejects", ExitCode.Usage, "run|SAMPLE|--lake|NEW|--max-rejects|some" },
        { "usage-threads", ExitCode.Usage, "run|SAMPLE|--lake|NEW|--threads|many" },
        { "usage-memory", ExitCode.Usage, "run|SAMPLE|--lake|NEW|--memory|4" },
        { "usage-only", ExitCode.Usage, "run|SAMPLE|--lake|NEW|--only|golden" },
        { "usage-format", ExitCode.Usage, "query|--lake|LAKE|select 1|--format|xml" },
        { "usage-describe-view", ExitCode.Usage, "describe|encountr" },
        { "usage-describe-model", ExitCode.Usage, "describe|gold.fact_readmision" },
        { "source-missing", ExitCode.SourceUnreadable, "run|NEW/nowhere|--lake|NEW" },
        { "source-empty", ExitCode.SourceUnreadable, "run|EMPTY|--lake|NEW" },
        { "source-no-view-file", ExitCode.SourceUnreadable, "describe|NEW/view.json" },
        { "suite-missing", ExitCode.SourceUnreadable, "conformance|NEW/nowhere" },
        { "suite-empty", ExitCode.SourceUnreadable, "conformance|EMPTY" },
        { "too-many-rejects", ExitCode.TooManyRejects, "run|SAMPLE|--lake|NEW|--max-rejects|0" },
        { "configuration-missing", ExitCode.ConfigurationInvalid, "run|SAMPLE|--lake|NEW|--config|NEW/nowhere.yml" },
        { "configuration-zone", ExitCode.ConfigurationInvalid, "run|SAMPLE|--lake|NEW|--zone|Mars/Base" },
        { "configuration-profile", ExitCode.ConfigurationInvalid, "plan|SAMPLE|--profile|young" },
        { "configuration-unknown-key", ExitCode.ConfigurationInvalid, "run|SAMPLE|--lake|NEW|--config|EMPTY/../keys.yml" },
        { "definition-unknown-target", ExitCode.DefinitionInvalid, "run|SAMPLE|--lake|NEW|--only|gold.fact_readmision" },
        { "definition-no-folder", ExitCode.DefinitionInvalid, "run|SAMPLE|--lake|NEW|--jobs|NEW/nowhere" },
        { "query-unknown-table", ExitCode.QueryFailed, "query|--lake|LAKE|select * from gold.fact_readmision" },
        { "query-unknown-column", ExitCode.QueryFailed, "query|--lake|LAKE|select run_no from ops.runs" },
        { "query-grammar", ExitCode.QueryFailed, "query|--lake|LAKE|selec 1" },
        { "query-empty", ExitCode.QueryFailed, "query|--lake|LAKE| " },
        { "query-two", ExitCode.QueryFailed, "query|--lake|LAKE|select 1; select 2" },
        { "query-no-query", ExitCode.QueryFailed, "query|--lake|LAKE|drop view gold.fact_readmission" },
        { "query-conversion", ExitCode.QueryFailed, "query|--lake|LAKE|select cast(stay_id as int) from gold.fact_readmission" },
        { "query-outside", ExitCode.QueryFailed, "query|--lake|LAKE|select * from read_text('/etc/hostname')" },
        { "lake-missing", ExitCode.NotALake, "query|--lake|NEW/nowhere|select 1" },
        { "lake-other", ExitCode.NotALake, "query|--lake|EMPTY|select 1" },
        { "lake-occupied", ExitCode.NotALake, "run|SAMPLE|--lake|SAMPLE" },
        { "lake-below-a-file", ExitCode.StorageFailed, "run|SAMPLE|--lake|SAMPLE/README.md/lake" },
        { "report-not-written", ExitCode.StorageFailed, "conformance|SUITE|--out|NEW/nowhere/report.json" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task An_error_has_its_code_its_words_and_a_next_step(string name, ExitCode code, string command)
    {
        using var scratch = new ScratchFolder();
        Directory.CreateDirectory(Path.Combine(scratch.Path, "empty"));
        await File.WriteAllTextAsync(Path.Combine(scratch.Path, "keys.yml"), "default_zone: UTC\nreadmit_day: 30\n", TestContext.Current.CancellationToken);
        (string Word, string Folder)[] places =
        [
            ("EMPTY", Path.Combine(scratch.Path, "empty")), ("NEW", Path.Combine(scratch.Path, "new")), ("LAKE", sample.Lake),
            ("SAMPLE", Repository.SampleData), ("SUITE", command.Contains("SUITE", StringComparison.Ordinal) ? Repository.Shared("sql-on-fhir") : "SUITE"),
        ];
        var args = command.Split('|').Select(part => places.Aggregate(part, (text, place) => text.StartsWith(place.Word, StringComparison.Ordinal) ? place.Folder + text[place.Word.Length..] : text));
        var result = await CommandLine.RunAsync([.. args]);

        Assert.Equal(code, (ExitCode)result.Code);
        Assert.Contains("\n  next: ", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Out);
        var said = places.Aggregate(result.Error, (text, place) => text.Replace(place.Folder, place.Word, StringComparison.Ordinal));
        GoldenFile.AssertEqual("error-" + name, $"metriccare {command.Replace('|', ' ')}\n{said}");
    }

    [Fact]
    public async Task A_lake_that_another_run_holds_is_refused()
    {
        using var folder = new ScratchFolder();
        var lake = Path.Combine(folder.Path, "lake");
        Assert.Equal(0, (await CommandLine.RunAsync("run", Repository.SampleData, "--lake", lake, "--only", "bronze", "--quiet")).Code);
        await using (FileLease.Acquire(Path.Combine(lake, ".metriccare"), "run-x", Pipelines.StoppedClock.Instance))
        {
            var result = await CommandLine.RunAsync("run", Repository.SampleData, "--lake", lake);
            Assert.Equal(ExitCode.LakeBusy, (ExitCode)result.Code);
            GoldenFile.AssertEqual("error-lake-busy", result.Error.Replace(Environment.ProcessId.ToString(), "PID", StringComparison.Ordinal));
        }

        Assert.Equal(0, (await CommandLine.RunAsync("run", Repository.SampleData, "--lake", lake, "--only", "bronze", "--quiet")).Code);
    }

    [Fact]
    public async Task Without_a_command_the_help_is_shown_as_an_error()
    {
        var result = await CommandLine.RunAsync();

        Assert.Equal((ExitCode.Usage, string.Empty), ((ExitCode)result.Code, result.Out));
        Assert.Contains("run <SOURCE>", result.Error, StringComparison.Ordinal);
    }
}
