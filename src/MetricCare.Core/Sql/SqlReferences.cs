using MetricCare.Core.Relations;

namespace MetricCare.Core.Sql;

/// <summary>A relation that a query names, or a name that stands where a relation must and is none.</summary>
/// <param name="Text">As written, lower case.</param>
/// <param name="Name">The relation; null when the text names neither a relation of our layers nor a common table expression.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public sealed record SqlReference(string Text, RelationName? Name, int Line, int Column);

/// <summary>A function that a query calls.</summary>
public sealed record SqlCall(string Name, int Line, int Column);

/// <summary>What a query reads, found without a parser.</summary>
/// <remarks>
/// <c>layer.table</c> counts wherever it stands, so an alias must not be called like a layer. After <c>from</c> and <c>join</c> every other
/// name must be a common table expression of the text.
/// </remarks>
public static class SqlReferences
{
    /// <summary>Relations in the order of first mention, each once; names that are none are in it with a null <see cref="SqlReference.Name"/>.</summary>
    public static IReadOnlyList<SqlReference> Find(IReadOnlyList<SqlToken> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var expressions = CommonTableExpressions(tokens);
        var found = new List<SqlReference>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < tokens.Count; at++)
        {
            if (ReferenceAt(tokens, at, expressions) is { } reference && seen.Add(reference.Text))
            {
                found.Add(reference);
            }
        }

        return found;
    }

    /// <summary>Relations of our layers that the query names.</summary>
    public static IReadOnlyList<RelationName> Relations(string sql) =>
        [.. Find(SqlTokenizer.Read(sql)).Where(reference => reference.Name is not null).Select(reference => reference.Name!.Value)];

    /// <summary>Names defined by <c>with</c>, lower case.</summary>
    internal static HashSet<string> CommonTableExpressions(IReadOnlyList<SqlToken> tokens)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 1; at < tokens.Count; at++)
        {
            var starts = tokens[at - 1].IsWord("with") || tokens[at - 1].IsWord("recursive") || tokens[at - 1].IsSymbol(",");
            if (!starts || tokens[at].Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedName))
            {
                continue;
            }

            var next = SkipColumnList(tokens, at + 1);
            if (next + 1 < tokens.Count && tokens[next].IsWord("as") && tokens[next + 1].IsSymbol("("))
            {
                names.Add(tokens[at].Name.ToLowerInvariant());
            }
        }

        return names;
    }

    private static int SkipColumnList(IReadOnlyList<SqlToken> tokens, int at)
    {
        if (at >= tokens.Count || !tokens[at].IsSymbol("("))
        {
            return at;
        }

        while (at < tokens.Count && !tokens[at].IsSymbol(")"))
        {
            at++;
        }

        return at + 1;
    }

    private static SqlReference? ReferenceAt(IReadOnlyList<SqlToken> tokens, int at, HashSet<string> expressions)
    {
        var token = tokens[at];
        if (token.Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedName) || (at > 0 && tokens[at - 1].IsSymbol(".")))
        {
            return null;
        }

        var dotted = at + 2 < tokens.Count && tokens[at + 1].IsSymbol(".") && tokens[at + 2].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;
        var text = (dotted ? $"{token.Name}.{tokens[at + 2].Name}" : token.Name).ToLowerInvariant();
        if (dotted && RelationName.TryParse(text, out var name))
        {
            return new SqlReference(text, name, token.Line, token.Column);
        }

        if (!StandsForRelation(tokens, at) || token.IsWord("lateral") || token.IsWord("values") || token.IsWord("select"))
        {
            return null;
        }

        var isCall = !dotted && at + 1 < tokens.Count && tokens[at + 1].IsSymbol("(");
        return isCall || (!dotted && expressions.Contains(text)) ? null : new SqlReference(text, null, token.Line, token.Column);
    }

    private static bool StandsForRelation(IReadOnlyList<SqlToken> tokens, int at)
    {
        if (at == 0)
        {
            return false;
        }

        if (tokens[at - 1].IsWord("join"))
        {
            return true;
        }

        // "is distinct from x" and "extract(year from x)" have another "from".
        return tokens[at - 1].IsWord("from")
            && !(at > 1 && tokens[at - 2].IsWord("distinct"))
            && !IsInside(tokens, at - 1, "extract", "trim", "substring", "overlay");
    }

    private static bool IsInside(IReadOnlyList<SqlToken> tokens, int at, params ReadOnlySpan<string> functions)
    {
        var depth = 0;
        for (var back = at - 1; back > 0; back--)
        {
            if (tokens[back].IsSymbol(")"))
            {
                depth++;
            }
            else if (tokens[back].IsSymbol("(") && depth-- == 0)
            {
                foreach (var function in functions)
                {
                    if (tokens[back - 1].IsWord(function))
                    {
                        return true;
                    }
                }

                return false;
            }
        }

        return false;
    }
}
