using System.Text;

namespace MetricCare.Engines.DuckDb.Native;

/// <summary>Models quote names the way Spark does, in backticks; DuckDB takes double quotes. Text, comments and everything else stay.</summary>
internal static class Backticks
{
    public static string ToDoubleQuotes(string sql)
    {
        if (!sql.Contains('`', StringComparison.Ordinal))
        {
            return sql;
        }

        var text = new StringBuilder(sql.Length);
        for (var at = 0; at < sql.Length;)
        {
            var end = EndOfPart(sql, at);
            var part = sql[at..end];
            text.Append(part[0] == '`' && part.Length > 2 && part[^1] == '`'
                ? SqlText.Name(part[1..^1].Replace("``", "`", StringComparison.Ordinal))
                : part);
            at = end;
        }

        return text.ToString();
    }

    /// <summary>The end of the text, name, comment or single character that begins here.</summary>
    private static int EndOfPart(string sql, int start) => sql[start] switch
    {
        '\'' or '"' or '`' => EndOfQuoted(sql, start),
        '-' when sql.AsSpan(start).StartsWith("--") => After(sql, "\n", start + 2),
        '/' when sql.AsSpan(start).StartsWith("/*") => After(sql, "*/", start + 2),
        _ => start + 1,
    };

    private static int EndOfQuoted(string sql, int start)
    {
        for (var at = start + 1; at < sql.Length; at++)
        {
            if (sql[at] != sql[start])
            {
                continue;
            }

            if (at + 1 < sql.Length && sql[at + 1] == sql[start])
            {
                at++;
            }
            else
            {
                return at + 1;
            }
        }

        return sql.Length;
    }

    private static int After(string sql, string end, int start)
    {
        var at = sql.IndexOf(end, start, StringComparison.Ordinal);
        return at < 0 ? sql.Length : at + end.Length;
    }
}
