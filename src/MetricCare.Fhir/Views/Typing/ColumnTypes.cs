using System.Text.RegularExpressions;
using MetricCare.Core.Relations;
using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views.Typing;

/// <summary>Which engine type a column gets: the <c>ansi/type</c> tag, else the declared FHIR type, else the inferred one.</summary>
internal static partial class ColumnTypes
{
    private enum Family
    {
        Unknown,
        Text,
        Number,
        Boolean,
        Complex,
    }

    /// <summary>By the table of SQL on FHIR: dates and decimals are text, since they may be partial, or longer than any number type.</summary>
    public static ColumnType OfFhir(string? fhirType) => fhirType switch
    {
        "boolean" => ColumnType.Boolean,
        "integer" or "positiveInt" or "unsignedInt" => ColumnType.Int,
        "integer64" => ColumnType.BigInt,
        "instant" => ColumnType.Instant,
        _ => ColumnType.Text,
    };

    /// <summary>The name behind a declared type: the last part of a canonical URL, without <c>FHIR.</c>.</summary>
    public static string Declared(string type)
    {
        var name = type[(type.LastIndexOf('/') + 1)..];
        if (name.StartsWith("FHIR.", StringComparison.Ordinal))
        {
            return name["FHIR.".Length..];
        }

        return name.StartsWith("System.", StringComparison.Ordinal)
            ? $"{char.ToLowerInvariant(name["System.".Length])}{name["System.".Length..][1..]}"
            : name;
    }

    /// <summary>A type of ISO 9075, or null for one that no engine here delivers.</summary>
    public static ColumnType? OfAnsi(string text)
    {
        var match = Ansi().Match(text.Trim());
        if (!match.Success)
        {
            return null;
        }

        var precision = match.Groups[2].Success ? int.Parse(match.Groups[2].ValueSpan) : (int?)null;
        var scale = match.Groups[3].Success ? int.Parse(match.Groups[3].ValueSpan) : 0;
        return Spaces().Replace(match.Groups[1].Value.Trim(), " ").ToUpperInvariant() switch
        {
            "CHARACTER VARYING" or "VARCHAR" or "CHARACTER" or "CHAR" or "CHARACTER LARGE OBJECT" or "CLOB" or "TEXT" => ColumnType.Text,
            "BOOLEAN" => ColumnType.Boolean,
            "INTEGER" or "INT" or "SMALLINT" => ColumnType.Int,
            "BIGINT" => ColumnType.BigInt,
            "DOUBLE PRECISION" or "DOUBLE" or "FLOAT" or "REAL" => ColumnType.Double,
            "DATE" => ColumnType.Date,
            "TIMESTAMP" or "TIMESTAMP WITH TIME ZONE" => ColumnType.Instant,
            "DECIMAL" or "NUMERIC" or "DEC" when (precision ?? 38) is >= 1 and <= 38 && scale <= (precision ?? 38) => new ColumnType.Decimal(precision ?? 38, precision is null ? 9 : scale),
            _ => null,
        };
    }

    /// <summary>Null when the declared type can hold what the path gives; otherwise what is wrong, and whether it is more than odd.</summary>
    public static (string Text, bool IsError)? Mismatch(string declared, ItemType inferred)
    {
        if (inferred.Basic == Basic.Nothing || declared == inferred.Name)
        {
            return null;
        }

        var (written, given) = (FamilyOf(declared), FamilyOf(inferred));
        if (written == Family.Unknown)
        {
            return null;
        }

        var text = $"The column is declared {declared}, but its path gives {inferred.Name}.";
        if (written != given)
        {
            return (text, true);
        }

        return written switch
        {
            Family.Number when declared is not "decimal" && inferred.Basic is Basic.Decimal or Basic.Number => (text, false),
            Family.Complex => (text, false),
            _ => null,
        };
    }

    private static Family FamilyOf(string declared) => declared switch
    {
        "boolean" => Family.Boolean,
        "integer" or "positiveInt" or "unsignedInt" or "integer64" or "decimal" => Family.Number,
        "base64Binary" or "canonical" or "code" or "date" or "dateTime" or "id" or "instant" or "markdown" or "oid" or "string" or "time" or "uri" or "url"
            or "uuid" or "xhtml" => Family.Text,
        _ when declared.Contains('.', StringComparison.Ordinal) || Model.R4Model.Type(declared) is not null => Family.Complex,
        _ => Family.Unknown,
    };

    private static Family FamilyOf(ItemType type) => type.Basic switch
    {
        Basic.Boolean => Family.Boolean,
        Basic.Integer or Basic.Decimal or Basic.Number => Family.Number,
        Basic.Object => Family.Complex,
        _ => Family.Text,
    };

    [GeneratedRegex(@"^([A-Za-z ]+?)\s*(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?(?:\s+WITH\s+TIME\s+ZONE)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ansi();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
