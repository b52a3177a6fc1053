using MetricCare.Fhir.Intake;

namespace MetricCare.Cli.Runs;

/// <summary>Passes intake's progress on at once, on the thread that reports it, so that it never comes after the stage's end.</summary>
internal sealed class IntakeTicker(StageMeter meter) : IProgress<IntakeProgress>
{
    public void Report(IntakeProgress value) => meter.Report(
        value.BytesTotal == 0 ? null : value.BytesDone / (double)value.BytesTotal,
        $"{value.FilesDone} of {value.FilesTotal} files");
}
