using System.Collections;
using System.Globalization;
using MetricCare.Core.Relations;
using MetricCare.Engines.Contract;
using Parquet;
using Parquet.Data;
using Parquet.Schema;
using Parquet.Serialization;

namespace MetricCare.Engines.DuckDb.Tests;

/// <summary>Rows of a Parquet file by Parquet.Net, written as the contract writes rows.</summary>
internal static class ParquetRows
{
    public static async Task<List<string>> ReadAsync(string file, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(file);
        var result = await ParquetSerializer.DeserializeUntypedAsync(stream, cancellationToken: cancel);
        return [.. result.Data.Select(row => RowText.Of(result.Schema.Fields.Select(field => Value(field, row.GetValueOrDefault(field.Name)))))];
    }

    private static object? Value(Field field, object? value) => (field, value) switch
    {
        (_, null) => null,
        (StructField record, IDictionary<string, object?> fields) => record.Fields.ToDictionary(each => each.Name, each => Value(each, fields.TryGetValue(each.Name, out var found) ? found : null)),
        (ListField list, IEnumerable items) => items.Cast<object?>().Select(item => Value(list.Item, item)).ToArray(),
        (DateTimeDataField { DateTimeFormat: DateTimeFormat.Date }, DateTime day) => DateOnly.FromDateTime(day),
        (DateTimeDataField { IsAdjustedToUTC: true }, DateTime moment) => new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc)),
        (_, ReadOnlyMemory<char> text) => text.ToString(),
        (DecimalDataField column, decimal number) => Exact(number.ToString(CultureInfo.InvariantCulture), column.Scale),
        (_, BigDecimal number) => Exact(number.ToString(), ((DecimalDataField)field).Scale),
        _ => value,
    };

    private static decimal Exact(string text, int scale) =>
        ExactDecimal.TryParse(text, out var number) && number.TryRescale(scale, out var exact) && exact.TryToDecimal(out var value)
            ? value
            : throw new InvalidOperationException($"{text} is no decimal of scale {scale}.");
}
