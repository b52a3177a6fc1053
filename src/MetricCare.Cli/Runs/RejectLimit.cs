using System.Globalization;
using MetricCare.Core.Errors;

namespace MetricCare.Cli.Runs;

/// <summary>How many records may be rejected before a run stops: a count, or a share of what was read.</summary>
/// <param name="Count">Largest count that passes; null for a share.</param>
/// <param name="Share">Largest share that passes, 0..1; null for a count.</param>
internal sealed record RejectLimit(long? Count, double? Share)
{
    /// <summary>A run of which more than half is bad is taken for a wrong source.</summary>
    public static readonly RejectLimit Default = new(null, 0.5);

    /// <summary>Reads <c>100</c> or <c>2.5%</c>.</summary>
    public static RejectLimit Parse(string text)
    {
        if (text.EndsWith('%')
            && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is >= 0 and <= 100)
        {
            return new RejectLimit(null, percent / 100);
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new RejectLimit(count, null)
            : throw new MetricCareException(ExitCode.Usage, "--max-rejects wants a count such as 100, or a share such as 2.5%.");
    }

    public bool IsExceededBy(long rejected, long read) =>
        Count is { } count ? rejected > count : rejected > Share!.Value * read;

    public override string ToString() =>
        Count is { } count ? count.ToString(CultureInfo.InvariantCulture) : (Share!.Value * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
