using MetricCare.Cli.Output;
using MetricCare.Core.Relations;

namespace MetricCare.Cli.Tests.Output;

public sealed class RowWriterTests
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        new("name", ColumnType.Text), new("n", ColumnType.BigInt), new("x", ColumnType.Double), new("day", ColumnType.Date), new("at", ColumnType.Instant),
        new("tags", new ColumnType.List(ColumnType.Text)),
    ];

    private static readonly IReadOnlyList<object?>[] Rows =
    [
        ["a,b \"c\"\nd", 12L, 0.1, new DateOnly(2024, 2, 29), new DateTimeOffset(2024, 1, 2, 3, 4, 5, 600, TimeSpan.Zero), new object?[] { "x", null }],
        [null, null, null, null, null, null],
        [string.Empty, -1L, 1e21, new DateOnly(1, 1, 1), new DateTimeOffset(1969, 12, 31, 23, 0, 0, TimeSpan.FromHours(-1)), Array.Empty<object?>()],
    ];

    [Fact]
    public async Task Csv_quotes_what_needs_it_and_tells_null_from_empty() => Assert.Equal(
        """
        name,n,x,day,at,tags
        "a,b ""c""
        d",12,0.1,2024-02-29,2024-01-02T03:04:05.6Z,"[x, ]"
        ,,,,,
        "",-1,1E+21,0001-01-01,1970-01-01T00:00:00Z,[]

        """,
        await WriteAsync(RowFormat.Csv));

    [Fact]
    public async Task Json_lines_keep_the_types() => Assert.Equal(
        """
        {"name":"a,b \"c\"\nd","n":12,"x":0.1,"day":"2024-02-29","at":"2024-01-02T03:04:05.6Z","tags":["x",null]}
        {"name":null,"n":null,"x":null,"day":null,"at":null,"tags":null}
        {"name":"","n":-1,"x":1E+21,"day":"0001-01-01","at":"1970-01-01T00:00:00Z","tags":[]}

        """,
        await WriteAsync(RowFormat.Jsonl));

    [Fact]
    public async Task A_table_aligns_numbers_to_the_right() => Assert.Equal(
        """
        name   n
        ----  --
        ab     1
        c     23
        (2 rows)

        """,
        await WriteAsync(RowFormat.Table, [new("name", ColumnType.Text), new("n", ColumnType.BigInt)], ["ab", 1L], ["c", 23L]));

    private static Task<string> WriteAsync(RowFormat format) => WriteAsync(format, Columns, Rows);

    private static async Task<string> WriteAsync(RowFormat format, IReadOnlyList<Column> columns, params IReadOnlyList<object?>[] rows)
    {
        await using var text = new StringWriter { NewLine = "\n" };
        await RowWriter.WriteAsync(columns, rows.ToAsyncEnumerable(), format, new Terminal(text, TextWriter.Null, false, false, 80), TestContext.Current.CancellationToken);
        return text.ToString();
    }
}
