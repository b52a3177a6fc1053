using System.Globalization;
using MetricCare.Core.Errors;

namespace MetricCare.Cli.Runs;

/// <summary>Sizes as people write them: <c>512MB</c>, <c>4GB</c> (powers of 1024).</summary>
internal static class ByteSize
{
    private static readonly (string Suffix, long Factor)[] Units = [("GB", 1L << 30), ("MB", 1L << 20), ("KB", 1L << 10)];

    public static long? ParseOrNull(string? text)
    {
        if (text is null)
        {
            return null;
        }

        foreach (var (suffix, factor) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
                && long.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && count is > 0 and < 1 << 24)
            {
                return count * factor;
            }
        }

        throw new MetricCareException(ExitCode.Usage, "--memory wants a size such as 512MB or 4GB.");
    }
}
