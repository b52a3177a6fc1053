using System.Diagnostics;
using System.Globalization;
using MetricCare.Cli.Tests.Cases;
using MetricCare.Core.Errors;

namespace MetricCare.Cli.Tests.Commands;

/// <summary>Signals, and two runs on one lake: these need real processes.</summary>
public sealed class InterruptTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private string Lake => Path.Combine(_folder.Path, "lake");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_stops_a_run_within_two_seconds_and_the_lake_stays_usable(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill command here.");
        Assert.Equal(0, (await CommandLine.RunAsync("run", Repository.SampleData, "--lake", Lake, "--quiet")).Code);
        using var run = StartLongRun();
        await WaitForWorkAsync();
        var clock = Stopwatch.StartNew();
        Process.Start("kill", [$"-{signal}", run.Id.ToString()]).WaitForExit();
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((int)ExitCode.Cancelled, run.ExitCode);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 2);
        Assert.Equal("n\n30\n", (await CommandLine.RunAsync("query", "--lake", Lake, "--format", "csv", "select count(*) as n from bronze.patient")).Out);
        Assert.Equal(0, (await CommandLine.RunAsync("run", Repository.SampleData, "--lake", Lake, "--quiet")).Code);
    }

    [Fact]
    public async Task A_pipe_that_nobody_writes_to_does_not_outlast_a_signal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no named pipes in folders here.");
        var source = Path.Combine(_folder.Path, "piped");
        Directory.CreateDirectory(source);
        Process.Start("mkfifo", [Path.Combine(source, "Patient.ndjson")]).WaitForExit();
        using var run = Start(source);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.False(run.HasExited);
        Process.Start("kill", ["-TERM", run.Id.ToString()]).WaitForExit();
        await run.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal((int)ExitCode.Cancelled, run.ExitCode);
    }

    [Fact]
    public async Task A_second_run_on_one_lake_is_refused_and_says_who_holds_it()
    {
        using var run = StartLongRun();
        await WaitForWorkAsync();
        var second = await CommandLine.RunAsync("run", Repository.SampleData, "--lake", Lake);
        run.Kill();
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((int)ExitCode.LakeBusy, second.Code);
        Assert.Contains($"process {run.Id} ", second.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await CommandLine.RunAsync("run", Repository.SampleData, "--lake", Lake, "--quiet")).Code);
    }

    // Some hundred thousand patients: a run that would take many seconds.
    private Process StartLongRun()
    {
        var source = Path.Combine(_folder.Path, "many");
        Directory.CreateDirectory(source);
        for (var file = 0; file < 8; file++)
        {
            File.WriteAllLines(
                Path.Combine(source, $"Patient.{file}.ndjson"),
                Enumerable.Range(0, 75_000).Select(n => $"{{\"resourceType\":\"Patient\",\"id\":\"p{file}-{n}\",\"gender\":\"female\",\"birthDate\":\"1950-01-01\"}}"));
        }

        return Start(source);
    }

    private Process Start(string source)
    {
        string[] command = ["dotnet", typeof(CommandLineProgram).Assembly.Location, "run", source, "--lake", Lake, "--zone", "UTC"];

        // What a script starts in the background ignores SIGINT, and so does all that this starts.
        string[] line = IgnoresInterrupt() ? ["env", "--default-signal=INT", .. command] : command;
        return Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
    }

    private static bool IgnoresInterrupt()
    {
        const string ignored = "SigIgn:";
        const ulong interrupt = 1UL << 1;
        return OperatingSystem.IsLinux()
            && (ulong.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith(ignored, StringComparison.Ordinal))[ignored.Length..], NumberStyles.HexNumber, CultureInfo.InvariantCulture) & interrupt) != 0;
    }

    private async Task WaitForWorkAsync()
    {
        var limit = Stopwatch.StartNew();
        while (!Directory.Exists(Path.Combine(Lake, ".metriccare", "tmp")) || Directory.GetDirectories(Path.Combine(Lake, ".metriccare", "tmp"), "stage", SearchOption.AllDirectories).Length == 0)
        {
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(60), "The run did not begin.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
