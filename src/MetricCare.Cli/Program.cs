using MetricCare.Cli;
using MetricCare.Cli.Spark;
using MetricCare.Spark;

if (!SparkDriver.IsDriver)
{
    return await CommandLineProgram.RunAsync(args, Terminal.System(), TimeProvider.System);
}

using var channel = DriverChannel.Connect();
return await CommandLineProgram.RunAsync(SparkDriver.ProgramArguments(args), channel?.Terminal ?? Terminal.System(), TimeProvider.System, channel?.ClosedAsync());
