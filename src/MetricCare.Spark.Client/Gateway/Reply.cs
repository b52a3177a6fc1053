using System.Globalization;

namespace MetricCare.Spark.Gateway;

/// <summary>What became of a request.</summary>
internal enum ReplyKind
{
    /// <summary>A value by copy; may be null.</summary>
    Value,

    /// <summary>An object that stays in the JVM; the value is its id.</summary>
    Object,

    /// <summary>The Java method threw; the value is the id of the Throwable.</summary>
    Thrown,

    /// <summary>The gateway could not carry the call out (no such method, class or object); the value is its text.</summary>
    Refused,

    /// <summary>The gateway's own handler failed, and with it the connection; the value is its text.</summary>
    Broken,
}

/// <summary>One line that came back. Pure.</summary>
/// <param name="Kind">What became of the request.</param>
/// <param name="Value">null, bool, int, long, double, <see cref="BigNumber"/>, string or byte[]; an id or a text for the other kinds.</param>
internal readonly record struct Reply(ReplyKind Kind, object? Value)
{
    /// <exception cref="FormatException">This is no line of the protocol.</exception>
    public static Reply Parse(string line)
    {
        if (line.Length < 2 || line[0] != '!')
        {
            throw new FormatException("The gateway answered with something that is not Py4J.");
        }

        return line[1] switch
        {
            'y' => Success(line),
            'x' => line.Length > 2 && line[2] != 's' ? new Reply(ReplyKind.Thrown, line[3..]) : new Reply(ReplyKind.Refused, Text(line)),
            'z' => new Reply(ReplyKind.Broken, Text(line)),
            _ => throw new FormatException("The gateway answered with an unknown kind of line."),
        };
    }

    private static Reply Success(string line)
    {
        if (line.Length == 2)
        {
            throw new FormatException("The gateway answered without a type.");
        }

        var payload = line[3..];
        return line[2] switch
        {
            'v' or 'n' => new Reply(ReplyKind.Value, null),
            'b' => new Reply(ReplyKind.Value, payload is "true"),
            'i' => new Reply(ReplyKind.Value, int.Parse(payload, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
            'L' => new Reply(ReplyKind.Value, long.Parse(payload, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
            'd' => new Reply(ReplyKind.Value, Double(payload)),
            'D' => new Reply(ReplyKind.Value, new BigNumber(payload)),
            's' => new Reply(ReplyKind.Value, GatewayText.Unescape(payload)),
            'j' => new Reply(ReplyKind.Value, Convert.FromBase64String(payload)),
            'r' or 'l' or 'a' or 'h' or 'g' or 't' => new Reply(ReplyKind.Object, payload),
            var other => throw new FormatException($"The gateway answered with the unknown type '{other}'."),
        };
    }

    private static double Double(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static string Text(string line) => line.Length > 3 ? GatewayText.Unescape(line[3..]) : string.Empty;
}

/// <summary>A java.math.BigDecimal as it was written: it may have more digits than a decimal holds.</summary>
internal readonly record struct BigNumber(string Text);
