using System.Buffers;
using System.Globalization;

namespace MetricCare.Core.Sql;

/// <summary>Checks that a query means the same on every engine: an allow-list for functions and types, and refusals for what is known to differ.</summary>
/// <remarks>It reads tokens, not a grammar; what it cannot decide (the type of an expression), the worked examples on each engine do.</remarks>
public static class PortableSubset
{
    private static readonly HashSet<string> Types = ["string", "int", "bigint", "double", "boolean", "date", "decimal"];

    private static readonly SearchValues<char> PatternSigns = SearchValues.Create("\\.[]{}()*+?^$|");

    private static readonly HashSet<string> Units = ["year", "month", "day", "hour", "minute", "second"];

    private static readonly HashSet<string> RefusedSymbols =
        ["::", "<=>", "==", "->", "->>", "//", "**", "&&", "!~", "~~", "@>", "<@", "<<", ">>", "^", "~", "@", "#", "$", "?", ":", ":=", "=>", "&", "|", "!", "\\", ";", "[", "]", "{", "}"];

    private static readonly Dictionary<string, string> RefusedWords = new(StringComparer.Ordinal)
    {
        ["qualify"] = "filter in an outer query",
        ["exclude"] = "name the columns",
        ["semi"] = "use exists (…)",
        ["anti"] = "use not exists (…)",
        ["asof"] = "use a join and a window",
        ["positional"] = "join on a column",
        ["pivot"] = "use count(*) filter (where …)",
        ["unpivot"] = "use union all",
        ["rlike"] = "compare regexp_extract(text, pattern, 0) with ''",
        ["ilike"] = "use lower(x) like …",
        ["similar"] = "compare regexp_extract(text, pattern, 0) with ''",
        ["glob"] = "use like",
        ["div"] = "use cast(floor(a / b) as int)",
        ["tablesample"] = "a model gives the same rows every time",
        ["ignore"] = "take max or min over a frame",
        ["respect"] = "leave it out",
        ["varchar"] = "write string",
        ["array"] = "keep the rows in a relation of their own",
        ["materialized"] = "leave it out",
        ["current_date"] = "a model takes the time from config.parameters",
        ["current_timestamp"] = "a model takes the time from config.parameters",
        ["localtimestamp"] = "a model takes the time from config.parameters",
    };

    /// <summary>Everything in the text that leaves the subset, in the order of the text; empty when all is portable.</summary>
    public static IReadOnlyList<SqlProblem> Check(string sql)
    {
        var problems = new List<SqlProblem>();
        var text = new TokenText(SqlTokenizer.Read(sql, problems));
        for (var at = 0; at < text.Count; at++)
        {
            var message = text[at].Kind switch
            {
                SqlTokenKind.QuotedName => "A quoted name reads as a text on one engine: use a name that needs no quotes.",
                SqlTokenKind.Text => LiteralProblem(text, at),
                SqlTokenKind.Number => NumberProblem(text, at),
                SqlTokenKind.Symbol => SymbolProblem(text, at),
                _ => WordProblem(text, at),
            };
            if (message is not null)
            {
                problems.Add(new SqlProblem(text[at].Line, text[at].Column, message));
            }
        }

        CheckRecursion(text, problems);
        return [.. problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];
    }

    private static string? LiteralProblem(TokenText text, int at)
    {
        var literal = text[at].Text;
        return literal.Contains('\\', StringComparison.Ordinal) ? "A backslash in a literal is an escape on one engine only: use [.] and the like in patterns."
            : literal[1..^1].Contains('\'', StringComparison.Ordinal) ? "A doubled quote inside a literal is read differently: keep such text in a value set."
            : text.Is(at - 1, SqlTokenKind.Text) ? "Two literals side by side are one literal on one engine only: use ||."
            : null;
    }

    private static string? NumberProblem(TokenText text, int at)
    {
        var number = text[at].Text;
        if (!number.All(c => char.IsAsciiDigit(c) || c is '.' or 'e' or 'E' or '+' or '-')
            || !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return "Only plain numbers are portable: digits, a fraction, an exponent.";
        }

        var isDecimal = number.Contains('.', StringComparison.Ordinal) && !number.Contains('e', StringComparison.OrdinalIgnoreCase);
        var isTyped = text.IsWord(at - 2, "cast") || text.IsWord(at - 2, "percentile_cont");
        return isDecimal && !isTyped ? $"This is a decimal, whose arithmetic differs: write {number}e0 for a double." : null;
    }

