using System.Collections;
using System.Globalization;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql;

/// <summary>C# values where Spark takes any Java object.</summary>
internal static class Literal
{
    public static object? Of(object? value) => value switch
    {
        Date date => Jvm.Static("java.sql.Date", "valueOf", date.ToString()),

        // By its instant: the text would be read in the zone of the JVM.
        Timestamp timestamp => Jvm.Static("java.sql.Timestamp", "from", Instant(timestamp.ToDateTime())),
        DateTime time => Jvm.Static("java.sql.Timestamp", "from", Instant(time)),
        DateTimeOffset time => Jvm.Static("java.sql.Timestamp", "from", Instant(time.UtcDateTime)),
        DateOnly date => Jvm.Static("java.sql.Date", "valueOf", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ => value,
    };

    /// <summary>A java.util.Map of values.</summary>
    public static Hashtable Map<TKey, TValue>(IDictionary<TKey, TValue> map)
        where TKey : notnull
    {
        var copy = new Hashtable();
        foreach (var (key, value) in map)
        {
            copy[Of(key)!] = Of(value);
        }

        return copy;
    }

    private static object Instant(DateTime time) =>
        Jvm.Static("java.time.Instant", "parse", time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture))!;
}
