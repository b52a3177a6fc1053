using System.CommandLine;
using MetricCare.Cli.Runs;
using MetricCare.Core.Errors;

namespace MetricCare.Cli.Commands;

/// <summary><c>check</c>: views, models, contracts, worked examples and value sets, without any data.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var jobs = SharedOptions.Jobs();
        var command = new Command("check", "Check the definitions: views compile, models stay portable and keep their contracts, worked examples hold, value sets load.") { jobs };
        command.SetAction(async (result, cancel) =>
        {
            var check = await DefinitionCheck.RunAsync(result.GetValue(jobs) ?? Definitions.ShippedFolder, cancel);
            foreach (var problem in check.Problems)
            {
                await terminal.Out.WriteLineAsync(problem);
            }

            foreach (var warning in check.Warnings)
            {
                await terminal.Out.WriteLineAsync($"warning: {warning}");
            }

            await terminal.Out.WriteLineAsync($"{check.Views} views, {check.Models} models, {check.Examples} worked examples, {check.Codes} codes: {(check.Problems.Count == 0 ? Warned("all good", check.Warnings.Count) : $"{check.Problems.Count} {(check.Problems.Count == 1 ? "problem" : "problems")}.")}");
            if (check.Problems.Count > 0)
            {
                await terminal.Out.WriteLineAsync("  next: mend the first one and check again; later ones may follow from it.");
            }

            return check.Problems.Count == 0 ? 0 : (int)ExitCode.DefinitionInvalid;
        });
        return command;
    }

    private static string Warned(string verdict, int warnings) =>
        warnings == 0 ? verdict + "." : $"{verdict}, with {warnings} {(warnings == 1 ? "warning" : "warnings")}.";
}
