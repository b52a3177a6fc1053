namespace MetricCare.Core.Sql;

/// <summary>What a token is.</summary>
public enum SqlTokenKind
{
    /// <summary>A bare word: keyword, name or function.</summary>
    Word,

    /// <summary>A name in backticks or double quotes; <see cref="SqlToken.Text"/> includes the quotes.</summary>
    QuotedName,

    /// <summary>A literal in single quotes, quotes included.</summary>
    Text,

    Number,

    /// <summary>Operators and punctuation.</summary>
    Symbol,
}

/// <summary>A token of SQL and where it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public sealed record SqlToken(SqlTokenKind Kind, string Text, int Line, int Column)
{
    public bool IsWord(string word) => Kind == SqlTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == SqlTokenKind.Symbol && Text == symbol;

    /// <summary>The name without its quotes; the text of anything else.</summary>
    public string Name => Kind == SqlTokenKind.QuotedName ? Text[1..^1] : Text;
}

/// <summary>Something wrong in a SQL text.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">What, and what to write instead.</param>
public sealed record SqlProblem(int Line, int Column, string Message);
