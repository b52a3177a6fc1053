using System.CommandLine;
using System.Text.Json;
using MetricCare.Cli.Output;
using MetricCare.Cli.Runs;
using MetricCare.Fhir.Intake;

namespace MetricCare.Cli.Commands;

/// <summary><c>plan</c>: what a run would read and compute, in order, touching nothing.</summary>
internal static class PlanCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var sources = SharedOptions.Sources();
        var settings = new RunSettings();
        var jobs = SharedOptions.Jobs();
        var json = SharedOptions.Json();
        var command = new Command("plan", "Show what a run would read and compute, in order. Reads no record and writes nothing.") { sources, jobs, json };
        settings.AddTo(command);
        command.SetAction(result =>
        {
            var files = SourceDiscovery.Find(result.GetValue(sources)!);
            var configuration = settings.Read(result, result.GetValue(sources)!, time);
            var definitions = Definitions.Load(result.GetValue(jobs));
            if (result.GetValue(json))
            {
                terminal.Out.WriteLine(JsonSerializer.Serialize(
                    new
                    {
                        Files = files.Files.Select(file => file.Path),
                        files.Skipped,
                        configuration.AsOf,
                        Parameters = configuration.Parameters,
                        Views = definitions.Views.Select(view => new { Table = "bronze." + view.Name, view.ResourceType }),
                        Models = definitions.Plan.Models.Select(planned => new { Model = planned.Model.Name.ToString(), Reads = planned.Reads.Select(read => read.ToString()), planned.Model.Contract.Grain }),
                    },
                    JsonReport.Options));
                return 0;
            }

            terminal.Out.WriteLine($"Read {files.Files.Count} files:");
            foreach (var file in files.Files)
            {
                terminal.Out.WriteLine($"  {file.Path}");
            }

            foreach (var skipped in files.Skipped)
            {
                terminal.Out.WriteLine($"  {skipped.Path} (skipped: {skipped.Reason})");
            }

            terminal.Out.WriteLine();
            terminal.Out.WriteLine("With these parameters:");
            foreach (var (name, value) in configuration.Parameters)
            {
                terminal.Out.WriteLine($"  {name,-26} {Printed.Value(value)}");
            }

            terminal.Out.WriteLine();
            terminal.Out.WriteLine("Compute, in this order:");
            foreach (var view in definitions.Views)
            {
                terminal.Out.WriteLine($"  {"bronze." + view.Name,-44} from {view.ResourceType}");
            }

            foreach (var planned in definitions.Plan.Models)
            {
                terminal.Out.WriteLine($"  {planned.Model.Name,-44} {planned.Model.Contract.Grain}");
            }

            return 0;
        });
        return command;
    }
}
