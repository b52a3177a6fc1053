namespace MetricCare.Fhir.FhirPath;

/// <summary>A parsed FHIRPath expression. Nothing outside <see cref="PathParser"/> knows which parser made it.</summary>
/// <param name="At">0-based character in the source at which the node's own token begins.</param>
internal abstract record PathNode(int At);

internal enum LiteralKind
{
    String,
    Boolean,
    Integer,
    Decimal,
    Date,
    DateTime,
    Time,
}

/// <summary>A literal; numbers and dates keep the text that was written, strings are unescaped.</summary>
internal sealed record LiteralNode(int At, LiteralKind Kind, string Text) : PathNode(At);

/// <summary><c>{}</c></summary>
internal sealed record EmptyNode(int At) : PathNode(At);

/// <summary><c>$this</c></summary>
internal sealed record ThisNode(int At) : PathNode(At);

/// <summary><c>%name</c></summary>
internal sealed record VariableNode(int At, string Name) : PathNode(At);

/// <summary><c>target.name</c>; no target means the current focus.</summary>
internal sealed record MemberNode(int At, PathNode? Target, string Name) : PathNode(At);

/// <summary><c>target.function(arguments)</c></summary>
internal sealed record CallNode(int At, PathNode? Target, PathFunction Function, IReadOnlyList<PathNode> Arguments) : PathNode(At);

/// <summary><c>target[index]</c></summary>
internal sealed record IndexNode(int At, PathNode Target, PathNode Index) : PathNode(At);

internal sealed record BinaryNode(int At, PathOperator Operator, PathNode Left, PathNode Right) : PathNode(At);

/// <summary><c>-operand</c></summary>
internal sealed record MinusNode(int At, PathNode Operand) : PathNode(At);

/// <summary>A type as argument of <c>is</c>, <c>as</c>, <c>ofType</c> or <c>getReferenceKey</c>, as written, prefix included.</summary>
internal sealed record TypeNameNode(int At, string Name) : PathNode(At);

internal enum PathOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    Xor,
    Implies,
    Add,
    Subtract,
    Multiply,
    Divide,
    IntegerDivide,
    Modulo,
    Concatenate,
    Union,
    In,
    Contains,
    Is,
    As,
}
