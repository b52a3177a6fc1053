using System.Runtime.CompilerServices;

namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>How FHIR R4 writes dates and times, checked against the calendar.</summary>
internal static class FhirTime
{
    private const long MicrosPerSecond = 1_000_000;

    /// <summary>YYYY, YYYY-MM or YYYY-MM-DD; the day exists.</summary>
    public static bool IsDate(ReadOnlySpan<byte> text) => DateLength(text) == text.Length && text.Length > 0;

    /// <summary>A date, or date and time to the second. A missing offset is let through: data quality reports it.</summary>
    public static bool IsDateTime(ReadOnlySpan<byte> text) =>
        IsDate(text) || TryRead(text, offsetRequired: false, out _);

    /// <summary>Date, time to the second, and offset.</summary>
    public static bool IsInstant(ReadOnlySpan<byte> text) => TryRead(text, offsetRequired: true, out _);

    /// <summary>hh:mm:ss with an optional fraction.</summary>
    public static bool IsTime(ReadOnlySpan<byte> text) => ClockLength(text, out _) == text.Length && text.Length > 0;

    /// <summary>Microseconds since 1970 (further digits are cut off).</summary>
    public static bool TryInstant(ReadOnlySpan<byte> text, out long micros) => TryRead(text, offsetRequired: true, out micros);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryRead(ReadOnlySpan<byte> text, bool offsetRequired, out long micros)
    {
        micros = 0;
        if (text.Length < 19 || DateLength(text[..10]) != 10 || text[10] != 'T')
        {
            return false;
        }

        var rest = text[11..];
        var clock = ClockLength(rest, out var time);
        if (clock == 0)
        {
            return false;
        }

        var zone = rest[clock..];
        if (!TryZone(zone, out var offsetSeconds) || (offsetRequired && zone.IsEmpty))
        {
            return false;
        }

        var days = DaysSince1970(Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        micros = (((days * 86400L) - offsetSeconds) * MicrosPerSecond) + time;
        return true;
    }

    private static bool TryZone(ReadOnlySpan<byte> zone, out int seconds)
    {
        seconds = 0;
        if (zone.IsEmpty || (zone.Length == 1 && zone[0] == 'Z'))
        {
            return true;
        }

        if (zone.Length != 6 || zone[0] is not ((byte)'+' or (byte)'-') || zone[3] != ':' || !AreDigits(zone[1..3]) || !AreDigits(zone[4..6]))
        {
            return false;
        }

        var (hours, minutes) = (Number(zone[1..3]), Number(zone[4..6]));
        seconds = ((hours * 60) + minutes) * (zone[0] == '-' ? -60 : 60);
        return minutes < 60 && (hours < 14 || (hours == 14 && minutes == 0));
    }

    /// <summary>Length of the date at the start of the text, 0 for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int DateLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 4 || !AreDigits(text[..4]) || Number(text[..4]) == 0)
        {
            return 0;
        }

        if (text.Length == 4)
        {
            return 4;
        }

        if (text.Length < 7 || text[4] != '-' || !AreDigits(text[5..7]) || Number(text[5..7]) is < 1 or > 12)
        {
            return 0;
        }

        if (text.Length == 7)
        {
            return 7;
        }

        if (text.Length < 10 || text[7] != '-' || !AreDigits(text[8..10]))
        {
            return 0;
        }

        var day = Number(text[8..10]);
        return day >= 1 && day <= System.DateTime.DaysInMonth(Number(text[..4]), Number(text[5..7])) ? 10 : 0;
    }

    /// <summary>Length of hh:mm:ss[.f…] at the start of the text, 0 for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int ClockLength(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (text.Length < 8 || text[2] != ':' || text[5] != ':' || !AreDigits(text[..2]) || !AreDigits(text[3..5]) || !AreDigits(text[6..8]))
        {
            return 0;
        }

        var (hour, minute, second) = (Number(text[..2]), Number(text[3..5]), Number(text[6..8]));
        if (hour > 23 || minute > 59 || second > 60)
        {
            return 0;
        }

        micros = ((((hour * 60L) + minute) * 60) + second) * MicrosPerSecond;
        if (text.Length == 8 || text[8] != '.')
        {
            return 8;
        }

        var at = 9;
        for (var weight = MicrosPerSecond / 10; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++, weight /= 10)
        {
            micros += (text[at] - '0') * weight;
        }

        return at > 9 ? at : 0;
    }

    private static long DaysSince1970(int year, int month, int day) => new DateOnly(year, month, day).DayNumber - 719162L;

    private static bool AreDigits(ReadOnlySpan<byte> text)
    {
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }
        }

        return true;
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
