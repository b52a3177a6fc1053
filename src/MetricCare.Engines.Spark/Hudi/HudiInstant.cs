using System.Globalization;

namespace MetricCare.Engines.Spark.Hudi;

/// <summary>One file of a table's timeline.</summary>
/// <param name="Time">17 digits, UTC; older tables have 14.</param>
/// <param name="Action">commit, replacecommit, clean, …</param>
/// <param name="IsCompleted">False for what was only begun.</param>
internal sealed record HudiInstant(string Time, string Action, bool IsCompleted)
{
    private const string Format = "yyyyMMddHHmmssfff";

    /// <summary>An action that makes rows visible.</summary>
    public bool IsCommit => IsCompleted && Action is ("commit" or "replacecommit");

    /// <summary>The moment that the name tells; null when the digits are no date.</summary>
    public DateTimeOffset? Moment =>
        DateTime.TryParseExact(Time.Length == 14 ? Time + "999" : Time, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? new DateTimeOffset(moment, TimeSpan.Zero)
            : null;

    /// <summary>What the name of a file in <c>.hoodie</c> says; null for one that is no instant.</summary>
    public static HudiInstant? Parse(string name)
    {
        var parts = name.Split('.');
        if (parts.Length is not (2 or 3) || parts[0].Length is not (14 or 17) || !parts[0].All(char.IsAsciiDigit))
        {
            return null;
        }

        // The inflight file of a commit leaves its action out.
        return parts switch
        {
            [var time, "inflight"] => new HudiInstant(time, "commit", IsCompleted: false),
            [var time, var action] => new HudiInstant(time, action, IsCompleted: true),
            [var time, var action, "requested" or "inflight"] => new HudiInstant(time, action, IsCompleted: false),
            _ => null,
        };
    }
}
