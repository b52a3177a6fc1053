using System.Diagnostics;
using MetricCare.Core.Errors;
using MetricCare.Engines.Spark;
using MetricCare.Spark;

namespace MetricCare.Cli.Spark;

/// <summary>Starts spark-submit with this very program as the driver, shows what the driver says, and ends as it ends.</summary>
internal sealed class SparkSubmit(SparkRequest request, IReadOnlyList<string> sources, string lake, Terminal terminal)
{
    // Ctrl-C is answered within two seconds, so the JVM has less than that to come down by itself.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.2);

    /// <returns>The driver's exit code.</returns>
    /// <exception cref="MetricCareException"><see cref="ExitCode.EnvironmentMissing"/>: no Spark, no Java, no Hudi.</exception>
    public async Task<int> RunAsync(IEnumerable<string> arguments, CancellationToken cancel)
    {
        var spark = Installation();
        var channel = $"metriccare-{Environment.ProcessId}";
        await using var pipe = DriverChannel.Listen(channel);
        var tail = new LogTail();
        using var process = Start(spark, channel, arguments, tail);
        var relay = RelayAsync(pipe);
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            // The driver cancels its jobs when the pipe ends, and the JVM follows its driver.
            await pipe.DisposeAsync();
            await StopAsync(process);
            throw;
        }

        if (relay.IsCompleted || pipe.IsConnected)
        {
            await relay;
        }
        else if (process.ExitCode != 0)
        {
            throw new MetricCareException(
                ExitCode.EnvironmentMissing,
                $"spark-submit ended with code {process.ExitCode} before the run began. It printed last:\n{tail}",
                "See the message of Spark above; `metriccare doctor` looks at the machine.");
        }

        // Above are the codes of signals: whoever was killed could not say anything any more.
        return process.ExitCode <= (int)ExitCode.Cancelled
            ? process.ExitCode
            : throw new MetricCareException(
                ExitCode.EngineLost,
                $"The JVM of Spark is gone, or the driver: one of them was killed (code {process.ExitCode}). Each table is as it was, or a commit further.",
                "For want of memory, most often: --conf spark.driver.memory=4g. Run again: what was begun is taken back.");

        async Task RelayAsync(System.IO.Pipes.NamedPipeServerStream from)
        {
            await from.WaitForConnectionAsync(cancel);
            await DriverChannel.RelayAsync(from, terminal);
        }
    }

    /// <summary>The Spark of SPARK_HOME, with the Java that it needs.</summary>
    public static SparkInstallation Installation()
    {
        try
        {
            var spark = SparkInstallation.Find();
            spark.RequireJava();
            return spark;
        }
        catch (SparkSetupException missing)
        {
            throw new MetricCareException(ExitCode.EnvironmentMissing, missing.Message, missing.Next, missing);
        }
    }

    private Process Start(SparkInstallation spark, string channel, IEnumerable<string> arguments, LogTail tail)
    {
        var bundle = request.IsHudi ? SubmitLine.RequireBundle(spark, request.Jars) : null;
        var start = new ProcessStartInfo(spark.Submit) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        var size = WorkSize.Of(sources, request.IsHudi ? lake : null);
        foreach (var argument in SubmitLine.Of(OwnProgram.Executable, OwnProgram.Script, arguments, request.Master, bundle, size.All, request.Conf, request.Jars))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["SPARK_HOME"] = spark.Home;
        foreach (var (key, value) in DriverChannel.Environment(channel, terminal))
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => tail.Add(line.Data);
        process.ErrorDataReceived += (_, line) => tail.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task StopAsync(Process process)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
