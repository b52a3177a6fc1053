namespace MetricCare.Fhir.Views.Tree;

/// <summary>Functions of the clause tree. Null when any argument is null, unless said otherwise.</summary>
internal enum Operation
{
    /// <summary>Both text, both boolean, both integer, both number, or both temporal; partial dates that cannot be told apart give null.</summary>
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary>Three-valued.</summary>
    And,

    /// <summary>Three-valued.</summary>
    Or,
    Xor,

    /// <summary>Three-valued.</summary>
    Implies,
    Not,

    /// <summary>Both integer or both number, as for the next five.</summary>
    Add,
    Subtract,
    Multiply,

    /// <summary>Of numbers; null for a divisor of zero, as for the next two.</summary>
    Divide,
    IntegerDivide,
    Modulo,
    Negate,
    Concatenate,

    /// <summary>Null counts as empty text.</summary>
    ConcatenateOrEmpty,

    /// <summary>To the operation's type; null when the item does not convert.</summary>
    Convert,
    Lower,
    Upper,
    Length,
    Trim,
    IndexOf,

    /// <summary>Text, 0-based start, length (or no third argument).</summary>
    Substring,
    StartsWith,
    EndsWith,
    ContainsText,
    Replace,
    Matches,
    ReplaceMatches,

    /// <summary>Gives a list.</summary>
    Split,

    /// <summary>A list and a separator; null for an empty list.</summary>
    Join,
    Abs,
    Ceiling,
    Floor,
    Truncate,

    /// <summary>A number and a number of digits.</summary>
    Round,
    LowBoundary,
    HighBoundary,

    /// <summary>The id in a reference's text; a second argument (a constant) asks for a type. Null for what is no reference to a resource by id.</summary>
    ReferenceKey,

    /// <summary>True or false, never null.</summary>
    IsTrue,
}
