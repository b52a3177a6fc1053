using MetricCare.Core.Errors;

namespace MetricCare.Fhir.Intake;

/// <summary>Turns source files into stage files, wherever the reading is done.</summary>
public interface IRecordIntake
{
    /// <summary>Reads the files, each once, and writes stage files below the folder, which is made.</summary>
    /// <exception cref="MetricCareException">The folder cannot be written, or more was rejected than is allowed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what the folder holds is of no use.</exception>
    Task<IntakeResult> RunAsync(IReadOnlyList<SourceFile> files, string stageFolder, IProgress<IntakeProgress>? progress, CancellationToken cancel);
}
