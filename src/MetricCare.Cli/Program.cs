using MetricCare.Cli;

return await CommandLineProgram.RunAsync(args, Terminal.System(), TimeProvider.System);
