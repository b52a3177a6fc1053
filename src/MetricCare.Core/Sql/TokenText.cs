namespace MetricCare.Core.Sql;

/// <summary>Tokens with their parentheses paired; asking beyond either end is answered with no.</summary>
internal sealed class TokenText
{
    private readonly IReadOnlyList<SqlToken> tokens;
    private readonly int?[] partners;
    private readonly int?[] openings;

    public TokenText(IReadOnlyList<SqlToken> tokens)
    {
        this.tokens = tokens;
        partners = new int?[tokens.Count];
        openings = new int?[tokens.Count];
        var open = new Stack<int>();
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].IsSymbol(")") && open.TryPop(out var start))
            {
                partners[start] = at;
            }

            openings[at] = open.TryPeek(out var around) ? around : null;
            if (tokens[at].IsSymbol("("))
            {
                open.Push(at);
            }
        }
    }

    public int Count => tokens.Count;

    public SqlToken this[int at] => tokens[at];

    public bool Is(int at, SqlTokenKind kind) => at >= 0 && at < Count && tokens[at].Kind == kind;

    public bool IsWord(int at, string word) => at >= 0 && at < Count && tokens[at].IsWord(word);

    public bool IsSymbol(int at, string symbol) => at >= 0 && at < Count && tokens[at].IsSymbol(symbol);

    /// <summary>Place of the parenthesis that closes the one at a place.</summary>
    public int? Partner(int at) => at >= 0 && at < Count ? partners[at] : null;

    /// <summary>Place of the parenthesis that directly encloses a token.</summary>
    public int? Opening(int at) => openings[at];
}
