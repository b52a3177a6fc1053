using System.Numerics;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;

namespace MetricCare.Engines.Contract;

public abstract partial class EngineContract
{
    private static readonly RelationShape EveryType = Shape(
        ("s", ColumnType.Text),
        ("b", ColumnType.Boolean),
        ("i", ColumnType.Int),
        ("n", ColumnType.BigInt),
        ("f", ColumnType.Double),
        ("d", ColumnType.Date),
        ("t", ColumnType.Instant),
        ("m", new ColumnType.Decimal(9, 2)),
        ("q", new ColumnType.Decimal(38, 9)),
        ("l", new ColumnType.List(ColumnType.Text)),
        ("ld", new ColumnType.List(new ColumnType.Decimal(18, 3))),
        ("r", new ColumnType.Struct([new("a", ColumnType.Int), new("inner", new ColumnType.Struct([new("at", ColumnType.Instant)]))])),
        ("lr", new ColumnType.List(new ColumnType.Struct([new("code", ColumnType.Text), new("n", new ColumnType.List(ColumnType.BigInt))]))));

    private static readonly object?[][] EveryValue =
    [
        [
            "text", true, 1, 2L, 0.1, Date("2024-02-29"), Instant("2024-02-29T23:59:59.123456Z"), 1234567.89m, 1.5m, new object?[] { "a", null, "" },
            new object?[] { 1.125m }, Record(("a", 1), ("inner", Record(("at", Instant("1969-12-31T23:59:59.999999Z"))))),
            new object?[] { Record(("code", "x"), ("n", new object?[] { 1L, 2L })), null, Record(("code", null), ("n", null)) },
        ],
        [
            "", false, int.MinValue, long.MaxValue, double.MaxValue, Date("0001-01-01"), Instant("0001-01-01T00:00:00Z"), -0.01m, -0.000000001m,
            Array.Empty<object?>(), Array.Empty<object?>(), Record(("a", null), ("inner", null)), Array.Empty<object?>(),
        ],
        [
            "umlaut ä, emoji 🏥, quote ' \" and a text of more than twelve bytes", null, int.MaxValue, long.MinValue, -0.0, Date("9999-12-31"),
            Instant("9999-12-31T23:59:59.999999Z"), 0m, null, null, null, null, null,
        ],
        [null, null, null, null, null, null, null, null, null, null, null, null, null],
    ];

    private static Dictionary<string, object?> Record(params (string Name, object? Value)[] fields) => fields.ToDictionary(field => field.Name, field => field.Value);

