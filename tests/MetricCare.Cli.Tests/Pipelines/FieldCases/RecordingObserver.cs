using MetricCare.Core.Runs;

namespace MetricCare.Cli.Tests.Pipelines.FieldCases;

/// <summary>Writes down everything that a run tells.</summary>
internal sealed class RecordingObserver : IRunObserver
{
    public List<string> Messages { get; } = [];

    public void StageStarted(RunStage stage) => Messages.Add(stage.ToString());

    public void StageAdvanced(RunStage stage, double? fraction, string what) => Messages.Add(what);

    public void StageFinished(StageReport stage) => Messages.Add(stage.Summary);
}
