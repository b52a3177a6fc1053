namespace MetricCare.Fhir.FhirPath;

/// <summary>
/// Reads the everyday part of FHIRPath: names, calls, positions, texts without escapes, whole numbers, the common operators.
/// Anything else, and everything that is wrong, gives null and is left to the library's parser, which takes a millisecond for a path
/// and a tenth of a second to get going. A test holds both to the same nodes.
/// </summary>
internal sealed class PlainPathReader
{
    // From loose to tight; all group from the left.
    private static readonly (string Sign, PathOperator Operator)[][] Levels =
    [
        [("implies", PathOperator.Implies)],
        [("or", PathOperator.Or), ("xor", PathOperator.Xor)],
        [("and", PathOperator.And)],
        [("in", PathOperator.In), ("contains", PathOperator.Contains)],
        [("!=", PathOperator.NotEqual), ("=", PathOperator.Equal)],
        [("<=", PathOperator.LessOrEqual), (">=", PathOperator.GreaterOrEqual), ("<", PathOperator.Less), (">", PathOperator.Greater)],
        [("|", PathOperator.Union)],
        [("+", PathOperator.Add), ("-", PathOperator.Subtract), ("&", PathOperator.Concatenate)],
        [("*", PathOperator.Multiply), ("/", PathOperator.Divide), ("div", PathOperator.IntegerDivide), ("mod", PathOperator.Modulo)],
    ];

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal) { "and", "or", "xor", "implies", "div", "mod", "in", "contains", "is", "as" };

    private readonly string _source;
    private int _at;

    private PlainPathReader(string source) => _source = source;

    public static PathNode? Read(string source)
    {
        var reader = new PlainPathReader(source);
        var node = reader.Level(0);
        return node is not null && reader._at == source.Length ? node : null;
    }

    private char Next => _at < _source.Length ? _source[_at] : '\0';

    private PathNode? Level(int level)
    {
        if (level == Levels.Length)
        {
            SkipBlanks();
            var term = Chain();
            SkipBlanks();
            return term;
        }

        var left = Level(level + 1);
        while (left is not null && Operator(level) is { } found)
        {
            var right = Level(level + 1);
            left = right is null ? null : new BinaryNode(found.At, found.Operator, left, right);
        }

        return left;
    }

    private (int At, PathOperator Operator)? Operator(int level)
    {
        foreach (var (sign, op) in Levels[level])
        {
            var end = _at + sign.Length;
            if (string.CompareOrdinal(_source, _at, sign, 0, sign.Length) == 0
                && !(char.IsAsciiLetter(sign[0]) && end < _source.Length && IsName(_source[end]))
                && !(sign == "/" && end < _source.Length && _source[end] is '/' or '*'))
            {
                var at = _at;
                _at = end;
                return (at, op);
            }
        }

        return null;
    }

    private PathNode? Chain()
    {
        var node = Term();
        while (node is not null)
        {
            if (Next == '.')
            {
                _at++;
                node = Name() is { } name ? Invocation(node, name.At, name.Text) : null;
            }
            else if (Next == '[')
            {
                var at = _at++;
                var index = Level(0);
                node = index is not null && Take(']') ? new IndexNode(at, node, index) : null;
            }
            else
            {
                break;
            }
        }

        return node;
    }

    private PathNode? Term()
    {
        var at = _at;
        switch (Next)
        {
            case '(':
                _at++;
                var inner = Level(0);
                return inner is not null && Take(')') ? inner : null;
            case '\'':
                var end = _source.IndexOf('\'', _at + 1);
                if (end < 0 || _source.AsSpan(_at, end - _at).Contains('\\'))
                {
                    return null;
                }

                _at = end + 1;
                return new LiteralNode(at, LiteralKind.String, _source[(at + 1)..end]);
            case '%':
                _at++;
                return Name() is { } variable ? new VariableNode(at, variable.Text) : null;
            case '$':
                _at++;
                return Name() is { Text: "this" } ? new ThisNode(at) : null;
            case >= '0' and <= '9':
                return Number();
            default:
                return Name() is { } name ? Start(name.At, name.Text) : null;
        }
    }

    private LiteralNode? Number()
    {
        var at = _at;
        while (char.IsAsciiDigit(Next))
        {
            _at++;
        }

        return _at - at > 9 || Next == '.' || IsName(Next) || Next == '\'' || FollowedByUnit()
            ? null
            : new(at, LiteralKind.Integer, _source[at.._at]);
    }

    // 5 'mg' and 5 days are quantities.
    private bool FollowedByUnit()
    {
        var i = _at;
        while (i < _source.Length && char.IsWhiteSpace(_source[i]))
        {
            i++;
        }

        return i > _at && i < _source.Length && (_source[i] == '\'' || (char.IsAsciiLetter(_source[i]) && !Words.Any(w => string.CompareOrdinal(_source, i, w, 0, w.Length) == 0)));
    }

    private PathNode? Start(int at, string name)
    {
        if (name.StartsWith("true", StringComparison.Ordinal) || name.StartsWith("false", StringComparison.Ordinal))
        {
            return name is "true" or "false" ? new LiteralNode(at, LiteralKind.Boolean, name) : null;
        }

        return Invocation(null, at, name);
    }

    private PathNode? Invocation(PathNode? target, int at, string name)
    {
        if (Next != '(')
        {
            return Words.Contains(name) ? null : new MemberNode(at, target, name);
        }

        _at++;
        if (PathFunction.Find(name) is not { } function || Arguments(function) is not { } arguments)
        {
            return null;
        }

        return arguments.Count < function.Least || arguments.Count > function.Most ? null : new CallNode(at, target, function, arguments);
    }

    private List<PathNode>? Arguments(PathFunction function)
    {
        var arguments = new List<PathNode>();
        SkipBlanks();
        if (Take(')'))
        {
            return arguments;
        }

        while (true)
        {
            var argument = function.Arguments == ArgumentKind.TypeName ? TypeName() : Level(0);
            if (argument is null)
            {
                return null;
            }

            arguments.Add(argument);
            if (Take(')'))
            {
                return arguments;
            }

            if (!Take(','))
            {
                return null;
            }
        }
    }

    private TypeNameNode? TypeName()
    {
        SkipBlanks();
        if (Name() is not { } name)
        {
            return null;
        }

        var text = name.Text;
        if (Take('.'))
        {
            if (Name() is not { } rest || text is not ("FHIR" or "System"))
            {
                return null;
            }

            text = $"{text}.{rest.Text}";
        }

        SkipBlanks();
        return new(name.At, text);
    }

    private (int At, string Text)? Name()
    {
        var at = _at;
        if (!char.IsAsciiLetter(Next) && Next != '_')
        {
            return null;
        }

        while (IsName(Next))
        {
            _at++;
        }

        return (at, _source[at.._at]);
    }

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private bool Take(char c)
    {
        if (Next != c)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void SkipBlanks()
    {
        while (Next is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }
    }
}
