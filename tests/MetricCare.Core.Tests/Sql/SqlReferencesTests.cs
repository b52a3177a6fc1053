using MetricCare.Core.Sql;

namespace MetricCare.Core.Tests.Sql;

public sealed class SqlReferencesTests
{
    [Theory]
    [InlineData("select * from silver.stays", "silver.stays")]
    [InlineData("select * from SILVER.Stays as s join gold.a on true", "silver.stays gold.a")]
    [InlineData("select * from silver.a, silver.b where x in (select y from silver.c)", "silver.a silver.b silver.c")]
    [InlineData("select silver.a.x from silver.a", "silver.a")]
    [InlineData("with s as (select 1 from silver.a), t as (select * from s) select * from t join s on true", "silver.a")]
    [InlineData("with recursive r as (select 1 from silver.a union all select * from r) select * from r", "silver.a")]
    [InlineData("select 1 -- from silver.gone\n/* join gold.gone */ from silver.a where x = 'from silver.text'", "silver.a")]
    [InlineData("select extract(year from e.started) as y, a.x is not distinct from b.y as same from silver.e as e", "silver.e")]
    [InlineData("select * from (select 1 as x) as t cross join lateral (select 2 as y) as u", "")]
    [InlineData("select * from (values (1)) as t(x)", "")]
    [InlineData("select * from `silver`.`stays`", "silver.stays")]
    [InlineData("select m.config.parameters, a.silver from bronze.m as m", "bronze.m")]
    public void Relations_are_found_wherever_they_stand(string sql, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), SqlReferences.Relations(sql).Select(name => name.ToString()));

    [Theory]
    [InlineData("select * from silvr.stays", "silvr.stays 1:15")]
    [InlineData("select *\nfrom silver.a\n  join stays on true", "stays 3:8")]
    [InlineData("with s as (select 1) select * from t", "t 1:36")]
    public void A_name_that_is_no_relation_is_reported_with_its_place(string sql, string expected) =>
        Assert.Equal(
            expected,
            string.Join(" ", SqlReferences.Find(SqlTokenizer.Read(sql)).Where(found => found.Name is null).Select(found => $"{found.Text} {found.Line}:{found.Column}")));

    [Fact]
    public void Tokens_carry_their_kind_text_and_place()
    {
        var tokens = SqlTokenizer.Read("\uFEFFselect a.b, 'it''s' -- x\n  from `t u` /* y\n */ where 1.5e-3<>\"q\" || .5");

        Assert.Equal(
            [
                (SqlTokenKind.Word, "select", 1, 2), (SqlTokenKind.Word, "a", 1, 9), (SqlTokenKind.Symbol, ".", 1, 10), (SqlTokenKind.Word, "b", 1, 11),
                (SqlTokenKind.Symbol, ",", 1, 12), (SqlTokenKind.Text, "'it''s'", 1, 14), (SqlTokenKind.Word, "from", 2, 3), (SqlTokenKind.QuotedName, "`t u`", 2, 8),
                (SqlTokenKind.Word, "where", 3, 5), (SqlTokenKind.Number, "1.5e-3", 3, 11), (SqlTokenKind.Symbol, "<>", 3, 17), (SqlTokenKind.QuotedName, "\"q\"", 3, 19),
                (SqlTokenKind.Symbol, "||", 3, 23), (SqlTokenKind.Number, ".5", 3, 26),
            ],
            tokens.Select(token => (token.Kind, token.Text, token.Line, token.Column)));
    }

    [Theory]
    [InlineData("select 'a", "1:8 This literal has no end.")]
    [InlineData("select `a", "1:8 This quoted name has no end.")]
    [InlineData("select 1 /* a", "1:10 This comment has no end.")]
    public void What_has_no_end_is_reported(string sql, string expected)
    {
        var problems = new List<SqlProblem>();
        SqlTokenizer.Read(sql, problems);

        Assert.Equal(expected, string.Join(" ", problems.Select(problem => $"{problem.Line}:{problem.Column} {problem.Message}")));
    }
}
