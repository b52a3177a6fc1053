using System.Globalization;

namespace Microsoft.Spark.Sql.Types;

/// <summary>A day of the Gregorian calendar, from 0001-01-01 to 9999-12-31.</summary>
public class Date
{
    private readonly DateTime _dateTime;

    /// <summary>The day of the date and time as it is written there; no zone plays a part.</summary>
    public Date(DateTime dateTime) => _dateTime = dateTime;

    public Date(int year, int month, int day)
        : this(new DateTime(year, month, day))
    {
    }

    public int Year => _dateTime.Year;

    public int Month => _dateTime.Month;

    public int Day => _dateTime.Day;

    public override string ToString() => _dateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public override bool Equals(object? obj) => obj is Date date && _dateTime.Date == date._dateTime.Date;

    public override int GetHashCode() => _dateTime.Date.GetHashCode();

    /// <summary>What the date was made of; midnight when it came from Spark.</summary>
    public DateTime ToDateTime() => _dateTime;
}
