using MetricCare.Core.Sql;

namespace MetricCare.Engines.Spark.Text;

/// <summary>A query with one recursive common table expression, cut into parts that an engine without recursion can repeat.</summary>
/// <param name="IsDistinct"><c>union</c>: rows that are there already are not added again.</param>
/// <param name="Anchor">Query of the first rows.</param>
/// <param name="Step">Query of the next rows, given the name of a view of those that were added last.</param>
/// <param name="Rest">The query itself, given the name of a view of all rows.</param>
internal sealed record SparkRecursion(bool IsDistinct, string Anchor, Func<string, string> Step, Func<string, string> Rest)
{
    /// <summary>Null when the query is not recursive, or not in the form <c>with recursive name as (anchor union [all] step), … select …</c>.</summary>
    public static SparkRecursion? Find(string sql)
    {
        var tokens = SqlTokenizer.Read(sql).ToList();
        if (tokens.Count < 6 || !tokens[0].IsWord("with") || !tokens[1].IsWord("recursive"))
        {
            return null;
        }

        var name = tokens[2];
        var opening = tokens[3].IsWord("as") && tokens[4].IsSymbol("(") ? 4 : -1;
        if (opening < 0 || Closing(tokens, opening) is not { } closing || Union(tokens, opening + 1, closing) is not { } union)
        {
            return null;
        }

        var isAll = tokens[union + 1].IsWord("all");
        var anchor = tokens[(opening + 1)..union];
        var step = tokens[(union + (isAll ? 2 : 1))..closing];
        var rest = tokens[(closing + 1)..];

        // Expressions behind it go on as a list of their own.
        var others = rest.Count > 0 && rest[0].IsSymbol(",") ? (List<SqlToken>)[tokens[0], .. rest[1..]] : rest;
        return new SparkRecursion(
            !isAll,
            SparkSql.Translate(anchor),
            view => SparkSql.Translate(Renamed(step, name, view)),
            view => SparkSql.Translate(Renamed(others, name, view)));
    }

    private static int? Closing(List<SqlToken> tokens, int opening)
    {
        var depth = 0;
        for (var at = opening; at < tokens.Count; at++)
        {
            depth += tokens[at].IsSymbol("(") ? 1 : tokens[at].IsSymbol(")") ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }
        }

        return null;
    }

    private static int? Union(List<SqlToken> tokens, int from, int to)
    {
        var depth = 0;
        for (var at = from; at < to; at++)
        {
            depth += tokens[at].IsSymbol("(") ? 1 : tokens[at].IsSymbol(")") ? -1 : 0;
            if (depth == 0 && tokens[at].IsWord("union"))
            {
                return at;
            }
        }

        return null;
    }

    // The relation itself and columns qualified with it; a column of that name stays.
    private static List<SqlToken> Renamed(List<SqlToken> tokens, SqlToken name, string view) =>
        [.. tokens.Select((token, at) => token.IsWord(name.Text) && IsRelation(tokens, at) ? token with { Text = view } : token)];

    private static bool IsRelation(List<SqlToken> tokens, int at) =>
        (at + 1 < tokens.Count && tokens[at + 1].IsSymbol(".") && !(at > 0 && tokens[at - 1].IsSymbol(".")))
        || (at > 0 && (tokens[at - 1].IsWord("from") || tokens[at - 1].IsWord("join")));
}