    private static string? SymbolProblem(TokenText text, int at)
    {
        var symbol = text[at].Text;
        if (RefusedSymbols.Contains(symbol))
        {
            return symbol switch
            {
                "::" => "'::' is no cast on one engine: use cast(x as type).",
                "[" or "{" => $"'{symbol}' begins a list, a map or an index on one engine only: keep the rows in a relation of their own.",
                "]" or "}" => null,
                ";" => "A model is one query, without a semicolon.",
                _ => $"The operator '{symbol}' is not in the portable subset.",
            };
        }

        return symbol switch
        {
            "/" => DivisionProblem(text, at),
            "-" when IsDate(text, at - 1, backwards: true) && IsDate(text, at + 1, backwards: false) =>
                "A difference of dates is a number on one engine and an interval on the other: use days_between(a, b).",
            "," when text.IsWord(at + 1, "from") || text.IsSymbol(at + 1, ")") => "A comma at the end of a list is an error on one engine.",
            "*" when text.IsWord(at + 1, "replace") || text.IsWord(at + 1, "except") || text.IsWord(at + 1, "like") => "Name the columns.",
            _ => null,
        };
    }

    private static string? DivisionProblem(TokenText text, int at)
    {
        var next = at + 1;
        if (text.Is(next, SqlTokenKind.Number))
        {
            return double.TryParse(text[next].Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var divisor) && divisor != 0
                ? null
                : "Division by zero differs.";
        }

        // A group that speaks of nullif is null where its part is, or a sum that its author has thought about.
        var isGuarded = text.IsWord(next, "nullif")
            || (text.Partner(next) is { } end && Enumerable.Range(next, end - next).Any(inner => text.IsWord(inner, "nullif")));
        return isGuarded ? null : "Division by zero is infinite on one engine and null on the other: divide by nullif(x, 0).";
    }

    /// <summary>Whether the operand is a date as far as its text says: a literal, a cast, or a name that ends like the names of dates do.</summary>
    private static bool IsDate(TokenText text, int at, bool backwards)
    {
        if (backwards)
        {
            return (text.Is(at, SqlTokenKind.Text) && text.IsWord(at - 1, "date"))
                || (text.IsSymbol(at, ")") && text.IsWord(at - 1, "date") && text.IsWord(at - 2, "as"))
                || IsDateName(text, at);
        }

        if (text.IsWord(at, "date") && text.Is(at + 1, SqlTokenKind.Text))
        {
            return true;
        }

        if ((text.IsWord(at, "cast") || text.IsWord(at, "try_cast")) && text.Partner(at + 1) is { } end)
        {
            return text.IsWord(end - 1, "date") && text.IsWord(end - 2, "as");
        }

        var last = at;
        while (text.IsSymbol(last + 1, "."))
        {
            last += 2;
        }

        return IsDateName(text, last) && !text.IsSymbol(last + 1, "(");
    }

    private static bool IsDateName(TokenText text, int at) =>
        text.Is(at, SqlTokenKind.Word)
        && (text[at].Text.EndsWith("_date", StringComparison.OrdinalIgnoreCase) || text[at].Text.EndsWith("_on", StringComparison.OrdinalIgnoreCase));

    private static string? WordProblem(TokenText text, int at)
    {
        var word = text[at].Text.ToLowerInvariant();
        if (text.IsSymbol(at - 1, "."))
        {
            return text.IsSymbol(at + 1, "(") ? "A function with a dot before it is known to one engine only." : null;
        }

        if (text.IsSymbol(at + 1, "("))
        {
            return CallProblem(text, at, word);
        }

        if (RefusedWords.TryGetValue(word, out var instead) && !text.IsSymbol(at + 1, ".") && !text.IsWord(at - 1, "as"))
        {
            return $"'{word}' is not in the portable subset: {instead}.";
        }

        return word switch
        {
            "interval" => IntervalProblem(text, at),
            "timestamp" or "timestamptz" when text.Is(at + 1, SqlTokenKind.Text) => "A timestamp literal is of another type on each engine: use fhir_instant(text, zone).",
            "distinct" when text.IsWord(at + 1, "on") => "'distinct on' is known to one engine only: use row_number().",
            "view" when text.IsWord(at - 1, "lateral") => "'lateral view' is known to one engine only: use cross join lateral (…).",
            "name" when text.IsWord(at - 1, "by") && text.IsWord(at - 2, "union") => "'union by name' is known to one engine only: name the columns.",
            "natural" when text.IsWord(at + 1, "join") || text.IsWord(at + 1, "left") || text.IsWord(at + 1, "inner") => "A natural join changes with its columns: join on names.",
            "as" => TypeProblem(text, at),
            _ => null,
        };
    }

