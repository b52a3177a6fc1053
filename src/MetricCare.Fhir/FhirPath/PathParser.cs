using System.Collections.Concurrent;
using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;

namespace MetricCare.Fhir.FhirPath;

/// <summary>
/// Text to <see cref="PathNode"/>, through the parser of the FHIR library. The only file that sees that parser:
/// its quirks end here, and another parser would replace this file alone.
/// </summary>
internal static class PathParser
{
    /// <summary>Longest expression, in characters.</summary>
    public const int MaxLength = 4096;

    /// <summary>Deepest nesting of brackets: the library's parser recurses a dozen levels for each.</summary>
    public const int MaxNesting = 32;

    private const int CacheSize = 4096;

    // Made when it is first needed: most views never do.
    private static readonly Lazy<FhirPathCompiler> Compiler = new(() => new FhirPathCompiler(new SymbolTable()));
    private static readonly ConcurrentDictionary<string, PathNode> Cache = new(StringComparer.Ordinal);

    private static readonly Dictionary<string, PathOperator> Operators = new(StringComparer.Ordinal)
    {
        ["="] = PathOperator.Equal,
        ["!="] = PathOperator.NotEqual,
        ["<"] = PathOperator.Less,
        ["<="] = PathOperator.LessOrEqual,
        [">"] = PathOperator.Greater,
        [">="] = PathOperator.GreaterOrEqual,
        ["and"] = PathOperator.And,
        ["or"] = PathOperator.Or,
        ["xor"] = PathOperator.Xor,
        ["implies"] = PathOperator.Implies,
        ["+"] = PathOperator.Add,
        ["-"] = PathOperator.Subtract,
        ["*"] = PathOperator.Multiply,
        ["/"] = PathOperator.Divide,
        ["div"] = PathOperator.IntegerDivide,
        ["mod"] = PathOperator.Modulo,
        ["&"] = PathOperator.Concatenate,
        ["|"] = PathOperator.Union,
        ["in"] = PathOperator.In,
        ["contains"] = PathOperator.Contains,
        ["is"] = PathOperator.Is,
        ["as"] = PathOperator.As,
    };

    /// <summary>Parses one expression; equal texts are parsed once.</summary>
    /// <exception cref="PathException">Not an expression, too long, too deep, an unknown function or a wrong number of arguments.</exception>
    public static PathNode Parse(string source)
    {
        if (Cache.TryGetValue(source, out var known))
        {
            return known;
        }

        PathLimits.Check(source);
        var node = PlainPathReader.Read(source) ?? ParseByLibrary(source);
        if (Cache.Count >= CacheSize)
        {
            Cache.Clear();
        }

        return Cache.GetOrAdd(source, node);
    }

    /// <summary>All of FHIRPath, and what is wrong with what is none.</summary>
    internal static PathNode ParseByLibrary(string source) => new Translation(source).Node(ParseWithPosition(source, 0));

    private static Expression ParseWithPosition(string source, int offset)
    {
        try
        {
            return Compiler.Value.Parse(source);
        }
#pragma warning disable CA1031 // The parser throws FormatException, OverflowException, ArgumentException and more, all for wrong text.
        catch (Exception e)
#pragma warning restore CA1031
        {
            throw PathErrors.Explain(source, offset, e, (part, at) => ParseWithPosition(part, at));
        }
    }

    private sealed class Translation(string source)
    {
        public PathNode Node(Expression expression) => expression switch
        {
            BracketExpression e => Node(e.Operand),
            ChildExpression e => Member(e),
            IndexerExpression e => new IndexNode(At(e), Target(e) ?? new ThisNode(At(e)), Node(e.Index)),
            BinaryExpression e => Binary(e),
            UnaryExpression e => Unary(e),
            NewNodeListInitExpression e => new EmptyNode(At(e)),
            FunctionCallExpression e => Call(e),
            AxisExpression e => Axis(e),
            VariableRefExpression e => new VariableNode(At(e), e.Name),
            IdentifierExpression e => new TypeNameNode(At(e), (string)e.Value),
            ConstantExpression e => Literal(e),
            _ => throw new PathException("This kind of expression is not supported in views.", At(expression)),
        };

