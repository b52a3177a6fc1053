using System.CommandLine;
using MetricCare.Cli.Doctor;
using MetricCare.Core.Errors;

namespace MetricCare.Cli.Commands;

/// <summary><c>doctor</c>: is this machine able to run, and is this lake well?</summary>
internal static class DoctorCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var lake = SharedOptions.Lake();
        var jobs = SharedOptions.Jobs();
        var command = new Command("doctor", "Check this machine, the definitions and a lake, and say what to do about what is wrong.") { lake, jobs };
        command.SetAction(async (result, cancel) =>
        {
            ExitCode? fault = null;
            await foreach (var finding in Examination.RunAsync(result.GetValue(lake)!, result.GetValue(jobs), time, cancel))
            {
                fault ??= finding.Fault;
                await terminal.Out.WriteLineAsync($"{(finding.Fault is null ? "ok  " : "BAD ")} {finding.What}: {finding.Detail}");
                if (finding.Fault is not null && finding.Next is not null)
                {
                    await terminal.Out.WriteLineAsync($"     next: {finding.Next}");
                }
            }

            return (int)(fault ?? ExitCode.Success);
        });
        return command;
    }
}
