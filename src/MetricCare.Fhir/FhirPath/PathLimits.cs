namespace MetricCare.Fhir.FhirPath;

/// <summary>Keeps hostile or broken text away from the recursive parser.</summary>
internal static class PathLimits
{
    public static void Check(string source)
    {
        if (string.IsNullOrWhiteSpace(source))
        {
            throw new PathException("The expression is empty.", 0);
        }

        if (source.Length > PathParser.MaxLength)
        {
            throw new PathException($"The expression is longer than {PathParser.MaxLength} characters.", PathParser.MaxLength);
        }

        var depth = 0;
        for (var i = 0; i < source.Length; i = PathText.Next(source, i))
        {
            if (source[i] is '(' or '[' or '{' && ++depth > PathParser.MaxNesting)
            {
                throw new PathException($"The expression nests deeper than {PathParser.MaxNesting} brackets.", i);
            }

            if (source[i] is ')' or ']' or '}')
            {
                depth--;
            }
        }
    }
}

/// <summary>Walks over expression text without stepping into strings, quoted names and comments.</summary>
internal static class PathText
{
    /// <summary>The character after the one at <paramref name="at"/>, or after the quoted run that begins there.</summary>
    public static int Next(string source, int at)
    {
        var open = source[at];
        if (open == '/' && at + 1 < source.Length && source[at + 1] is '/' or '*')
        {
            var end = source[at + 1] == '/' ? source.IndexOf('\n', at) : source.IndexOf("*/", at + 2, StringComparison.Ordinal);
            return end < 0 ? source.Length : end + (source[at + 1] == '/' ? 1 : 2);
        }

        if (open is not ('\'' or '`' or '"'))
        {
            return at + 1;
        }

        for (var i = at + 1; i < source.Length; i++)
        {
            if (source[i] == '\\')
            {
                i++;
            }
            else if (source[i] == open)
            {
                return i + 1;
            }
        }

        return source.Length;
    }

    /// <summary>The bracket that closes the one at <paramref name="open"/>; negative when none does.</summary>
    public static int Closing(string source, int open)
    {
        var depth = 0;
        for (var i = open; i < source.Length; i = Next(source, i))
        {
            depth += source[i] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Start and length of each comma-separated part between two positions.</summary>
    public static IEnumerable<(int Start, int Length)> Arguments(string source, int from, int to)
    {
        var (start, depth) = (from, 0);
        for (var i = from; i < to; i = Next(source, i))
        {
            depth += source[i] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            if (source[i] == ',' && depth == 0)
            {
                yield return (start, i - start);
                start = i + 1;
            }
        }

        yield return (start, to - start);
    }
}