        private MemberNode Member(ChildExpression e)
        {
            // The child's own location may begin at a blank before the name; its argument's is exact.
            var at = At(e.Arguments.First());
            if (at < source.Length && source[at] == '"')
            {
                throw new PathException("A name is quoted with backticks, not with double quotes.", at);
            }

            return new(at, Target(e), e.ChildName);
        }

        private CallNode Call(FunctionCallExpression e)
        {
            var at = At(e);
            var function = PathFunction.Find(e.FunctionName) ?? throw new PathException(PathFunction.Refusal(e.FunctionName), at);
            var arguments = e.Arguments.ToList();
            if (arguments.Count < function.Least || arguments.Count > function.Most)
            {
                var expected = function.Least == function.Most ? $"{function.Least}" : $"{function.Least} to {function.Most}";
                throw new PathException($"{function.Name}() takes {expected} arguments, not {arguments.Count}.", at);
            }

            return new(at, Target(e), function, [.. arguments.Select(a => function.Arguments == ArgumentKind.TypeName ? TypeName(a) : Node(a))]);
        }

        private TypeNameNode TypeName(Expression e) => Node(e) switch
        {
            TypeNameNode name => name,
            MemberNode { Target: null } member => new(member.At, member.Name),
            MemberNode { Target: MemberNode { Target: null, Name: "FHIR" or "System" } prefix } member => new(prefix.At, $"{prefix.Name}.{member.Name}"),
            LiteralNode { Kind: LiteralKind.String } text => new(text.At, text.Text),
            var other => throw new PathException("The argument must be the name of a type.", other.At),
        };

        private BinaryNode Binary(BinaryExpression e)
        {
            // Left and Right of the library's node return the wrong operands: the arguments are right.
            var operands = e.Arguments.ToList();
            if (!Operators.TryGetValue(e.Op, out var op))
            {
                throw new PathException($"The operator {e.Op} is not supported in views.", At(e));
            }

            if (op is PathOperator.Is or PathOperator.As
                && operands[0] is BinaryExpression { Op: "|" or "<" or "<=" or ">" or ">=" } loose)
            {
                throw new PathException($"Put brackets around one side: {e.Op} binds tighter than {loose.Op}, which not every FHIRPath parser knows.", At(e));
            }

            return new(At(e), op, Node(operands[0]), Node(operands[1]));
        }

        private PathNode Unary(UnaryExpression e)
        {
            var operand = Node(e.Arguments.First());
            if (e.Op == "+")
            {
                return operand;
            }

            return operand is LiteralNode { Kind: LiteralKind.Integer or LiteralKind.Decimal } number && !number.Text.StartsWith('-')
                ? number with { At = At(e), Text = $"-{number.Text}" }
                : new MinusNode(At(e), operand);
        }

        private static ThisNode Axis(AxisExpression e) => e.AxisName switch
        {
            "this" or "that" => new(At(e)),
            var axis => throw new PathException($"${axis} is not supported in views.", At(e)),
        };

        private LiteralNode Literal(ConstantExpression e)
        {
            var at = At(e);
            return e.Value switch
            {
                string text => new(at, LiteralKind.String, text),
                bool flag => new(at, LiteralKind.Boolean, flag ? "true" : "false"),
                int or long => new(at, LiteralKind.Integer, Written(e)),
                decimal => new(at, LiteralKind.Decimal, Written(e)),
                Hl7.Fhir.ElementModel.Types.Date => new(at, LiteralKind.Date, Written(e)[1..]),
                Hl7.Fhir.ElementModel.Types.DateTime => new(at, LiteralKind.DateTime, Written(e)[1..].TrimEnd('T')),
                Hl7.Fhir.ElementModel.Types.Time => new(at, LiteralKind.Time, Written(e)[2..]),
                Hl7.Fhir.ElementModel.Types.Quantity => throw new PathException("Quantity literals are not supported in views; compare value and unit apart.", at),
                _ => throw new PathException("This kind of literal is not supported in views.", at),
            };
        }

        private string Written(Expression e)
        {
            var location = (FhirPathExpressionLocationInfo)e.Location;
            return source.Substring(location.RawPosition, location.Length).Trim();
        }

        // An implicit focus is an axis without a location.
        private PathNode? Target(FunctionCallExpression e) =>
            e.Focus is null or AxisExpression { AxisName: "that" } ? null : Node(e.Focus);

        private static int At(Expression e) => (e.Location as FhirPathExpressionLocationInfo)?.RawPosition ?? 0;
    }
}
