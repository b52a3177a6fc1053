using MetricCare.Core.Models;
using MetricCare.Core.Models.Examples;
using MetricCare.Core.Relations;
using MetricCare.Core.Sql;

namespace MetricCare.Jobs.Tests.Models;

/// <summary>Every model of the repository, held to its contract on the embedded engine.</summary>
public sealed class ModelTests(ModelEngine shared) : IClassFixture<ModelEngine>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Models => [.. DefinedModels.All.Select(model => model.Name.ToString())];

    public static TheoryData<string, string> Examples
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var model in DefinedModels.All)
            {
                foreach (var example in model.Contract.Examples)
                {
                    data.Add(model.Name.ToString(), example.Name);
                }
            }

            return data;
        }
    }

    [Fact]
    public void Every_file_of_jobs_is_sound() => Assert.Empty(DefinedModels.Reading.Problems);

    [Fact]
    public void The_models_of_a_pack_can_be_ordered()
    {
        foreach (var pack in DefinedModels.Reading.Jobs.Packs)
        {
            var plan = Plan.Order(pack.Models, DefinedModels.External);

            Assert.Equal(pack.Models.Select(model => model.Name).Order(), plan.Models.Select(planned => planned.Model.Name).Order());
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Models))]
    public void A_model_stays_in_the_portable_subset(string name)
    {
        var model = DefinedModels.Named(name);

        var problems = PortableSubset.Check(model.Sql)
            .Concat(model.Contract.Rules.SelectMany(rule => PortableSubset.Check(rule.Where).Select(problem => problem with { Message = $"rule {rule.Name}: {problem.Message}" })));

        Assert.Empty(problems.Select(problem => $"{model.File}:{problem.Line}:{problem.Column}: {problem.Message}"));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Models))]
    public async Task A_model_gives_the_columns_of_its_contract(string name)
    {
        var model = DefinedModels.Named(name);
        await shared.Runner.PrepareAsync(model, Cancel);

        var shape = await shared.Engine.DescribeAsync(model.Sql, Cancel);

        Assert.Equal(Lines(model.Contract.Shape), Lines(shape));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Models))]
    public async Task The_rules_of_a_model_are_conditions_over_its_columns(string name)
    {
        var model = DefinedModels.Named(name);
        await shared.Engine.LoadAsync(model.Name, model.Contract.Shape, [], Cancel);
        foreach (var rule in model.Contract.Rules)
        {
            var shape = await shared.Engine.DescribeAsync($"select ({rule.Where}) as broken from {model.Name}", Cancel);

            Assert.Equal(("broken", ColumnType.Boolean, rule.Name), (shape.Columns[0].Name, shape.Columns[0].Type, rule.Name));
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Examples))]
    public async Task Example(string model, string example)
    {
        var defined = DefinedModels.Named(model);

        var outcome = await shared.Runner.RunAsync(defined, defined.Contract.Examples.Single(one => one.Name == example), Cancel);

        Assert.True(outcome.Holds, outcome.ToString());
        Assert.Empty(await KeysHeldTwiceAsync(defined));
    }

    private async Task<IReadOnlyList<string>> KeysHeldTwiceAsync(Model model)
    {
        var key = string.Join(", ", model.Contract.Key);
        var twice = new List<string>();
        if (key.Length == 0)
        {
            return twice;
        }

        var sql = $"select {key}, count(*) as times from {model.Name} group by {key} having count(*) > 1";
        await foreach (var row in shared.Engine.QueryAsync(sql, Cancel))
        {
            twice.Add(RowComparison.Print([.. model.Contract.Key, "times"], row));
        }

        return twice;
    }

    private static string Lines(RelationShape shape) => string.Join("\n", shape.Columns);
}
