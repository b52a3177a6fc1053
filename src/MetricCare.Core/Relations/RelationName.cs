using System.Text.RegularExpressions;
using MetricCare.Core.Errors;

namespace MetricCare.Core.Relations;

/// <summary>Layer and table name, printed as <c>silver.stays</c>.</summary>
public readonly partial record struct RelationName : IComparable<RelationName>
{
    public RelationName(Layer layer, string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!TablePattern().IsMatch(table))
        {
            throw new MetricCareException(ExitCode.DefinitionInvalid, $"'{table}' is not a table name: letters, digits and underscores, starting with a letter.");
        }

        Layer = layer;
        Table = table;
    }

    public Layer Layer { get; }

    public string Table { get; }

    /// <summary>The schema's name in SQL, lower case.</summary>
    public string Schema => SchemaOf(Layer);

    public static string SchemaOf(Layer layer) => layer switch
    {
        Layer.Config => "config",
        Layer.ValueSets => "valuesets",
        Layer.Raw => "raw",
        Layer.Bronze => "bronze",
        Layer.Silver => "silver",
        Layer.Gold => "gold",
        Layer.Report => "report",
        Layer.Ops => "ops",
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    };

    /// <summary>Reads <c>silver.stays</c>; false for anything else.</summary>
    public static bool TryParse(string? text, out RelationName name)
    {
        name = default;
        if (text is null)
        {
            return false;
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || !TablePattern().IsMatch(text.AsSpan(dot + 1)))
        {
            return false;
        }

        foreach (var layer in Enum.GetValues<Layer>())
        {
            if (text.AsSpan(0, dot).SequenceEqual(SchemaOf(layer)))
            {
                name = new RelationName(layer, text[(dot + 1)..]);
                return true;
            }
        }

        return false;
    }

    public int CompareTo(RelationName other) =>
        Layer != other.Layer ? Layer.CompareTo(other.Layer) : string.CompareOrdinal(Table, other.Table);

    public override string ToString() => $"{Schema}.{Table}";

    public static bool operator <(RelationName left, RelationName right) => left.CompareTo(right) < 0;

    public static bool operator >(RelationName left, RelationName right) => left.CompareTo(right) > 0;

    public static bool operator <=(RelationName left, RelationName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RelationName left, RelationName right) => left.CompareTo(right) >= 0;

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$")]
    private static partial Regex TablePattern();
}
