using System.Globalization;
using MetricCare.Core.Relations;

namespace MetricCare.Core.Models.Examples;

/// <summary>A value of a worked example that was written without quotes: its type is that of the column it lands in, so <c>01</c> stays <c>01</c> in a text column.</summary>
public sealed record PlainText(string Text)
{
    /// <summary>The type that the text has by itself, for a column whose type nobody states.</summary>
    public ColumnType OwnType =>
        Text is "true" or "false" ? ColumnType.Boolean
        : long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            && whole.ToString(CultureInfo.InvariantCulture) == Text ? ColumnType.BigInt
        : double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && Text.Contains('.', StringComparison.Ordinal) ? ColumnType.Double
        : ColumnType.Text;
}
