using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using Parquet;

namespace MetricCare.Engines.DuckDb.Tests;

public sealed class ColumnTypes : OpenEngine
{
    [Theory]
    [InlineData("sum(x)", "column c is an integer of more than 64 bits (a sum of integers is): cast it to bigint")]
    [InlineData("cast(max(x) as ubigint)", "column c is an integer of more than 64 bits (a sum of integers is): cast it to bigint")]
    [InlineData("max(timestamp '2024-01-01 10:00:00')", "column c is a timestamp without a zone: use an instant (fhir_instant, local_midnight), or cast it to date")]
    [InlineData("max(interval '1' day)", "column c is of type Interval, which no column may have: cast it")]
    [InlineData("list(cast(x as hugeint))", "column c holds, inside a list or struct, a type that no column may have: cast it")]
    [InlineData("{'a': max(time '10:00:00')}", "column c holds, inside a list or struct, a type that no column may have: cast it")]
    public async Task A_type_that_no_contract_knows_is_refused_by_the_name_of_its_column(string expression, string message)
    {
        var sql = $"select {expression} as c from (values (1), (2)) t(x)";
        var made = new RelationName(Layer.Gold, "made");
        foreach (var work in new Func<Task>[]
        {
            () => Engine.BuildAsync(made, sql, null, Cancel),
            () => Engine.BuildAsync(made, sql, Path.Combine(Folder, "lake", "made"), Cancel),
        })
        {
            var refusal = await Assert.ThrowsAsync<MetricCareException>(work);
            Assert.Equal((ExitCode.ModelFailed, $"gold.made: {message}."), (refusal.Code, refusal.Message));
        }

        var described = await Assert.ThrowsAsync<MetricCareException>(() => Engine.DescribeAsync(sql, Cancel));
        Assert.Equal($"The query: {message}.", described.Message);
        Assert.False(Directory.Exists(Path.Combine(Folder, "lake", "made")));
    }

    [Theory]
    [InlineData("sum(x)", "decimal(38,0)", "9223372036854775808m")]
    [InlineData("170141183460469231731687303715884105727::hugeint", "decimal(38,0)", "170141183460469231731687303715884105727exact")]
    [InlineData("(-170141183460469231731687303715884105728)::hugeint", "decimal(38,0)", "-170141183460469231731687303715884105728exact")]
    [InlineData("18446744073709551615::ubigint", "decimal(38,0)", "18446744073709551615m")]
    [InlineData("timestamp '2024-01-01 10:00:00.5'", "string", "'2024-01-01 10:00:00.5'")]
    [InlineData("interval '36' hour", "string", "'36:00:00'")]
    [InlineData("time '10:00:00'", "string", "'10:00:00'")]
    [InlineData("'a'::enum('b', 'a')", "string", "'a'")]
    [InlineData("'00000000-0000-0000-0000-000000000001'::uuid", "string", "'00000000-0000-0000-0000-000000000001'")]
    [InlineData("map {'a': 1}", "string", "'{a=1}'")]
    [InlineData("[interval '1' day]", "string", "'[1 day]'")]
    [InlineData("'\\xAA'::blob", "string", "'\\xAA'")]
    [InlineData("1::tinyint", "int", "1")]
    [InlineData("255::utinyint", "int", "255")]
    [InlineData("4294967295::uinteger", "bigint", "4294967295L")]
    [InlineData("0.5::float", "double", "0.5d")]
    [InlineData("null", "int", "null")]
    [InlineData("'{\"a\": 1.10}'::json", "string", "'{\"a\": 1.10}'")]
    [InlineData("0.00::decimal(18,2)", "decimal(18,2)", "0.00m")]
    [InlineData("(-9223372036854775.808)::decimal(19,3)", "decimal(19,3)", "-9223372036854775.808m")]
    [InlineData("79228162514264337593543950335::decimal(38,0)", "decimal(38,0)", "79228162514264337593543950335m")]
    [InlineData("79228162514264337593543950336::decimal(38,0)", "decimal(38,0)", "79228162514264337593543950336exact")]
    [InlineData("1e-30::decimal(38,30)", "decimal(38,30)", "0.000000000000000000000000000001exact")]
    public async Task Every_type_of_a_query_of_the_user_can_be_read(string expression, string type, string value)
    {
        var sql = $"select {expression} as c from (values (9223372036854775807), (1)) t(x) limit 1";

        Assert.Equal($"c {type}", (await Engine.DescribeRowsAsync(sql, Cancel)).ToString());
        Assert.Equal([value], await RowsAsync(sql));
    }

    [Theory]
    [InlineData("1::tinyint", "int", "INTEGER", "INT32 INT_32")]
    [InlineData("1::usmallint", "int", "INTEGER", "INT32 INT_32")]
    [InlineData("4294967295::uinteger", "bigint", "BIGINT", "INT64 INT_64")]
    [InlineData("0.5::float", "double", "DOUBLE", "DOUBLE")]
    [InlineData("'a'::enum('b', 'a')", "string", "VARCHAR", "BYTE_ARRAY UTF8")]
    [InlineData("'{}'::json", "string", "VARCHAR", "BYTE_ARRAY UTF8")]
    [InlineData("null", "int", "INTEGER", "INT32 INT_32")]
    [InlineData("[1::tinyint]", "list(int)", "INTEGER[]", "INT32 INT_32")]
    [InlineData("{'a': 0.5::float}", "struct(a double)", "STRUCT(a DOUBLE)", "DOUBLE")]
    public async Task A_relation_stores_the_type_that_its_shape_says(string expression, string type, string stored, string parquet)
    {
        var made = new RelationName(Layer.Gold, "made");
        var folder = Path.Combine(Folder, "lake", "made");
        foreach (var place in new[] { null, folder })
        {
            var result = await Engine.BuildAsync(made, $"select {expression} as \"c d\", 2 as e", place, Cancel);

            Assert.Equal($"c d {type}, e int", result.Shape.ToString());
            Assert.Equal([$"'{stored}'"], await RowsAsync("select typeof(\"c d\") from gold.made"));
        }

        await using var reader = await ParquetReader.CreateAsync(Path.Combine(folder, "part-0.parquet"), cancellationToken: Cancel);
        var leaf = reader.Metadata!.Schema.First(element => element.Type is not null);
        Assert.Equal(parquet, $"{leaf.Type} {leaf.ConvertedType}".Trim());
    }

    [Fact]
    public async Task Columns_of_one_name_stay_apart_when_one_must_become_text() =>
        Assert.Equal(["1 | '2 days' | 3"], await RowsAsync("select 1 as a, interval '2' day as a, 3 as a"));

    [Theory]
    [InlineData("date 'infinity'")]
    [InlineData("timestamptz '-infinity'")]
    [InlineData("date '0044-03-15 (BC)'")]
    public async Task A_day_that_the_calendar_of_dotnet_has_not_is_an_error(string expression)
    {
        var refusal = await Assert.ThrowsAsync<MetricCareException>(() => RowsAsync($"select {expression} as d"));

        Assert.Contains("outside of the years 1 to 9999", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_order_of_a_query_survives_columns_that_become_text() =>
        Assert.Equal(
            Enumerable.Range(0, 10_000).Reverse().Select(n => $"{n}L | '{n} days'").Select(row => row.Replace("'0 days'", "'00:00:00'").Replace("'1 days'", "'1 day'")),
            await RowsAsync("select range, to_days(range::int) as d from range(10000) order by range desc"));
}
