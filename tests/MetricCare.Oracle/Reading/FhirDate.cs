using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.TimeZones;

namespace MetricCare.Oracle.Reading;

internal enum Precision
{
    Year,
    Month,
    Day,
    Time,
}

/// <summary>A FHIR date, dateTime or instant as it was written: nothing is padded, nothing shifted until a zone is given.</summary>
internal sealed partial class FhirDate
{
    // A local time that a change of the clock skipped moves forward; one that occurs twice is the earlier.
    private static readonly ZoneLocalMappingResolver Resolver = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    private readonly LocalDate _first;
    private readonly LocalDate _last;
    private readonly LocalDateTime _local;
    private readonly Offset? _offset;

    private FhirDate(Precision precision, LocalDate first, LocalDate last, LocalDateTime local, Offset? offset)
    {
        Precision = precision;
        _first = first;
        _last = last;
        _local = local;
        _offset = offset;
    }

    public Precision Precision { get; }

    public bool IsPartial => Precision is Precision.Year or Precision.Month;

    public static FhirDate? Parse(string? text)
    {
        if (text is null || Pattern().Match(text) is not { Success: true } m)
        {
            return null;
        }

        var year = Number(m, "y");
        var month = m.Groups["m"].Success ? Number(m, "m") : (int?)null;
        var day = m.Groups["d"].Success ? Number(m, "d") : (int?)null;
        if (year < 1 || month is < 1 or > 12 || (day is { } d && (d < 1 || d > CalendarSystem.Iso.GetDaysInMonth(year, month!.Value))))
        {
            return null;
        }

        if (month is null)
        {
            return new FhirDate(Precision.Year, new LocalDate(year, 1, 1), new LocalDate(year, 12, 31), default, null);
        }

        if (day is null)
        {
            var first = new LocalDate(year, month.Value, 1);
            return new FhirDate(Precision.Month, first, first.PlusMonths(1).PlusDays(-1), default, null);
        }

        var date = new LocalDate(year, month.Value, day.Value);
        if (!m.Groups["h"].Success)
        {
            return new FhirDate(Precision.Day, date, date, default, null);
        }

        int hour = Number(m, "h"), minute = Number(m, "mi"), second = m.Groups["s"].Success ? Number(m, "s") : 0;
        if (hour > 23 || minute > 59 || second > 59)
        {
            return null;
        }

        var nanos = m.Groups["f"].Success ? long.Parse(m.Groups["f"].Value.PadRight(9, '0')[..9], CultureInfo.InvariantCulture) : 0;
        var local = (date + new LocalTime(hour, minute, second)).PlusNanoseconds(nanos);
        return new FhirDate(Precision.Time, date, date, local, OffsetOf(m.Groups["o"]));
    }

    /// <summary>The instant of a value with a time; null otherwise.</summary>
    public Instant? At(DateTimeZone zone) =>
        Precision != Precision.Time ? null
        : _offset is { } offset ? _local.WithOffset(offset).ToInstant()
        : zone.ResolveLocal(_local, Resolver).ToInstant();

    /// <summary>The local day; null for a year or month.</summary>
    public LocalDate? Day(DateTimeZone zone) =>
        IsPartial ? null : Precision == Precision.Day ? _first : At(zone)!.Value.InZone(zone).Date;

    public LocalDate Lo(DateTimeZone zone) => Day(zone) ?? _first;

    public LocalDate Hi(DateTimeZone zone) => Day(zone) ?? _last;

    private static Offset? OffsetOf(Group group) => group.Value switch
    {
        "" => null,
        "Z" => Offset.Zero,
        var o => Offset.FromHoursAndMinutes(
            (o[0] == '-' ? -1 : 1) * int.Parse(o.AsSpan(1, 2), CultureInfo.InvariantCulture),
            (o[0] == '-' ? -1 : 1) * int.Parse(o.AsSpan(4, 2), CultureInfo.InvariantCulture)),
    };

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<y>\d{4})(-(?<m>\d\d)(-(?<d>\d\d)(T(?<h>\d\d):(?<mi>\d\d)(:(?<s>\d\d)(\.(?<f>\d+))?)?(?<o>Z|[+-]\d\d:\d\d)?)?)?)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
