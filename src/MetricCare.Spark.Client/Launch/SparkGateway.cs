using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using MetricCare.Spark.Gateway;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Spark;

/// <summary>
/// A JVM of Spark that this process started, instead of being started by it: for tests, tools and interactive work.
/// While it is there, the Spark of this process is this one. Disposing it ends the JVM.
/// </summary>
public sealed class SparkGateway : IDisposable
{
    private readonly Process _process;
    private readonly JvmBridge _bridge;

    private SparkGateway(Process process, JvmBridge bridge, int port) => (_process, _bridge, Port) = (process, bridge, port);

    /// <summary>Process id of the JVM.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Where its gateway listens.</summary>
    public int Port { get; }

    internal JvmBridge Bridge => _bridge;

    /// <summary>Requests sent over it so far.</summary>
    public long Calls => _bridge.Calls;

    /// <summary>Starts the JVM and makes it the one of this process. No session is made yet.</summary>
    /// <exception cref="SparkSetupException">It did not start; the message holds the end of what it printed.</exception>
    public static SparkGateway Start(SparkGatewayOptions options)
    {
        options.Spark.RequireJava();
        var folder = Directory.CreateTempSubdirectory("spark-gateway-");
        var file = Path.Combine(folder.FullName, "connection");
        try
        {
            var tail = new LogTail(options.OnLog);
            var process = Start(options, file, tail);
            try
            {
                var address = Await(process, file, options.StartTimeout, tail);
                var bridge = new JvmBridge(address);
                if (options.IsCurrent)
                {
                    SparkEnvironment.Use(bridge);
                }

                return new SparkGateway(process, bridge, address.Port);
            }
            catch
            {
                process.Kill(entireProcessTree: true);
                process.Dispose();
                throw;
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public void Dispose()
    {
        SparkEnvironment.Forget(_bridge);
        _bridge.Dispose();
        try
        {
            // The gateway ends with its input.
            _process.StandardInput.Close();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(20)))
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            // It had ended before.
        }

        _process.Dispose();
    }

    private static Process Start(SparkGatewayOptions options, string file, LogTail tail)
    {
        var start = new ProcessStartInfo(options.Spark.Submit)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add("--master");
        start.ArgumentList.Add(options.Master);
        foreach (var (key, value) in options.Conf)
        {
            start.ArgumentList.Add("--conf");
            start.ArgumentList.Add($"{key}={value}");
        }

        if (options.Jars.Count > 0)
        {
            start.ArgumentList.Add("--jars");
            start.ArgumentList.Add(string.Join(',', options.Jars));
        }

        start.ArgumentList.Add("pyspark-shell");
        start.Environment["SPARK_HOME"] = options.Spark.Home;
        start.Environment["_PYSPARK_DRIVER_CONN_INFO_PATH"] = file;
        foreach (var (key, value) in options.Environment)
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

    // The JVM moves the finished file into place, so what is there is whole.
    private static GatewayAddress Await(Process process, string file, TimeSpan timeout, LogTail tail)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < timeout; Thread.Sleep(20))
        {
            if (File.Exists(file))
            {
                var bytes = File.ReadAllBytes(file);
                var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4));
                return new GatewayAddress(BinaryPrimitives.ReadInt32BigEndian(bytes), Encoding.UTF8.GetString(bytes, 8, length));
            }

            if (process.HasExited)
            {
                process.WaitForExit();
                throw new SparkSetupException($"Spark did not start (exit code {process.ExitCode}). It printed last:\n{tail}", "See the message of Spark above.");
            }
        }

        throw new SparkSetupException($"Spark did not start within {timeout.TotalSeconds:0} seconds. It printed last:\n{tail}", "See the message of Spark above.");
    }
}
