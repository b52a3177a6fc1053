using System.Text.RegularExpressions;

namespace MetricCare.Fhir.FhirPath;

/// <summary>Finds the place of a syntax error. The library's parser reports every error inside a call at that call's bracket.</summary>
internal static partial class PathErrors
{
    public static PathException Explain(string source, int offset, Exception error, Action<string, int> parse)
    {
        if (error is OverflowException)
        {
            return new("A number is outside the range of an integer.", offset);
        }

        var place = Place().Match(error.Message);
        if (!place.Success)
        {
            return new("A literal is not valid.", offset);
        }

        var at = Offset(source, int.Parse(place.Groups[1].ValueSpan), int.Parse(place.Groups[2].ValueSpan));
        if (at >= source.Length)
        {
            return new("The expression ends too early.", offset + source.Length);
        }

        if (source[at] != '(')
        {
            return new($"Unexpected '{source[at]}'.", offset + at);
        }

        var close = PathText.Closing(source, at);
        if (close < 0)
        {
            return new("This bracket is never closed.", offset + at);
        }

        foreach (var (start, length) in PathText.Arguments(source, at + 1, close))
        {
            var part = source.Substring(start, length);
            if (string.IsNullOrWhiteSpace(part))
            {
                continue;
            }

            try
            {
                parse(part, offset + start);
            }
            catch (PathException inner)
            {
                return inner;
            }
        }

        return new("Unexpected '('.", offset + at);
    }

    private static int Offset(string source, int line, int column)
    {
        var start = 0;
        for (var i = 1; i < line; i++)
        {
            start = source.IndexOf('\n', start) + 1;
        }

        return start + column - 1;
    }

    [GeneratedRegex(@"\(Line (\d+), Column (\d+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
