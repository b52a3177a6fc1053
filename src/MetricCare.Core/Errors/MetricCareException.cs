namespace MetricCare.Core.Errors;

/// <summary>Everything that may end a run for a reason the user can act on.</summary>
/// <remarks>Messages name files, models, places and counts; never a value that came from data.</remarks>
public class MetricCareException : Exception
{
    public MetricCareException(ExitCode code, string message, string? next = null, Exception? cause = null)
        : base(message, cause)
    {
        Code = code;
        Next = next;
    }

    public ExitCode Code { get; }

    /// <summary>What to do next, as one sentence for the user; null when the message says all.</summary>
    public string? Next { get; }
}
