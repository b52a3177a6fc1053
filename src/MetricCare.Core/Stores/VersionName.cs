using System.Globalization;
using System.Text.RegularExpressions;

namespace MetricCare.Core.Stores;

/// <summary>Names of versions: time of the run and a sequence, such as <c>20241124T101500123-000</c>. Ordinal order is order of making.</summary>
internal static partial class VersionName
{
    public static bool IsOne(string name) => Pattern().IsMatch(name);

    /// <summary>A name for now that sorts behind all others, even when the clock has been set back.</summary>
    public static string After(string? latest, DateTimeOffset now)
    {
        var fresh = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture) + "-000";
        if (latest is null || string.CompareOrdinal(fresh, latest) > 0)
        {
            return fresh;
        }

        var dash = latest.IndexOf('-', StringComparison.Ordinal);
        var sequence = int.Parse(latest.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture) + 1;
        return sequence < 1000
            ? $"{latest[..dash]}-{sequence:D3}"
            : After(null, Time(latest[..dash]).AddMilliseconds(1));
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.ParseExact(text, "yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    [GeneratedRegex("^[0-9]{8}T[0-9]{9}-[0-9]{3}$")]
    private static partial Regex Pattern();
}
