using System.CommandLine;
using System.Text.Json.Nodes;
using MetricCare.Cli.Runs;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Engines.DuckDb;
using MetricCare.Fhir.Intake;
using MetricCare.Fhir.Views;
using MetricCare.Fhir.Views.Sql;
using MetricCare.Fhir.Views.Suite;

namespace MetricCare.Cli.Commands;

/// <summary><c>conformance</c>: the public SQL-on-FHIR test suite, through intake, compiler and engine as a run uses them.</summary>
internal static class ConformanceCommand
{
    public static Command Create(Terminal terminal)
    {
        var suite = new Argument<string>("SUITE") { Description = "Folder with the suite's JSON files." };
        var output = new Option<string?>("--out") { Description = "Write the report in the suite's own JSON format.", HelpName = "FILE" };
        var command = new Command("conformance", "Run the public SQL-on-FHIR test suite and write its report.") { suite, output };
        command.SetAction(async (result, cancel) =>
        {
            var folder = result.GetValue(suite)!;
            if (!Directory.Exists(folder))
            {
                throw new MetricCareException(ExitCode.SourceUnreadable, $"There is no folder {folder}.", "Name the folder that holds the suite's JSON files.");
            }

            var results = await RunAsync(Load(folder), cancel);
            if (result.GetValue(output) is { } file)
            {
                await WriteAsync(file, SuiteReport.Write(results), cancel);
            }

            foreach (var failed in results.Where(one => !one.Passed))
            {
                await terminal.Out.WriteLineAsync($"{failed.File}: {failed.Title}: {failed.Reason}");
            }

            await terminal.Out.WriteLineAsync($"{results.Count(one => one.Passed)} of {results.Count} cases passed.");
            return results.All(one => one.Passed) ? 0 : (int)ExitCode.DefinitionInvalid;
        });
        return command;
    }

    private static IReadOnlyList<SuiteFile> Load(string folder)
    {
        const string next = "Name the folder that holds the suite's JSON files, and only these.";
        try
        {
            return SuiteFile.Load(folder) is { Count: > 0 } files ? files : throw new MetricCareException(ExitCode.SourceUnreadable, $"{folder} holds no file of the suite.", next);
        }
        catch (Exception broken) when (broken is System.Text.Json.JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new MetricCareException(ExitCode.SourceUnreadable, $"{folder} holds a file that is none of the suite.", next, broken);
        }
    }

    private static async Task WriteAsync(string file, string text, CancellationToken cancel)
    {
        try
        {
            await File.WriteAllTextAsync(file, text, cancel);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new MetricCareException(ExitCode.StorageFailed, $"{file} cannot be written.", "Name a file in a folder that exists and may be written.", refused);
        }
    }

    private static async Task<List<SuiteResult>> RunAsync(IReadOnlyList<SuiteFile> files, CancellationToken cancel)
    {
        using var work = new TemporaryWork();
        await using var engine = new DuckDbEngine(new DuckDbOptions(work.Folder, []));
        var stages = 0;
        var runner = new SuiteRunner(
            async (view, ndjson, stop) =>
            {
                var named = await WithIdsAsync(ndjson, stop);
                var intake = new SourceIntake(new Dictionary<string, Core.Schema.NarrowSchema> { [view.ResourceType] = view.Schema })
                    .Run([new SourceFile(1, named, Path.GetFileName(ndjson))], Path.Combine(work.Folder, $"stage{stages++}"), null, stop);
                if (intake.Rejects is [var first, ..])
                {
                    throw new MetricCareException(ExitCode.SourceUnreadable, $"{intake.Rejects.Count} resources were rejected, the first in line {first.Line}: {first.Code.Text()}.");
                }

                var raw = new RelationName(Layer.Raw, view.ResourceType);
                await engine.ReadJsonLinesAsync(raw, view.Schema, [.. intake.Stages.Select(stage => stage.Path)], stop);
                var rows = new List<IReadOnlyList<object?>>();
                await foreach (var row in engine.QueryAsync(view.ToSql(SqlDialect.DuckDb, lineage: false), stop))
                {
                    rows.Add(row);
                }

                return rows;
            },
            work.Folder);
        var results = new List<SuiteResult>();
        await foreach (var one in runner.RunAsync(files, cancel))
        {
            results.Add(one);
        }

        return results;
    }

    // Some resources of the suite have no id, which a server would never send and intake refuses.
    private static async Task<string> WithIdsAsync(string ndjson, CancellationToken cancel)
    {
        var named = ndjson + ".named";
        if (!File.Exists(named))
        {
            var lines = (await File.ReadAllLinesAsync(ndjson, cancel)).Select((line, at) =>
            {
                var resource = JsonNode.Parse(line)!.AsObject();
                resource.TryAdd("id", $"resource-{at + 1}");
                return resource.ToJsonString();
            });
            await File.WriteAllLinesAsync(named, lines, cancel);
        }

        return named;
    }
}
