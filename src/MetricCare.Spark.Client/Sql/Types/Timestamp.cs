using System.Globalization;

namespace Microsoft.Spark.Sql.Types;

/// <summary>An instant, told in UTC, to the microsecond.</summary>
public class Timestamp
{
    private readonly DateTime _dateTime;

    /// <summary>Takes a time of kind local or unspecified as one of this machine's zone, as Microsoft.Spark does: hand UTC.</summary>
    public Timestamp(DateTime dateTime) => _dateTime = dateTime.ToUniversalTime();

    /// <summary>The parts are in UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such time.</exception>
    public Timestamp(int year, int month, int day, int hour, int minute, int second, int microsecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(microsecond);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(microsecond, 999_999);
        _dateTime = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).AddTicks(microsecond * TimeSpan.TicksPerMicrosecond);
    }

    public int Year => _dateTime.Year;

    public int Month => _dateTime.Month;

    public int Day => _dateTime.Day;

    public int Hour => _dateTime.Hour;

    public int Minute => _dateTime.Minute;

    public int Second => _dateTime.Second;

    /// <summary>Of the second: 0 to 999,999.</summary>
    public int Microsecond => (int)(_dateTime.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);

    public override string ToString() => _dateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    public override bool Equals(object? obj) => obj is Timestamp timestamp && _dateTime == timestamp._dateTime;

    public override int GetHashCode() => _dateTime.GetHashCode();

    /// <summary>In UTC.</summary>
    public DateTime ToDateTime() => _dateTime;
}
