using MetricCare.Engines.DuckDb.Native;

namespace MetricCare.Engines.DuckDb.Tests;

public sealed class Names : OpenEngine
{
    [Theory]
    [InlineData("select `a b` from t", "select \"a b\" from t")]
    [InlineData("select `t`.`a`", "select \"t\".\"a\"")]
    [InlineData("select `a\"b`", "select \"a\"\"b\"")]
    [InlineData("select `a``b`", "select \"a`b\"")]
    [InlineData("select '`a`' as `b`", "select '`a`' as \"b\"")]
    [InlineData("select 'it''s `a`', `b`", "select 'it''s `a`', \"b\"")]
    [InlineData("select 1 -- `a`\n, `b`", "select 1 -- `a`\n, \"b\"")]
    [InlineData("select /* `a` */ `b`", "select /* `a` */ \"b\"")]
    [InlineData("select \"`a`\", `b`", "select \"`a`\", \"b\"")]
    [InlineData("select 4 - 2 / 1, `b", "select 4 - 2 / 1, `b")]
    [InlineData("select 'open `a`", "select 'open `a`")]
    [InlineData("", "")]
    public void Backticks_around_names_become_double_quotes_and_nothing_else_changes(string sql, string expected) =>
        Assert.Equal(expected, Backticks.ToDoubleQuotes(sql));

    [Fact]
    public async Task Sparks_names_of_simple_functions_are_known() =>
        Assert.Equal(
            ["true | 2024-02-29 | 4 | 4L | -1L | 1970-01-02 | 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' | 'a-b' | [1L, 2L, 3L] | 0.5d | null"],
            await RowsAsync(
                """
                select regexp_like('abc', 'b+'), add_months(date '2024-01-31', 1), datediff(date '2024-01-05', date '2024-01-01'),
                  datediff('day', date '2024-01-01', date '2024-01-05'), unix_timestamp(timestamptz '1969-12-31 23:59:59.5Z'), date_from_unix_date(1),
                  sha2('abc', 256), array_join(['a', 'b'], '-'), sequence(1, 3), try_divide(1, 2), try_divide(1, 0)
                """));
}
