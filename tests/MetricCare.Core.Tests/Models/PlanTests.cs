using MetricCare.Core.Errors;
using MetricCare.Core.Models;
using MetricCare.Core.Relations;

namespace MetricCare.Core.Tests.Models;

public sealed class PlanTests
{
    private static readonly RelationName[] External = [Name("bronze.patient"), Name("config.parameters")];

    [Fact]
    public void Every_model_comes_after_what_it_reads_and_ties_go_by_name()
    {
        Model[] models =
        [
            Model("report.all", "select 1 from gold.b join gold.a on true"),
            Model("gold.a", "select 1 from silver.y"),
            Model("gold.b", "select 1 from gold.a"),
            Model("silver.x", "select 1 from silver.z"),
            Model("silver.y", "select 1 from bronze.patient"),
            Model("silver.z", "select 1 from config.parameters"),
        ];

        foreach (var order in new[] { models, [.. models.Reverse()], [.. models.OrderBy(model => model.Sql.Length)] })
        {
            var plan = Plan.Order(order, External);

            Assert.Equal(
                [
                    "silver.y <- bronze.patient",
                    "silver.z <- config.parameters",
                    "silver.x <- silver.z",
                    "gold.a <- silver.y",
                    "gold.b <- gold.a",
                    "report.all <- gold.a, gold.b",
                ],
                plan.Models.Select(planned => $"{planned.Model.Name} <- {string.Join(", ", planned.Reads)}"));
        }
    }

    [Fact]
    public void Targets_bring_only_what_they_need()
    {
        var plan = Plan.Order(
            [Model("gold.a", "select 1 from silver.y"), Model("silver.y", "select 1 from bronze.patient"), Model("silver.x", "select 1 from silver.y")],
            External,
            [Name("gold.a")]);

        Assert.Equal(["silver.y", "gold.a"], plan.Models.Select(planned => planned.Model.Name.ToString()));
    }

    [Theory]
    [InlineData("select 1 from silver.stay", "silver_b.sql:1:15: silver.stay is no relation; did you mean silver.stays?")]
    [InlineData("select 1 from silvr.stays", "silver_b.sql:1:15: silvr.stays is no relation; did you mean silver.stays?")]
    [InlineData("select 1 from stays", "silver_b.sql:1:15: stays is no relation.")]
    [InlineData("select 1 from bronze.observation", "silver_b.sql:1:15: bronze.observation is no relation.")]
    public void A_name_that_is_no_relation_is_refused_with_the_nearest_one(string sql, string message)
    {
        var error = Assert.Throws<MetricCareException>(
            () => Plan.Order([Model("silver.stays", "select 1 from bronze.patient"), Model("silver.b", sql)], External));

        Assert.Equal((ExitCode.DefinitionInvalid, message), (error.Code, error.Message));
    }

    [Fact]
    public void All_wrong_names_are_told_at_once()
    {
        var error = Assert.Throws<MetricCareException>(
            () => Plan.Order([Model("silver.b", "select 1 from silver.q"), Model("silver.a", "select 1 from silver.r\njoin silver.s on true")], External));

        Assert.Equal(["silver_a.sql:1:15", "silver_a.sql:2:6", "silver_b.sql:1:15"], error.Message.Split(Environment.NewLine).Select(line => line.Split(": ")[0]));
    }

    [Fact]
    public void A_model_cannot_read_a_later_layer()
    {
        var error = Assert.Throws<MetricCareException>(
            () => Plan.Order([Model("silver.a", "select 1 from gold.b"), Model("gold.b", "select 1 from bronze.patient")], External));

        Assert.Equal("silver_a.sql:1:15: silver.a reads gold.b, but the data flows from silver to gold.", error.Message);
    }

    [Fact]
    public void A_cycle_is_refused_by_naming_it()
    {
        var error = Assert.Throws<MetricCareException>(() => Plan.Order(
            [
                Model("silver.d", "select 1 from silver.c"),
                Model("silver.c", "select 1 from silver.b"),
                Model("silver.b", "select 1 from silver.a join bronze.patient on true"),
                Model("silver.a", "select 1 from silver.c"),
                Model("silver.free", "select 1 from bronze.patient"),
            ],
            External));

        Assert.Equal("Models read each other in a circle: silver.a reads silver.c reads silver.b reads silver.a.", error.Message);
    }

    [Fact]
    public void A_model_that_reads_itself_is_a_cycle()
    {
        var error = Assert.Throws<MetricCareException>(() => Plan.Order([Model("silver.a", "select 1 from silver.a")], External));

        Assert.Equal("Models read each other in a circle: silver.a reads silver.a.", error.Message);
    }

    [Fact]
    public void An_unknown_target_is_refused_with_the_nearest_model()
    {
        var error = Assert.Throws<MetricCareException>(() => Plan.Order([Model("silver.stays", "select 1 from bronze.patient")], External, [Name("silver.stay")]));

        Assert.Equal("silver.stay is no model; did you mean silver.stays?", error.Message);
    }

    [Fact]
    public void Two_models_of_one_name_are_refused()
    {
        var error = Assert.Throws<MetricCareException>(
            () => Plan.Order([Model("silver.a", "select 1"), Model("silver.a", "select 2") with { File = "other.sql" }], External));

        Assert.Equal("silver_a.sql: silver.a is also the name of other.sql.", error.Message);
    }

    private static RelationName Name(string text) => RelationName.TryParse(text, out var name) ? name : throw new ArgumentException(text);

    private static Model Model(string name, string sql) =>
        new(Name(name), sql, new ModelContract("g", [], [], [], []), name.Replace('.', '_') + ".sql");
}
