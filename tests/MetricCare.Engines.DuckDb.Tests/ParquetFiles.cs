using MetricCare.Core.Relations;
using MetricCare.Engines.Contract;
using Parquet;
using Parquet.Meta;

namespace MetricCare.Engines.DuckDb.Tests;

/// <summary>The files as an independent reader sees them: rows and footers must not rest on the word of the engine that wrote them.</summary>
public sealed class ParquetFiles : OpenEngine
{
    private static readonly RelationShape Everything = new([
        new("n", ColumnType.Int), new("s", ColumnType.Text), new("b", ColumnType.Boolean), new("i", ColumnType.Int), new("big", ColumnType.BigInt),
        new("f", ColumnType.Double), new("d", ColumnType.Date), new("t", ColumnType.Instant), new("small", new ColumnType.Decimal(9, 2)),
        new("medium", new ColumnType.Decimal(18, 3)), new("wide", new ColumnType.Decimal(38, 9)), new("l", new ColumnType.List(ColumnType.Text)),
        new("r", new ColumnType.Struct([new("a", ColumnType.Int), new("at", ColumnType.Instant)])),
        new("lr", new ColumnType.List(new ColumnType.Struct([new("code", ColumnType.Text), new("m", new ColumnType.Decimal(19, 1))])))]);

    private static readonly DateTimeOffset Moment = new DateTimeOffset(2024, 2, 29, 23, 59, 59, 123, 456, TimeSpan.Zero);

    private static readonly object?[][] Rows =
    [
        [
            0, "text ä 🏥", true, int.MinValue, long.MaxValue, 0.1, new DateOnly(2024, 2, 29), Moment, -1234567.89m, 1.125m, 12345678901234567.123456789m, new object?[] { "a", "" },
            Record(("a", 1), ("at", Moment)), new object?[] { Record(("code", "x"), ("m", 0.5m)), Record(("code", null), ("m", null)) },
        ],
        [
            1, "", false, int.MaxValue, long.MinValue, double.MinValue, new DateOnly(1, 1, 1), Moment.AddYears(-200), 0.00m, 0.000m, -0.000000001m, new object?[] { "one" },
            Record(("a", null), ("at", null)), new object?[] { Record(("code", "y"), ("m", -1.0m)) },
        ],
        [2, null, null, null, null, null, null, null, null, null, null, null, null, null],
    ];

    private static Dictionary<string, object?> Record(params (string Name, object? Value)[] fields) => fields.ToDictionary(field => field.Name, field => field.Value);

    private async Task<string> WriteAsync(string sql)
    {
        var folder = Path.Combine(Folder, "lake", "made");
        await Engine.BuildAsync(new RelationName(Layer.Gold, "made"), sql, folder, Cancel);
        return Path.Combine(folder, "part-0.parquet");
    }

    [Fact]
    public async Task Every_column_type_is_read_back_by_another_reader()
    {
        await Engine.LoadAsync(new RelationName(Layer.Silver, "given"), Everything, Rows, Cancel);
        var file = await WriteAsync("select * from silver.given order by n");

        Assert.Equal(Rows.Select(RowText.Of), await ParquetRows.ReadAsync(file, Cancel));
    }

    [Fact]
    public async Task The_footer_says_what_the_columns_are()
    {
        await Engine.LoadAsync(new RelationName(Layer.Silver, "given"), Everything, Rows, Cancel);
        await using var reader = await ParquetReader.CreateAsync(await WriteAsync("select * from silver.given"), cancellationToken: Cancel);

        var columns = reader.Metadata!.Schema.Skip(1).Where(element => element.Type is not null).Select(Describe);

        Assert.Equal(3, reader.Metadata.NumRows);
        Assert.All(reader.Metadata.RowGroups.SelectMany(group => group.Columns), column => Assert.Equal(CompressionCodec.ZSTD, column.MetaData!.Codec));
        Assert.Equal(
            [
                "n INT32 INT_32", "s BYTE_ARRAY UTF8", "b BOOLEAN", "i INT32 INT_32", "big INT64 INT_64", "f DOUBLE", "d INT32 DATE", "t INT64 TIMESTAMP_MICROS UTC",
                "small INT32 DECIMAL(9,2)", "medium INT64 DECIMAL(18,3)", "wide FIXED_LEN_BYTE_ARRAY DECIMAL(38,9)", "element BYTE_ARRAY UTF8",
                "a INT32 INT_32", "at INT64 TIMESTAMP_MICROS UTC", "code BYTE_ARRAY UTF8", "m FIXED_LEN_BYTE_ARRAY DECIMAL(19,1)",
            ],
            columns);
    }

    private static string Describe(SchemaElement element)
    {
        var decimals = element.ConvertedType == ConvertedType.DECIMAL ? $"({element.Precision},{element.Scale})" : "";
        var utc = element.LogicalType?.TIMESTAMP?.IsAdjustedToUTC == true ? " UTC" : "";
        return $"{element.Name} {element.Type} {element.ConvertedType}{decimals}{utc}".Trim();
    }

    [Fact]
    public async Task A_null_item_an_empty_list_and_no_list_differ()
    {
        await using var reader = await ParquetReader.CreateAsync(await WriteAsync("select unnest([['a', null, 'b'], [], null]) as l"), cancellationToken: Cancel);
        var field = Assert.Single(reader.Schema.GetDataFields());
        using var group = reader.OpenRowGroupReader(0);
        using var raw = await group.ReadRawColumnDataBaseAsync(field, Cancel);

        // Definition 3: a value; 2: a null item; 1: an empty list; 0: none. The untyped reader of Parquet.Net does not tell them apart.
        Assert.Equal([3, 2, 3, 1, 0], raw.DefinitionLevels.ToArray());
        Assert.Equal([0, 1, 1, 0, 0], raw.RepetitionLevels.ToArray());
    }

    [Fact]
    public async Task An_empty_table_has_its_columns_and_no_rows()
    {
        await Engine.LoadAsync(new RelationName(Layer.Silver, "given"), Everything, [], Cancel);
        var file = await WriteAsync("select * from silver.given");
        await using var reader = await ParquetReader.CreateAsync(file, cancellationToken: Cancel);

        Assert.Equal(Everything.Columns.Select(column => column.Name), reader.Schema.Fields.Select(field => field.Name));
        Assert.Equal(0, reader.Metadata!.NumRows);
    }

    [Fact]
    public async Task Many_rows_are_all_there_and_in_their_order()
    {
        var file = await WriteAsync("select range::bigint as n, 'row ' || range as s from range(300000) order by range desc");

        Assert.Equal(Enumerable.Range(0, 300_000).Reverse().Select(n => $"{n}L | 'row {n}'"), await ParquetRows.ReadAsync(file, Cancel));
    }
}
