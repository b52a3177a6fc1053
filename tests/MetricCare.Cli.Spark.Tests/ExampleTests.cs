using MetricCare.Cli.Runs;
using MetricCare.Cli.Tests.Cases;
using MetricCare.Core.Models.Examples;
using MetricCare.Core.Relations;
using MetricCare.Engines.Spark;
using MetricCare.Engines.Spark.Tests;

namespace MetricCare.Cli.Spark.Tests;

/// <summary>The worked examples of all models, on Spark, in one session.</summary>
public sealed class ExampleTests(SparkJvm jvm)
{
    [Fact]
    public async Task Every_worked_example_of_every_model_holds_on_Spark()
    {
        jvm.Require();
        var cancel = TestContext.Current.CancellationToken;
        using var work = new ScratchFolder();
        await using var engine = new SparkEngine(new SparkEngineOptions(work.Path) { RowsInDriver = SparkEngineOptions.FewRows });
        var models = Twins.Definitions.Plan.Models.Select(planned => planned.Model).ToList();
        var external = new Dictionary<RelationName, RelationShape>(Definitions.ShapesOf(Twins.Definitions.Views));
        foreach (var (name, shape) in OperatorRelations.All)
        {
            external[name] = shape;
        }

        var runner = new WorkedExampleRunner(engine, models, external);
        var (tried, faults) = (0, new List<string>());
        foreach (var model in models)
        {
            foreach (var example in model.Contract.Examples)
            {
                tried++;
                var outcome = await runner.RunAsync(model, example, cancel);
                if (!outcome.Holds)
                {
                    faults.Add(outcome.ToString());
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        Assert.Equal(models.Sum(model => model.Contract.Examples.Count), tried);
        Assert.InRange(tried, 200, int.MaxValue);
    }
}
