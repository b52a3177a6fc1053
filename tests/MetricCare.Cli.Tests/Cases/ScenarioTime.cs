using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace MetricCare.Cli.Tests.Cases;

/// <summary>
/// Shorthand of times in the cases: <c>01-05</c> is a day of 2024 at the usual hour, <c>01-05T10:00</c> a local time of 2024 in the zone of the hospital,
/// <c>2023-12-30T10:00</c> the same of another year; everything else (2024-01-05, 2024-01, 2024-01-05T10:00:00Z) stands as written.
/// </summary>
internal static partial class ScenarioTime
{
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");
    private static readonly OffsetDateTimePattern WithOffset = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<+HH:mm>");

    public static string Expand(string written, string zone, string usualHour)
    {
        var text = DayOfYear().IsMatch(written) ? $"2024-{written}T{usualHour}" : written.Length == 11 && written[2] == '-' ? $"2024-{written}" : written;
        var local = Minute.Parse(text);
        return local.Success
            ? WithOffset.Format(local.Value.InZoneLeniently(DateTimeZoneProviders.Tzdb[zone]).ToOffsetDateTime())
            : text.ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^\d\d-\d\d$")]
    private static partial Regex DayOfYear();
}