    private static string? CallProblem(TokenText text, int at, string word)
    {
        // A type's size, the columns of an alias and those of a common table expression look like calls.
        if (PortableFunctions.Keywords.Contains(word) || text.IsSymbol(at - 1, ")") || text.IsWord(at - 1, "as"))
        {
            return null;
        }

        if (text.Partner(at + 1) is { } end && text.IsWord(end + 1, "as") && text.IsSymbol(end + 2, "(")
            && (text.IsWord(at - 1, "with") || text.IsWord(at - 1, "recursive") || text.IsSymbol(at - 1, ",")))
        {
            return "A common table expression is written without a column list: name the columns in its query.";
        }

        if (!PortableFunctions.IsAllowed(word))
        {
            return PortableFunctions.Instead.TryGetValue(word, out var instead)
                ? $"The function {word} is not in the portable subset: {instead}."
                : $"The function {word} is not in the portable subset (docs/architecture.md lists the named functions).";
        }

        return word switch
        {
            "split" => SplitProblem(text, at),
            "cast" or "try_cast" => CastProblem(text, at),
            "substring" or "substr" => SubstringProblem(text, at),
            _ => null,
        };
    }

    /// <summary>One engine takes the separator as a pattern, the other as text.</summary>
    private static string? SplitProblem(TokenText text, int at) =>
        text.Partner(at + 1) is { } end && text.Is(end - 1, SqlTokenKind.Text) && !text[end - 1].Text.AsSpan().ContainsAny(PatternSigns)
            ? null
            : "The separator of split must be a literal without pattern signs.";

    private static string? SubstringProblem(TokenText text, int at)
    {
        var second = Enumerable.Range(at + 2, Math.Max(0, (text.Partner(at + 1) ?? at) - at - 2)).FirstOrDefault(inner => text.IsSymbol(inner, ",") && text.Opening(inner) == at + 1);
        return second > 0 && text.Is(second + 1, SqlTokenKind.Number) && text[second + 1].Text == "0"
            ? "Position 0 is before the first character on one engine and the first on the other: count from 1."
            : null;
    }

    /// <summary>A double that becomes an integer is rounded on one engine and cut on the other.</summary>
    private static string? CastProblem(TokenText text, int at)
    {
        if (text.Partner(at + 1) is not { } end || !text.IsWord(end - 2, "as") || !(text.IsWord(end - 1, "int") || text.IsWord(end - 1, "bigint")))
        {
            return null;
        }

        if (text.Partner(at + 3) == end - 3
            && (text.IsWord(at + 2, "floor") || text.IsWord(at + 2, "ceil") || text.IsWord(at + 2, "round")))
        {
            return null;
        }

        for (var inner = at + 2; inner < end; inner++)
        {
            if (text.IsSymbol(inner, "(") && text.Is(inner - 1, SqlTokenKind.Word) && text.Partner(inner) is { } close)
            {
                inner = close;
            }
            else if (text.IsSymbol(inner, "/") || (text.Is(inner, SqlTokenKind.Number) && !text[inner].Text.All(char.IsAsciiDigit)))
            {
                return "A fraction cast to an integer is rounded on one engine and cut on the other: use cast(floor(x) as …) or cast(round(x) as …).";
            }
        }

        return null;
    }

    private static string? TypeProblem(TokenText text, int at)
    {
        // "as" of a cast, not of an alias: the parenthesis around it belongs to cast or try_cast.
        if (text.Opening(at) is not { } open || !(text.IsWord(open - 1, "cast") || text.IsWord(open - 1, "try_cast")) || !text.Is(at + 1, SqlTokenKind.Word))
        {
            return null;
        }

        var type = text[at + 1].Text.ToLowerInvariant();
        return Types.Contains(type) ? null
            : type.StartsWith("timestamp", StringComparison.Ordinal)
                ? $"The type {type} is another on each engine: use fhir_instant(text, zone) or local_midnight(date, zone); an instant without value is fhir_instant(null, null)."
                : $"The type {type} is not portable: cast to {string.Join(", ", Types.Order(StringComparer.Ordinal))}.";
    }

    private static string? IntervalProblem(TokenText text, int at) =>
        text.Is(at + 1, SqlTokenKind.Text)
        && int.TryParse(text[at + 1].Text.AsSpan()[1..^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
        && text.Is(at + 2, SqlTokenKind.Word) && Units.Contains(text[at + 2].Text.ToLowerInvariant())
            ? null
            : "An interval is written as interval '30' day.";

    private static void CheckRecursion(TokenText text, List<SqlProblem> problems)
    {
        var recursions = Enumerable.Range(0, text.Count).Where(at => text.IsWord(at, "recursive")).ToList();
        foreach (var at in recursions)
        {
            var shaped = text.IsWord(at - 1, "with") && text.Is(at + 1, SqlTokenKind.Word) && text.IsWord(at + 2, "as") && text.Partner(at + 3) is { } end
                && Enumerable.Range(at + 4, end - at - 4).Any(inner => text.IsWord(inner, "union") && text.Opening(inner) == at + 3);
            if (!shaped)
            {
                problems.Add(new SqlProblem(text[at].Line, text[at].Column, "A recursion is written as with recursive name as (anchor union [all] step)."));
            }
        }

        problems.AddRange(recursions.Skip(1).Select(at => new SqlProblem(text[at].Line, text[at].Column, "A model has one recursion at most.")));
    }
}
