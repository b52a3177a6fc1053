using System.Globalization;
using MetricCare.Core.Relations;

namespace MetricCare.Jobs.Contracts;

/// <summary>Reads type names as <see cref="ColumnType"/> prints them.</summary>
internal static class ColumnTypeReader
{
    /// <summary>False for what is no type.</summary>
    public static bool TryRead(string text, out ColumnType type)
    {
        var position = 0;
        type = ColumnType.Text;
        if (Read(text, ref position) is not { } read || Rest(text, position).Length > 0)
        {
            return false;
        }

        type = read;
        return true;
    }

    private static ColumnType? Read(string text, ref int position)
    {
        switch (Word(text, ref position))
        {
            case "string": return ColumnType.Text;
            case "boolean": return ColumnType.Boolean;
            case "int": return ColumnType.Int;
            case "bigint": return ColumnType.BigInt;
            case "double": return ColumnType.Double;
            case "date": return ColumnType.Date;
            case "instant": return ColumnType.Instant;
            case "decimal": return Decimal(text, ref position);
            case "list":
                return Skip(text, '(', ref position) && Read(text, ref position) is { } item && Skip(text, ')', ref position)
                    ? new ColumnType.List(item)
                    : null;
            case "struct": return Struct(text, ref position);
            default: return null;
        }
    }

    private static ColumnType.Decimal? Decimal(string text, ref int position) =>
        Skip(text, '(', ref position) && Number(text, ref position) is { } precision
        && Skip(text, ',', ref position) && Number(text, ref position) is { } scale
        && Skip(text, ')', ref position) && precision is >= 1 and <= 38 && scale <= precision
            ? new ColumnType.Decimal(precision, scale)
            : null;

    private static ColumnType.Struct? Struct(string text, ref int position)
    {
        if (!Skip(text, '(', ref position))
        {
            return null;
        }

        var fields = new List<Column>();
        do
        {
            var name = Word(text, ref position);
            if (name.Length == 0 || fields.Any(field => field.Name == name) || Read(text, ref position) is not { } type)
            {
                return null;
            }

            fields.Add(new Column(name, type));
        }
        while (Skip(text, ',', ref position));
        return Skip(text, ')', ref position) ? new ColumnType.Struct(fields) : null;
    }

    private static string Word(string text, ref int position)
    {
        position = text.Length - Rest(text, position).Length;
        var start = position;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == '_'))
        {
            position++;
        }

        return text[start..position];
    }

    private static int? Number(string text, ref int position) =>
        int.TryParse(Word(text, ref position), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool Skip(string text, char symbol, ref int position)
    {
        var rest = Rest(text, position);
        if (!rest.StartsWith(symbol))
        {
            return false;
        }

        position = text.Length - rest.Length + 1;
        return true;
    }

    private static string Rest(string text, int position) => text[position..].TrimStart();
}
