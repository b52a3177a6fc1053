using System.Globalization;
using System.Text;

namespace MetricCare.Spark.Gateway;

/// <summary>The requests of the Py4J protocol as text. Arguments are lines that <see cref="GatewayText.TryEncode"/> or <see cref="Reference"/> made. Pure.</summary>
internal static class Requests
{
    public static string Reference(string id) => "r" + id;

    /// <summary>The first request of a connection; it has no end line.</summary>
    public static string Authenticate(string secret) => $"A\n{secret}\n";

    public static string Call(string target, string method, IEnumerable<string> arguments) => Of($"c\n{target}\n{method}\n", arguments);

    public static string CallStatic(string className, string method, IEnumerable<string> arguments) => Call("z:" + className, method, arguments);

    public static string Construct(string className, IEnumerable<string> arguments) => Of($"i\n{className}\n", arguments);

    public static string StaticField(string className, string member) => $"r\nm\n{className}\n{member}\n{GatewayText.End}";

    public static string ClassOf(string className) => $"r\nc\n{className}\n{GatewayText.End}";

    public static string NewArray(string component, int length) =>
        string.Create(CultureInfo.InvariantCulture, $"a\nc\ns{component}\ni{length}\n{GatewayText.End}");

    public static string SetItem(string array, int index, string value) =>
        string.Create(CultureInfo.InvariantCulture, $"a\ns\n{array}\ni{index}\n{value}\n{GatewayText.End}");

    public static string GetItem(string array, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"a\ng\n{array}\ni{index}\n{GatewayText.End}");

    public static string LengthOf(string array) => $"a\ne\n{array}\n{GatewayText.End}";

    public static string Release(string id) => $"m\nd\n{id}\n{GatewayText.End}";

    public static string StackTrace(string throwable) => $"p\n{Reference(throwable)}\n{GatewayText.End}";

    private static string Of(string head, IEnumerable<string> arguments)
    {
        var text = new StringBuilder(head);
        foreach (var argument in arguments)
        {
            text.Append(argument).Append('\n');
        }

        return text.Append(GatewayText.End).ToString();
    }
}