    [Fact]
    public async Task Every_type_comes_back_as_it_was_loaded()
    {
        await Engine.LoadAsync(Given, EveryType, EveryValue, Cancel);

        Assert.Equal(EveryType, await Engine.DescribeAsync("select * from silver.given", Cancel));
        AssertSame(Rescaled(EveryValue), await RowsAsync("select * from silver.given"));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Every_type_comes_back_as_it_was_built(string? place)
    {
        await Engine.LoadAsync(Given, EveryType, EveryValue, Cancel);
        var result = await Engine.BuildAsync(Made, "select * from silver.given", PlaceFor(place), Cancel);

        Assert.Equal(EveryType, result.Shape);
        Assert.Equal(EveryType, await Engine.DescribeAsync("select * from gold.made", Cancel));
        AssertSame(Rescaled(EveryValue), await RowsAsync("select * from gold.made"));
    }

    /// <summary>A decimal comes back with the scale of its column.</summary>
    private static IEnumerable<object?[]> Rescaled(object?[][] rows) => rows.Select(row => row.Select((value, at) => (value, EveryType.Columns[at].Type) switch
    {
        (decimal number, ColumnType.Decimal type) when ExactDecimal.From(number).TryRescale(type.Scale, out var exact) && exact.TryToDecimal(out var same) => same,
        _ => value,
    }).ToArray());

    private static void AssertSame(IEnumerable<object?[]> expected, List<string> actual) =>
        Assert.Equal(expected.Select(RowText.Of).Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Decimals_of_38_digits_are_exact()
    {
        var long38 = new ExactDecimal(BigInteger.Parse("99999999999999999999999999999999999999"), 9);
        var shape = Shape(("q", new ColumnType.Decimal(38, 9)));
        await Engine.LoadAsync(Given, shape, [[long38], [long38 with { Unscaled = -long38.Unscaled }], [123456789012345678.123456789m]], Cancel);
        await Engine.BuildAsync(Made, "select * from silver.given", PlaceFor("table"), Cancel);

        Assert.Equal(
            ["-99999999999999999999999999999.999999999exact", "123456789012345678.123456789m", "99999999999999999999999999999.999999999exact"],
            await RowsAsync("select * from gold.made order by q"));
    }

    [Theory]
    [MemberData(nameof(Misfits))]
    public async Task A_value_that_does_not_fit_its_column_is_refused_by_name_and_kind(ColumnType type, object value, string kind)
    {
        await Engine.LoadAsync(Given, Shape(("old", ColumnType.Int)), [[1]], Cancel);

        var refusal = await RefusesAsync(ExitCode.DefinitionInvalid, () => Engine.LoadAsync(Given, Shape(("c", type)), [[null], [value]], Cancel));

        Assert.Equal($"Column silver.given.c is {type}: a value of kind {kind} does not fit it without loss.", refusal.Message);
        Assert.Equal(["1"], await RowsAsync("select old from silver.given"));
    }

    public static TheoryData<ColumnType, object, string> Misfits => new()
    {
        { ColumnType.Int, 3_000_000_000L, "Int64" },
        { ColumnType.Int, "1", "String" },
        { ColumnType.Date, "2024-01-01", "String" },
        { ColumnType.Text, 1, "Int32" },
        { new ColumnType.Decimal(9, 2), 0.001m, "Decimal" },
        { new ColumnType.Decimal(9, 2), 10_000_000m, "Decimal" },
        { new ColumnType.List(ColumnType.Text), "a", "String" },
    };

    [Fact]
    public async Task A_row_of_another_length_is_refused() =>
        await RefusesAsync(ExitCode.DefinitionInvalid, () => Engine.LoadAsync(Given, Shape(("a", ColumnType.Int)), [[1, 2]], Cancel));

    [Fact]
    public async Task A_relation_can_be_loaded_with_no_rows()
    {
        await Engine.LoadAsync(Given, EveryType, [], Cancel);

        Assert.Equal(["0L"], await RowsAsync("select count(*) as n from silver.given"));
        Assert.Equal(EveryType, await Engine.DescribeAsync("select * from silver.given", Cancel));
    }

    [Fact]
    public async Task Many_rows_load_in_order_of_their_keys()
    {
        await Engine.LoadAsync(Given, Shape(("n", ColumnType.BigInt), ("l", new ColumnType.List(ColumnType.Text))), Enumerable.Range(0, 10_000).Select(n => new object?[] { (long)n, new[] { $"item {n} of many", null } }), Cancel);

        Assert.Equal(
            Enumerable.Range(0, 10_000).Select(n => $"{n}L | ['item {n} of many', null]"),
            await RowsAsync("select n, l from silver.given order by n"));
    }

    [Fact]
    public async Task A_sum_of_integers_is_refused_as_a_column_until_it_is_cast()
    {
        await Engine.LoadAsync(Given, Shape(("n", ColumnType.Int)), [[int.MaxValue], [1]], Cancel);

        Assert.Equal("n bigint", (await Engine.DescribeAsync("select cast(sum(n) as bigint) as n from silver.given", Cancel)).ToString());
        Assert.Equal(["2147483648L"], await RowsAsync("select cast(sum(n) as bigint) as n from silver.given"));
    }

    [Fact]
    public async Task Two_columns_of_one_name_can_be_queried_but_not_built()
    {
        Assert.Equal(["1 | 2"], await RowsAsync("select 1 as a, 2 as a"));
        Assert.Equal("a int, a int", (await Engine.DescribeRowsAsync("select 1 as a, 2 as a", Cancel)).ToString());
        var refusal = await RefusesAsync(ExitCode.ModelFailed, () => Engine.BuildAsync(Made, "select 1 as a, 2 as a", null, Cancel));
        Assert.Contains("column a twice", refusal.Message, StringComparison.Ordinal);
    }
}
