using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MetricCare.Core.Relations;

namespace MetricCare.Cli.Output;

/// <summary>Writes rows as they come (CSV, JSON lines) or, for people, as an aligned table.</summary>
internal static class RowWriter
{
    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static Task WriteAsync(IReadOnlyList<Column> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, RowFormat format, Terminal terminal, CancellationToken cancel) =>
        format switch
        {
            RowFormat.Csv => WriteCsvAsync(columns, rows, terminal.Out, cancel),
            RowFormat.Jsonl => WriteJsonLinesAsync(columns, rows, terminal.Out, cancel),
            _ => WriteTableAsync(columns, rows, terminal.Out, cancel),
        };

    /// <summary>RFC 4180, header first; an empty field is null, a quoted empty field is the empty string.</summary>
    private static async Task WriteCsvAsync(IReadOnlyList<Column> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, TextWriter output, CancellationToken cancel)
    {
        await output.WriteLineAsync(string.Join(",", columns.Select(column => Quoted(column.Name))));
        await foreach (var row in rows.WithCancellation(cancel))
        {
            await output.WriteLineAsync(string.Join(",", row.Select(value => value is null ? string.Empty : Quoted(Printed.Value(value)))));
        }
    }

    private static async Task WriteJsonLinesAsync(IReadOnlyList<Column> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, TextWriter output, CancellationToken cancel)
    {
        await foreach (var row in rows.WithCancellation(cancel))
        {
            var fields = columns.Select((column, at) => $"{JsonSerializer.Serialize(column.Name, Relaxed)}:{JsonSerializer.Serialize(Plain(row[at]), Relaxed)}");
            await output.WriteLineAsync("{" + string.Join(",", fields) + "}");
        }
    }

    private static async Task WriteTableAsync(IReadOnlyList<Column> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, TextWriter output, CancellationToken cancel)
    {
        var cells = new List<string[]>();
        await foreach (var row in rows.WithCancellation(cancel))
        {
            cells.Add([.. row.Select(Printed.Value)]);
        }

        var widths = columns.Select((column, at) => Math.Max(column.Name.Length, cells.Count == 0 ? 0 : cells.Max(row => row[at].Length))).ToArray();
        var right = columns.Select(column => column.Type == ColumnType.Int || column.Type == ColumnType.BigInt || column.Type == ColumnType.Double || column.Type is ColumnType.Decimal).ToArray();
        await output.WriteLineAsync(Line([.. columns.Select(column => column.Name)], widths, right));
        await output.WriteLineAsync(string.Join("  ", widths.Select(width => new string('-', width))));
        foreach (var row in cells)
        {
            await output.WriteLineAsync(Line(row, widths, right));
        }

        await output.WriteLineAsync($"({cells.Count} {(cells.Count == 1 ? "row" : "rows")})");
    }

    private static string Line(string[] cells, int[] widths, bool[] right) =>
        string.Join("  ", cells.Select((cell, at) => right[at] ? cell.PadLeft(widths[at]) : cell.PadRight(widths[at]))).TrimEnd();

    private static string Quoted(string text) =>
        text.Length == 0 || text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    // Exact decimals and dates have no JSON form of their own: text keeps them as they are.
    private static object? Plain(object? value) => value switch
    {
        null or string or bool or int or long or double => value,
        IReadOnlyDictionary<string, object?> fields => fields.ToDictionary(field => field.Key, field => Plain(field.Value)),
        IReadOnlyList<object?> items => items.Select(Plain).ToList(),
        _ => Printed.Value(value),
    };
}
