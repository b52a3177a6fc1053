using System.Text;
using MetricCare.Core.Relations;
using MetricCare.Core.Sql;

namespace MetricCare.Engines.Spark.Text;

/// <summary>
/// Text of the portable subset as Spark reads it: relations are temporary views, whose names have one part; named functions are written out;
/// a backslash in a literal is one.
/// </summary>
internal static class SparkSql
{
    private const string Between = "__";

    /// <summary>The temporary view of a relation.</summary>
    public static string ViewOf(RelationName relation) => $"{relation.Schema}{Between}{relation.Table}";

    /// <summary>Spark's words with the views called what the relations are called.</summary>
    public static string Named(string words) =>
        Enum.GetValues<Layer>().Select(RelationName.SchemaOf).Aggregate(words, (text, layer) => text.Replace(layer + Between, layer + ".", StringComparison.OrdinalIgnoreCase));

    public static string Translate(string sql) => Translate(SqlTokenizer.Read(sql));

    public static string Translate(IReadOnlyList<SqlToken> tokens) => new Writer(tokens).Write(0, tokens.Count);

    private sealed class Writer(IReadOnlyList<SqlToken> tokens)
    {
        private int _bound;

        public string Write(int from, int to)
        {
            var text = new StringBuilder();
            for (var at = from; at < to; at++)
            {
                var (piece, last) = Piece(at);
                if (text.Length > 0 && !IsTight(at))
                {
                    // Lines as in the model, so that the place in Spark's message is the place in the file.
                    text.Append(tokens[at].Line > tokens[at - 1].Line ? '\n' : ' ');
                }

                text.Append(piece);
                at = last;
            }

            return text.ToString();
        }

        // Spark takes "a . b" for a name, but not "count (" for every function.
        private bool IsTight(int at) =>
            tokens[at].IsSymbol(".") || tokens[at].IsSymbol(",") || tokens[at].IsSymbol(")") || tokens[at - 1].IsSymbol(".") || tokens[at - 1].IsSymbol("(")
            || (tokens[at].IsSymbol("(") && tokens[at - 1].Kind == SqlTokenKind.Word && !Keywords.Contains(tokens[at - 1].Text));

        private (string Text, int Last) Piece(int at)
        {
            var token = tokens[at];
            if (token.Kind == SqlTokenKind.Text)
            {
                return (Literal(token.Text[1..^1].Replace("''", "'", StringComparison.Ordinal)), at);
            }

            if (token.Kind != SqlTokenKind.Word)
            {
                return (token.Text, at);
            }

            if (IsSymbol(at + 1, ".") && !IsSymbol(at - 1, ".") && at + 2 < tokens.Count && RelationName.TryParse($"{token.Text.ToLowerInvariant()}.{tokens[at + 2].Name}", out var relation))
            {
                return (ViewOf(relation), at + 2);
            }

            if (Rankings.Contains(token.Text) && IsSymbol(at + 1, "(") && Window(at + 1) is { } end)
            {
                return ($"cast({Plain(at, end + 1)} as bigint)", end);
            }

            return IsSymbol(at + 1, "(") && !IsSymbol(at - 1, ".") && SparkFunctions.Find(token.Text) is { } function ? Call(function, at + 1) : (token.Text, at);
        }

        private (string Text, int Last) Call(Func<Func<string, Func<string, string>, string>, IReadOnlyList<string>, string> function, int opening)
        {
            var arguments = new List<string>();
            var (depth, start) = (0, opening + 1);
            for (var at = opening; at < tokens.Count; at++)
            {
                depth += tokens[at].IsSymbol("(") ? 1 : tokens[at].IsSymbol(")") ? -1 : 0;
                if (depth == 0 || (depth == 1 && tokens[at].IsSymbol(",")))
                {
                    if (at > start)
                    {
                        arguments.Add(Write(start, at));
                    }

                    start = at + 1;
                }

                if (depth == 0)
                {
                    return (function(Bind, arguments), at);
                }
            }

            return (tokens[opening].Text, opening);
        }

        // What is used more than once is computed once, or the text of nested calls would double with each.
        private string Bind(string value, Func<string, string> body)
        {
            if (SqlTokenizer.Read(value).Count <= 3)
            {
                return body(value);
            }

            var name = $"bound_{++_bound}";
            return $"element_at(transform(array({value}), {name} -> {body(name)}), 1)";
        }

        // A ranking is an int here and a bigint elsewhere: with its window, which ends where the second pair of brackets closes.
        private int? Window(int opening) =>
            Closing(opening) is { } end && end + 2 < tokens.Count && tokens[end + 1].IsWord("over") && IsSymbol(end + 2, "(") ? Closing(end + 2) : null;

        private string Plain(int from, int to) => $"{tokens[from].Text}{Write(from + 1, to)}";

        private int? Closing(int opening)
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

        private bool IsSymbol(int at, string symbol) => at >= 0 && at < tokens.Count && tokens[at].IsSymbol(symbol);
    }

    /// <summary>A literal of Spark, in which a backslash begins an escape.</summary>
    public static string Literal(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private static readonly HashSet<string> Rankings = new(["row_number", "rank", "dense_rank"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Keywords = new(
        "select from where and or not in exists as on when then else case over join by having values union all except intersect any using between like is filter group lateral with".Split(' '),
        StringComparer.OrdinalIgnoreCase);
}
