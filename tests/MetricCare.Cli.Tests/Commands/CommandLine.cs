using System.Text.RegularExpressions;

namespace MetricCare.Cli.Tests.Commands;

/// <summary>The whole program in this process: arguments in; exit code, output and errors out.</summary>
internal sealed record CommandLine(int Code, string Out, string Error)
{
    /// <summary>All that was written, for checks that something was not.</summary>
    public string All => Out + Error;

    public static async Task<CommandLine> RunAsync(params string[] args)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLineProgram.RunAsync(args, new Terminal(output, error, IsInteractive: false, UsesColour: false, 120), TimeProvider.System);
        return new CommandLine(code, output.ToString(), error.ToString());
    }

    /// <summary>The output without what differs from run to run: times, sizes, run ids and folders.</summary>
    public string Scrubbed(params string[] folders)
    {
        var text = folders.Aggregate(Out, (current, folder) => current.Replace(folder, "FOLDER", StringComparison.Ordinal));
        text = Regex.Replace(text, @"run-\d{8}T\d{9}Z", "RUN");
        text = Regex.Replace(text, @"\d+\.\d\d(?= s|,|\))(?=.*)", "T");
        text = Regex.Replace(text, @"\d+(\.\d)? (kB|MB|GB)", "SIZE");
        return string.Join('\n', text.Split('\n').Select(line => line.TrimEnd()));
    }
}
