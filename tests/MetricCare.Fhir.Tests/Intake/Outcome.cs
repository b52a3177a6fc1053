using MetricCare.Fhir.Intake;

namespace MetricCare.Fhir.Tests.Intake;

/// <summary>The result of an intake with its stage lines, in the order of their numbers.</summary>
public sealed record Outcome(IntakeResult Result, IReadOnlyList<StageLine> Lines)
{
    public IReadOnlyList<string> Keys => [.. Lines.Select(line => line.Key)];

    public FileIntake File => Assert.Single(Result.Files);

    /// <summary>Each reject as line, code and path.</summary>
    public IReadOnlyList<string> Rejects =>
        [.. Result.Rejects.Select(reject => string.Join(' ', new[] { reject.Line?.ToString() ?? "file", reject.Code.Text(), reject.Path }.OfType<string>()))];

    public StageLine Single => Assert.Single(Lines);
}
