using MetricCare.Core.Errors;

namespace MetricCare.Fhir.Intake.Reading;

/// <summary>Ends an intake that is mostly bad. Shared by all threads of an intake.</summary>
internal sealed class RejectLimit(long? most)
{
    private long _count;

    public void Count()
    {
        if (most is { } limit && Interlocked.Increment(ref _count) > limit)
        {
            throw new MetricCareException(
                ExitCode.TooManyRejects,
                $"More than {limit} records were rejected.",
                "Look at the reasons in the list of rejects, or allow more of them.");
        }
    }
}
