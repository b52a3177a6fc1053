using MetricCare.Core.Errors;
using MetricCare.Core.Relations;

namespace MetricCare.Engines.Contract;

public abstract partial class EngineContract
{
    /// <summary>Null: inside the engine. Otherwise: as Parquet in this folder below the test's own.</summary>
    public static TheoryData<string?> Places => new(null, "table");

    private string? PlaceFor(string? place, int version = 1) => place is null ? null : Path.Combine(Folder, place, $"v{version}");

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_build_says_how_many_rows_and_which_columns_it_made(string? place)
    {
        var result = await Engine.BuildAsync(Made, $"select cast(id as int) as n, id > 1 as big from ({Numbers(3)}) t", PlaceFor(place), Cancel);

        Assert.Equal(3, result.Rows);
        Assert.Equal("n int, big boolean", result.Shape.ToString());
        Assert.Equal(["0 | false", "1 | false", "2 | true"], await RowsAsync("select * from gold.made order by n"));
        Assert.Equal(place is null, result.Bytes == 0);
    }

    [Fact]
    public async Task The_bytes_of_a_build_are_the_bytes_of_its_files()
    {
        var folder = PlaceFor("table")!;
        var result = await Engine.BuildAsync(Made, Numbers(1000), folder, Cancel);

        Assert.Equal(Directory.EnumerateFiles(folder, "*.parquet").Sum(file => new FileInfo(file).Length), result.Bytes);
        Assert.All(Directory.EnumerateFiles(folder), file => Assert.EndsWith(".parquet", file, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("table", "table")]
    [InlineData(null, "table")]
    [InlineData("table", null)]
    public async Task A_second_build_takes_the_place_of_the_first(string? first, string? second)
    {
        await Engine.BuildAsync(Made, "select 1 as a", PlaceFor(first, 1), Cancel);
        await Engine.BuildAsync(Made, "select 'x' as b, 2 as c", PlaceFor(second, 2), Cancel);

        Assert.Equal(["'x' | 2"], await RowsAsync("select * from gold.made"));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("table", "table")]
    [InlineData("table", null)]
    public async Task A_build_that_fails_leaves_what_was_there(string? first, string? second)
    {
        await Engine.BuildAsync(Made, "select 1 as a", PlaceFor(first, 1), Cancel);

        await RefusesAsync(
            ExitCode.ModelFailed,
            () => Engine.BuildAsync(Made, $"select case when id = 900000 then {FailWith("no")} else 'x' end as a from ({Numbers(1_000_000)}) t", PlaceFor(second, 2), Cancel));

        Assert.Equal(["1"], await RowsAsync("select * from gold.made"));
    }

    [Fact]
    public async Task A_build_that_fails_leaves_no_data_in_its_folder()
    {
        var folder = PlaceFor("table")!;

        await RefusesAsync(
            ExitCode.ModelFailed,
            () => Engine.BuildAsync(Made, $"select case when id = 900000 then {FailWith("no")} else 'x' end as a from ({Numbers(1_000_000)}) t", folder, Cancel));

        Assert.Empty(Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : []);
    }

    [Fact]
    public async Task An_error_names_the_relation_and_not_the_value()
    {
        var refusal = await RefusesAsync(
            ExitCode.ModelFailed,
            () => Engine.BuildAsync(Made, $"select case when id >= 0 then {FailWith("Mrs-Secret-" + 4711)} end as a from ({Numbers(10)}) t", null, Cancel));

        Assert.Contains("gold.made", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", refusal.Message.Split(" At: ")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_about_a_name_says_the_name()
    {
        await Engine.BuildAsync(Made, "select 1 as a", null, Cancel);

        var refusal = await RefusesAsync(ExitCode.ModelFailed, () => Engine.BuildAsync(Given, "select nowhere from gold.made", null, Cancel));

        Assert.Contains("nowhere", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_reads_what_was_built_before()
    {
        await Engine.BuildAsync(Given, Numbers(10), PlaceFor("given"), Cancel);
        await Engine.BuildAsync(Made, "select count(*) as n from silver.given where id > 5", null, Cancel);

        Assert.Equal(["4L"], await RowsAsync("select * from gold.made"));
    }

    [Fact]
    public async Task Builds_run_side_by_side()
    {
        await Engine.BuildAsync(Given, Numbers(1000), null, Cancel);
        var builds = Enumerable.Range(0, 12).Select(n =>
            Engine.BuildAsync(new RelationName(Layer.Gold, $"t{n}"), $"select count(*) as c from silver.given where id < {n}", n % 2 == 0 ? PlaceFor($"t{n}") : null, Cancel));

        await Task.WhenAll(builds);

        var counts = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => RowsAsync($"select c from gold.t{n}")));
        Assert.Equal(Enumerable.Range(0, 12).Select(n => $"{n}L"), counts.Select(rows => Assert.Single(rows)));
    }

    [Fact]
    public async Task An_empty_result_keeps_its_columns()
    {
        var result = await Engine.BuildAsync(Made, $"select id, cast(null as date) as d from ({Numbers(10)}) t where id < 0", PlaceFor("table"), Cancel);

        Assert.Equal(0, result.Rows);
        Assert.Equal("id bigint, d date", (await Engine.DescribeAsync("select * from gold.made", Cancel)).ToString());
    }

    [Fact]
    public async Task A_dropped_relation_is_gone_and_dropping_it_again_is_no_error()
    {
        await Engine.BuildAsync(Made, "select 1 as a", null, Cancel);
        await Engine.DropAsync(Made, Cancel);
        await Engine.DropAsync(Made, Cancel);

        await RefusesAsync(ExitCode.QueryFailed, () => RowsAsync("select * from gold.made"));
    }

    [Fact]
    public async Task A_folder_of_an_earlier_build_can_be_attached()
    {
        var folder = PlaceFor("table")!;
        await Engine.BuildAsync(Made, Numbers(3), folder, Cancel);
        await Engine.AttachAsync(Given, folder, Cancel);

        Assert.Equal(["0L", "1L", "2L"], await RowsAsync("select id from silver.given order by id"));
    }

    [Fact]
    public async Task Only_a_query_can_be_built_described_or_run()
    {
        await Engine.BuildAsync(Made, "select 1 as a", null, Cancel);
        foreach (var text in new[] { "drop table gold.made", "select 1) as q; drop table gold.made; select * from (select 2", "", "select 1; select 2" })
        {
            await RefusesAsync(ExitCode.ModelFailed, () => Engine.BuildAsync(Given, text, null, Cancel));
            await RefusesAsync(ExitCode.ModelFailed, () => Engine.DescribeAsync(text, Cancel));
            await RefusesAsync(ExitCode.QueryFailed, () => RowsAsync(text));
        }

        Assert.Equal(["1"], await RowsAsync("select * from gold.made"));
    }
}
