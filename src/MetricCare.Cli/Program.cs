using MetricCare.Cli;
using MetricCare.Cli.Spark;
using MetricCare.Cli.Spark.Intake;
using MetricCare.Spark;

if (ArrowWorker.IsWorker(args))
{
    return ArrowWorker.Run(args, IntakeMap.Open, TimeProvider.System);
}

if (!SparkDriver.IsDriver)
{
    return await CommandLineProgram.RunAsync(args, Terminal.System(), TimeProvider.System);
}

using var channel = DriverChannel.Connect();
return await CommandLineProgram.RunAsync(SparkDriver.ProgramArguments(args), channel?.Terminal ?? Terminal.System(), TimeProvider.System, channel?.ClosedAsync());
