namespace MetricCare.Core.Sql;

/// <summary>Cuts SQL into tokens and drops comments. It knows no grammar, so it accepts every dialect.</summary>
public static class SqlTokenizer
{
    private static readonly string[] LongSymbols =
        ["<=>", "->>", "::", "||", "<=", ">=", "<>", "!=", "==", "->", "=>", ":=", "//", "**", "&&", "!~", "~~", "@>", "<@", "<<", ">>"];

    /// <summary>The tokens of a text; an unterminated literal, name or comment is reported and ends the text.</summary>
    public static IReadOnlyList<SqlToken> Read(string sql, ICollection<SqlProblem>? problems = null)
    {
        ArgumentNullException.ThrowIfNull(sql);
        var tokens = new List<SqlToken>();
        var cursor = new Cursor(sql);
        while (cursor.SkipBlanks())
        {
            var (line, column, start) = (cursor.Line, cursor.Column, cursor.Position);
            if (cursor.At("--"))
            {
                cursor.AdvanceTo(sql.IndexOf('\n', start) is var end && end < 0 ? sql.Length : end);
                continue;
            }

            if (cursor.At("/*"))
            {
                var end = sql.IndexOf("*/", start + 2, StringComparison.Ordinal);
                if (end < 0)
                {
                    problems?.Add(new SqlProblem(line, column, "This comment has no end."));
                    break;
                }

                cursor.AdvanceTo(end + 2);
                continue;
            }

            var (kind, length) = Measure(sql, start);
            if (length < 0)
            {
                problems?.Add(new SqlProblem(line, column, kind == SqlTokenKind.Text ? "This literal has no end." : "This quoted name has no end."));
                break;
            }

            tokens.Add(new SqlToken(kind, sql.Substring(start, length), line, column));
            cursor.AdvanceTo(start + length);
        }

        return tokens;
    }

    private static (SqlTokenKind Kind, int Length) Measure(string sql, int start)
    {
        var first = sql[start];
        if (first == '\'')
        {
            return (SqlTokenKind.Text, QuotedLength(sql, start));
        }

        if (first is '"' or '`')
        {
            return (SqlTokenKind.QuotedName, QuotedLength(sql, start));
        }

        if (char.IsLetter(first) || first == '_')
        {
            var end = start + 1;
            while (end < sql.Length && (char.IsLetterOrDigit(sql[end]) || sql[end] == '_'))
            {
                end++;
            }

            return (SqlTokenKind.Word, end - start);
        }

        if (char.IsAsciiDigit(first) || (first == '.' && start + 1 < sql.Length && char.IsAsciiDigit(sql[start + 1])))
        {
            return (SqlTokenKind.Number, NumberLength(sql, start));
        }

        var symbol = LongSymbols.FirstOrDefault(candidate => string.CompareOrdinal(sql, start, candidate, 0, candidate.Length) == 0);
        return (SqlTokenKind.Symbol, symbol?.Length ?? 1);
    }

    private static int QuotedLength(string sql, int start)
    {
        for (var end = start + 1; end < sql.Length; end++)
        {
            if (sql[end] != sql[start])
            {
                continue;
            }

            if (end + 1 < sql.Length && sql[end + 1] == sql[start])
            {
                end++;
                continue;
            }

            return end + 1 - start;
        }

        return -1;
    }

    private static int NumberLength(string sql, int start)
    {
        var end = start;
        while (end < sql.Length && (char.IsAsciiLetterOrDigit(sql[end]) || sql[end] is '.' or '_' || IsExponentSign(sql, start, end)))
        {
            end++;
        }

        return end - start;
    }

    private static bool IsExponentSign(string sql, int start, int at) =>
        sql[at] is '+' or '-' && at > start && sql[at - 1] is 'e' or 'E' && at + 1 < sql.Length && char.IsAsciiDigit(sql[at + 1]);

    private sealed class Cursor(string sql)
    {
        public int Position { get; private set; }

        public int Line { get; private set; } = 1;

        public int Column { get; private set; } = 1;

        public bool At(string text) => string.CompareOrdinal(sql, Position, text, 0, text.Length) == 0;

        public bool SkipBlanks()
        {
            while (Position < sql.Length && (char.IsWhiteSpace(sql[Position]) || sql[Position] == '\uFEFF'))
            {
                AdvanceTo(Position + 1);
            }

            return Position < sql.Length;
        }

        public void AdvanceTo(int position)
        {
            for (; Position < position; Position++)
            {
                if (sql[Position] == '\n')
                {
                    Line++;
                    Column = 1;
                }
                else
                {
                    Column++;
                }
            }
        }
    }
}
