using System.Globalization;
using System.Text;

namespace MetricCare.Spark.Gateway;

/// <summary>How values look inside the lines of the Py4J protocol. Pure.</summary>
/// <remarks>Source: Py4J's <c>Protocol</c> and <c>StringUtil</c>. Three characters are escaped, in both directions: backslash, line feed, carriage return.</remarks>
internal static class GatewayText
{
    public const string End = "e\n";

    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny('\\', '\n', '\r') < 0)
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' => escaped.Append(@"\\"),
                '\n' => escaped.Append(@"\n"),
                '\r' => escaped.Append(@"\r"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>A backslash before any other character stands for that character.</summary>
    public static string Unescape(string text)
    {
        var first = text.IndexOf('\\', StringComparison.Ordinal);
        if (first < 0)
        {
            return text;
        }

        var plain = new StringBuilder(text, 0, first, text.Length);
        for (var i = first; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                plain.Append(text[i]);
                continue;
            }

            i++;
            plain.Append(text[i] switch { 'n' => '\n', 'r' => '\r', var other => other });
        }

        return plain.ToString();
    }

    /// <summary>The line, without its end, of a value that needs no object in the JVM; false for one that does.</summary>
    /// <remarks>The code follows the C# type, because the JVM widens neither int to double nor narrows long to int when it looks for a method.</remarks>
    public static bool TryEncode(object? value, out string line)
    {
        line = value switch
        {
            null or DBNull => "n",
            bool b => b ? "btrue" : "bfalse",
            int or short or sbyte or byte or ushort => string.Create(CultureInfo.InvariantCulture, $"i{value}"),
            long or uint => string.Create(CultureInfo.InvariantCulture, $"L{value}"),
            double d => "d" + Double(d),
            float f => "d" + Double(f),
            decimal m => "D" + m.ToString(CultureInfo.InvariantCulture),
            string s => "s" + Escape(s),
            char c => "s" + Escape(c.ToString()),
            byte[] bytes => "j" + Convert.ToBase64String(bytes),
            _ => string.Empty,
        };
        return line.Length > 0;
    }

    /// <summary>What Java's <c>Double.parseDouble</c> reads as the same number.</summary>
    public static string Double(double number) => number switch
    {
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        _ => double.IsNaN(number) ? "NaN" : number.ToString("R", CultureInfo.InvariantCulture),
    };
}
