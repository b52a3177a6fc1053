using MetricCare.Oracle.Reading;
using NodaTime;

namespace MetricCare.Oracle.Care;

/// <summary>A point in local time known to the day or better. Two moments compare as instants where both have a time, else as days.</summary>
internal sealed record Moment(LocalDate Day, Instant? At, DateTimeZone Zone)
{
    public static Moment? Of(FhirDate? date, DateTimeZone zone) =>
        date is null || date.IsPartial ? null : new Moment(date.Day(zone)!.Value, date.At(zone), zone);

    public static Moment Of(Instant instant, DateTimeZone zone) => new(instant.InZone(zone).Date, instant, zone);

    public Precision Precision => At is null ? Precision.Day : Precision.Time;

    /// <summary>For sorting starts: a day begins with its midnight.</summary>
    public Instant Begin => At ?? Zone.AtStartOfDay(Day).ToInstant();

    /// <summary>For sorting ends: a day ends with its last moment.</summary>
    public Instant Finish => At ?? Zone.AtStartOfDay(Day.PlusDays(1)).ToInstant();

    public int CompareTo(Moment other) =>
        At is { } a && other.At is { } b ? a.CompareTo(b) : Day.CompareTo(other.Day);
}
