using System.CommandLine;
using System.Globalization;
using MetricCare.Cli.Output;
using MetricCare.Cli.Runs;
using MetricCare.Cli.Spark;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Spark;

namespace MetricCare.Cli.Commands;

/// <summary><c>run</c>: source files in, tables and measures out.</summary>
internal static class RunCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var sources = SharedOptions.Sources();
        var lake = SharedOptions.Lake();
        var settings = new RunSettings();
        var maxRejects = new Option<string?>("--max-rejects")
        {
            Description = $"Stop, leaving the lake untouched, when more records than this are rejected: a count or a share. Default: {RejectLimit.Default}.",
            HelpName = "N|N%",
        };
        var only = new Option<string?>("--only")
        {
            Description = "Build only these: a layer (bronze, silver) or a model such as gold.agg_readmission, with what it needs.",
            HelpName = "LAYER|MODEL",
        };
        var threads = new Option<string?>("--threads") { Description = "Workers. Default: the machine's cores.", HelpName = "N" };
        var memory = new Option<string?>("--memory") { Description = "Memory that the engine may use before it spills to the lake's disk, such as 4GB. Default: 3GB, or three quarters of the machine's where that is less.", HelpName = "SIZE" };
        var spark = new SparkOptions();
        var quiet = new Option<bool>("--quiet") { Description = "No progress and no report; errors only." };
        var json = SharedOptions.Json();
        var jobs = SharedOptions.Jobs();

        var command = new Command("run", "Read FHIR files, build bronze, silver and gold tables in a lake, and print the measures.")
        {
            sources, lake,
        };
        settings.AddTo(command);
        spark.AddTo(command);
        foreach (var option in new Option[] { maxRejects, only, threads, memory, quiet, json, jobs })
        {
            command.Add(option);
        }

        command.SetAction(async (result, cancel) =>
        {
            var paths = result.GetValue(sources)!;
            var onSpark = spark.Read(result);
            if (onSpark is not null && !SparkDriver.IsDriver)
            {
                return await new SparkSubmit(onSpark, paths, result.GetValue(lake)!, terminal).RunAsync(result.Tokens.Select(token => token.Value), cancel);
            }

            var isSilent = result.GetValue(quiet) || result.GetValue(json);
            var request = new RunRequest(
                paths,
                settings.Read(result, paths, time),
                result.GetValue(maxRejects) is { } limit ? RejectLimit.Parse(limit) : RejectLimit.Default,
                Workers(result.GetValue(threads)));
            var options = new LakeRunOptions(result.GetValue(lake)!, result.GetValue(jobs), Targets.Parse(result.GetValue(only)), ByteSize.ParseOrNull(result.GetValue(memory)));
            var observer = new ConsoleObserver(terminal, isSilent);
            var report = onSpark is null
                ? await LakeRun.ExecuteAsync(request, options, time, observer, cancel)
                : await SparkRun.ExecuteAsync(request, options, onSpark, time, observer, terminal.Trace, cancel);
            if (result.GetValue(json))
            {
                JsonReport.Write(report, terminal.Out);
            }
            else if (!result.GetValue(quiet))
            {
                ReportWriter.Write(report, result.GetValue(lake)!, terminal);
            }

            return 0;
        });
        return command;
    }

    private static int Workers(string? text) => text switch
    {
        null => Environment.ProcessorCount,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 1024 => number,
        _ => throw new MetricCareException(ExitCode.Usage, "--threads wants a number from 1 to 1024."),
    };
}
