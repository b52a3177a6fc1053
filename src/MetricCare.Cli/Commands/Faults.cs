using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using MetricCare.Core.Errors;
using MetricCare.Core.Models;

namespace MetricCare.Cli.Commands;

/// <summary>How the program says what went wrong: the code with its name, the message, and always a next step.</summary>
internal static partial class Faults
{
    /// <summary>Prints the fault and gives its exit code.</summary>
    public static int Write(MetricCareException fault, ParseResult result, TextWriter error)
    {
        error.WriteLine($"error {(int)fault.Code} ({fault.Code}): {fault.Message}");
        error.WriteLine($"  next: {fault.Next ?? Next(fault.Code, result)}");
        return (int)fault.Code;
    }

    /// <summary>What of the command line was not understood; null when all was.</summary>
    public static MetricCareException? Of(ParseResult result)
    {
        if (Unknown(result) is { } stranger)
        {
            return stranger;
        }

        return result.Errors.Count == 0 ? null : Usage(string.Join(Environment.NewLine, result.Errors.Select(one => one.Message)));
    }

    // An argument swallows a misspelled option as one more value, so these are looked for first.
    private static MetricCareException? Unknown(ParseResult result)
    {
        var command = result.CommandResult.Command;
        if (command is RootCommand && result.UnmatchedTokens is [var typed, ..] && !typed.StartsWith('-'))
        {
            return Usage($"There is no command {typed}{NearestName.Hint(typed, command.Subcommands.Select(known => known.Name))}");
        }

        return result.Tokens
            .TakeWhile(token => token.Type != TokenType.DoubleDash)
            .Where(token => token.Type == TokenType.Argument && OptionPattern().IsMatch(token.Value))
            .Select(token => Usage($"There is no option {token.Value}{NearestName.Hint(token.Value, command.Options.Select(known => known.Name))}"))
            .FirstOrDefault();
    }

    private static MetricCareException Usage(string message) => new(ExitCode.Usage, message);

    private static string Next(ExitCode code, ParseResult result)
    {
        var command = result.CommandResult.Command;
        return code switch
        {
            ExitCode.Usage => $"`metriccare {(command is RootCommand ? string.Empty : command.Name + " ")}--help` shows what can be said.",
            ExitCode.SourceUnreadable => "Check the path, and who may read it.",
            ExitCode.ConfigurationInvalid => "Mend that place, then run again; `metriccare plan SOURCE` shows the parameters and reads no record.",
            ExitCode.DefinitionInvalid => "`metriccare check` lists all faults of the definitions (with --jobs DIR, of those in DIR).",
            ExitCode.ModelFailed => "`metriccare check` tries every model without data; the lake is as it was.",
            ExitCode.RuleBroken => "`metriccare describe MODEL` shows its rules and its query; the lake is as it was.",
            ExitCode.QueryFailed => "`metriccare query` without SQL lists the tables.",
            ExitCode.StorageFailed => "Check the free space, and who may write there, then run again.",
            _ => "`metriccare doctor` looks at machine, definitions and lake.",
        };
    }

    // Not "-- a comment" or "-5": a query and a number may begin with a dash.
    [GeneratedRegex("^--?[A-Za-z][A-Za-z0-9-]*(=.*)?$", RegexOptions.Singleline)]
    private static partial Regex OptionPattern();
}
