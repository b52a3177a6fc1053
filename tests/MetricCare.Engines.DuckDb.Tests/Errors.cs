using MetricCare.Core.Errors;
using MetricCare.Core.Relations;

namespace MetricCare.Engines.DuckDb.Tests;

/// <summary>Errors say what and where, and never quote a value from data.</summary>
public sealed class Errors : OpenEngine
{
    private const string Secret = "Mrs-Secret-4711";

    [Theory]
    [InlineData("select cast(s as int) as x from silver.given", "a value could not be converted", "cast(s as int) as x")]
    [InlineData("select cast(s as date) as x from silver.given", "a value could not be converted", "cast(s as date) as x")]
    [InlineData("select strptime(s, '%Y')::date as x from silver.given", "a function refused a value", null)]
    [InlineData("select 1 + error(s)::int as x from silver.given", "a function refused a value", null)]
    [InlineData("select n::tinyint as x from silver.given", "a value could not be converted", null)]
    [InlineData("select n * 9223372036854775807 as x from silver.given", "a value is out of the range of its type", null)]
    [InlineData("select timezone(s, timestamptz '2024-01-01 00:00:00Z')::date as x from silver.given", "a time zone is not known", null)]
    [InlineData("select cast(cast(s as json) as varchar) as x from silver.given", null, null)]
    public async Task A_value_is_never_quoted(string sql, string? kind, string? place)
    {
        var shape = new RelationShape([new Column("s", ColumnType.Text), new Column("n", ColumnType.BigInt)]);
        await Engine.LoadAsync(new RelationName(Layer.Silver, "given"), shape, [[Secret, 4711L]], Cancel);

        var refusal = await Assert.ThrowsAsync<MetricCareException>(() => Engine.BuildAsync(new RelationName(Layer.Gold, "made"), sql, null, Cancel));

        Assert.Equal(ExitCode.ModelFailed, refusal.Code);
        Assert.DoesNotContain("4711", refusal.ToString(), StringComparison.Ordinal);
        Assert.StartsWith($"gold.made: {kind}", refusal.Message, StringComparison.Ordinal);
        if (place is not null)
        {
            Assert.Contains($" At: {place}", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_value_that_imitates_the_place_of_an_error_is_not_believed()
    {
        var shape = new RelationShape([new Column("s", ColumnType.Text)]);
        await Engine.LoadAsync(new RelationName(Layer.Silver, "given"), shape, [[$"x\nLINE 1: {Secret}\n        ^"]], Cancel);

        var refusal = await Assert.ThrowsAsync<MetricCareException>(() => RowsAsync("select error(s) from silver.given"));

        Assert.DoesNotContain("4711", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select nope from (select 1 as a)", "Binder Error: Referenced column \"nope\" not found in FROM clause!")]
    [InlineData("select 1 as a,, 2 as b", "Parser Error: syntax error at or near \",\"")]
    [InlineData("select * from silver.nowhere", "Catalog Error: Table with name nowhere does not exist!")]
    [InlineData("select nofunction(1)", "Catalog Error: Scalar Function with name nofunction does not exist!")]
    public async Task Errors_of_names_and_grammar_keep_their_words(string sql, string words)
    {
        var refusal = await Assert.ThrowsAsync<MetricCareException>(() => RowsAsync(sql));

        Assert.Equal(ExitCode.QueryFailed, refusal.Code);
        Assert.StartsWith($"The query: {words}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(" At: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreadable_work_folder_is_an_error_of_storage()
    {
        var file = Path.Combine(Folder, "file");
        await File.WriteAllTextAsync(file, "", Cancel);

        var refusal = Assert.Throws<MetricCareException>(() => new DuckDbEngine(new DuckDbOptions(Path.Combine(file, "work"), [])));

        Assert.Equal(ExitCode.StorageFailed, refusal.Code);
    }
}
