using System.CommandLine;
using MetricCare.Cli.Commands;
using MetricCare.Core.Errors;

namespace MetricCare.Cli;

/// <summary>The whole program: parses the arguments, runs one command, turns every outcome into an exit code.</summary>
internal static class CommandLineProgram
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, TimeProvider time, Task? stop = null)
    {
        var root = new RootCommand("Hospital quality measures from FHIR: bronze, silver and gold tables, on one machine or on Spark.");
        root.Add(RunCommand.Create(terminal, time));
        root.Add(PlanCommand.Create(terminal, time));
        root.Add(CheckCommand.Create(terminal));
        root.Add(DescribeCommand.Create(terminal));
        root.Add(QueryCommand.Create(terminal, time));
        root.Add(DoctorCommand.Create(terminal, time));
        root.Add(ConformanceCommand.Create(terminal));

        var result = root.Parse(args);
        if (args.Count == 0)
        {
            await root.Parse(["--help"]).InvokeAsync(new InvocationConfiguration { Output = terminal.Error, Error = terminal.Error });
            return (int)ExitCode.Usage;
        }

        if (Faults.Of(result) is { } misunderstood)
        {
            return Faults.Write(misunderstood, result, terminal.Error);
        }

        using var interrupt = new InterruptSource(stop);
        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await result.InvokeAsync(configuration, interrupt.Token);
        }
        catch (OperationCanceledException)
        {
            LeaveProgressLine(terminal);
            await terminal.Error.WriteLineAsync("Stopped. The lake is as it was before, or a finished table further; run again to finish.");
            return (int)ExitCode.Cancelled;
        }
        catch (MetricCareException error)
        {
            LeaveProgressLine(terminal);
            return Faults.Write(error, result, terminal.Error);
        }
#pragma warning disable CA1031 // The edge of the program: a defect must end with a code and without the data that its message may quote.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            LeaveProgressLine(terminal);
            await terminal.Error.WriteLineAsync($"error {(int)ExitCode.InternalError} ({ExitCode.InternalError}): {defect.GetType().Name} in {defect.TargetSite?.DeclaringType?.FullName}.{defect.TargetSite?.Name}");
            await terminal.Error.WriteLineAsync("  next: this is a defect of metriccare; please report the line above. METRICCARE_TRACE=1 prints the stack (no data).");
            terminal.Trace?.WriteLine(defect.StackTrace);

            return (int)ExitCode.InternalError;
        }
    }

    // A run that ends early leaves its progress on the line to which the last words go.
    private static void LeaveProgressLine(Terminal terminal)
    {
        if (terminal.IsInteractive)
        {
            terminal.Error.Write("\r\u001b[K");
        }
    }
}
