using MetricCare.Jobs.Configuration;

namespace MetricCare.Cli.Runs;

/// <summary>What a run was asked for.</summary>
/// <param name="Sources">Files and folders.</param>
/// <param name="Configuration">Parameters, facilities and value sets.</param>
/// <param name="MaxRejects">When a run that is mostly bad stops.</param>
/// <param name="Threads">Workers of intake and engine.</param>
internal sealed record RunRequest(IReadOnlyList<string> Sources, RunConfiguration Configuration, RejectLimit MaxRejects, int Threads);
