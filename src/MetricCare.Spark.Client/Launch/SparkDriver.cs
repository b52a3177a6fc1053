using MetricCare.Spark.Gateway;

namespace MetricCare.Spark;

/// <summary>This process as the driver that spark-submit started in the place of Python.</summary>
public static class SparkDriver
{
    /// <summary>Exit code of a driver whose JVM died.</summary>
    public const int JvmLostExitCode = 70;

    private static int s_isWatching;

    /// <summary>spark-submit started this process and waits for it to end.</summary>
    public static bool IsDriver => GatewayAddress.FromEnvironment() is not null;

    /// <summary>The arguments of the program: spark-submit puts the path of the script, which nobody reads, in front of them.</summary>
    public static string[] ProgramArguments(string[] arguments) =>
        IsDriver && arguments is [var script, ..] && script.EndsWith(".py", StringComparison.Ordinal) ? arguments[1..] : arguments;

    /// <summary>Ends this process when the JVM dies, which does not tell its child: only the pipe between them closes. Starts by itself with the first call to the JVM.</summary>
    internal static void EndWithJvm()
    {
        if (Interlocked.Exchange(ref s_isWatching, 1) == 0)
        {
            new Thread(Watch) { IsBackground = true, Name = "watches the JVM" }.Start();
        }
    }

    private static void Watch()
    {
        var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (input.Read(buffer, 0, buffer.Length) > 0)
        {
            // Nothing is ever written to the driver; whatever comes is not for us.
        }

        Console.Error.WriteLine("The JVM of Spark is gone; the driver ends.");
        Environment.Exit(JvmLostExitCode);
    }
}
