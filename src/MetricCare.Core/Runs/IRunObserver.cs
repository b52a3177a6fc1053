namespace MetricCare.Core.Runs;

/// <summary>The stages of a run, in order.</summary>
public enum RunStage
{
    Intake,
    Bronze,
    Silver,
    Gold,
    Report,
    Publish,
}

/// <summary>Hears how a run goes. Called from one thread at a time.</summary>
public interface IRunObserver
{
    /// <summary>Somebody looks on: how far a long statement is, is worth asking the engine, which costs it a little.</summary>
    bool IsWatched => false;

    void StageStarted(RunStage stage);

    /// <param name="stage">The running stage.</param>
    /// <param name="fraction">Share done, 0..1, or null when not known.</param>
    /// <param name="what">The file, view or model at hand.</param>
    void StageAdvanced(RunStage stage, double? fraction, string what);

    void StageFinished(StageReport stage);
}

/// <summary>An observer that hears nothing.</summary>
public sealed class SilentObserver : IRunObserver
{
    public static readonly SilentObserver Instance = new();

    public void StageStarted(RunStage stage)
    {
    }

    public void StageAdvanced(RunStage stage, double? fraction, string what)
    {
    }

    public void StageFinished(StageReport stage)
    {
    }
}
