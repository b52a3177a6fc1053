using MetricCare.Core.Errors;
using MetricCare.Core.Models;
using MetricCare.Core.Models.Examples;
using MetricCare.Core.Relations;
using MetricCare.Core.Sql;
using MetricCare.Engines.DuckDb;
using MetricCare.Fhir.Views;
using MetricCare.Jobs;
using MetricCare.Jobs.ValueSets;

namespace MetricCare.Cli.Runs;

/// <summary>What a check of a <c>jobs/</c> folder found: problems that stop a run, and warnings about views that would run but hardly do what was meant.</summary>
internal sealed record DefinitionCheck(int Views, int Models, int Examples, int Codes, IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings)
{
    /// <summary>Checks everything that can be checked without data, on the embedded engine; one fault does not hide another.</summary>
    public static async Task<DefinitionCheck> RunAsync(string folder, CancellationToken cancel)
    {
        var reading = JobLoader.Read(folder);
        var problems = reading.Problems.Select(problem => problem.ToString()).ToList();
        var models = reading.Jobs.Packs.SelectMany(pack => pack.Models).ToList();
        var views = Compile(reading.Jobs.Packs.SelectMany(pack => pack.Views), problems);
        var shapes = Definitions.ShapesOf(views);
        Attempt(problems, () => Plan.Order(models, [.. shapes.Keys, .. OperatorRelations.All.Keys]));
        foreach (var model in models)
        {
            problems.AddRange(PortableSubset.Check(model.Sql).Select(problem => $"{model.File}:{problem.Line}:{problem.Column}: {problem.Message}"));
            problems.AddRange(model.Contract.Rules.SelectMany(rule => PortableSubset.Check(rule.Where).Select(problem => $"{model.File}: rule {rule.Name}: {problem.Message}")));
        }

        var codes = 0;
        Attempt(problems, () => codes = ValueSetLoader.Load([Path.Combine(folder, "value-sets")], []).Count);
        var examples = await CheckModelsAsync(models, shapes, problems, cancel);
        return new DefinitionCheck(views.Count, models.Count, examples, codes, problems, [.. views.SelectMany(view => view.Warnings.Select(warning => $"bronze.{view.Name}: {warning}"))]);
    }

    private static async Task<int> CheckModelsAsync(List<Model> models, IReadOnlyDictionary<RelationName, RelationShape> shapes, List<string> problems, CancellationToken cancel)
    {
        using var work = new TemporaryWork();
        await using var engine = new DuckDbEngine(new DuckDbOptions(work.Folder, []));
        var external = new Dictionary<RelationName, RelationShape>(shapes);
        foreach (var (name, shape) in OperatorRelations.All)
        {
            external[name] = shape;
        }

        var runner = new WorkedExampleRunner(engine, models, external);
        var examples = 0;
        foreach (var model in models)
        {
            try
            {
                await runner.PrepareAsync(model, cancel);
                var shape = await engine.DescribeAsync(model.Sql, cancel);
                if (!shape.Equals(model.Contract.Shape))
                {
                    problems.Add($"{model.File}: the contract promises ({model.Contract.Shape}), the query gives ({shape}).");
                    continue;
                }

                foreach (var example in model.Contract.Examples)
                {
                    examples++;
                    var outcome = await runner.RunAsync(model, example, cancel);
                    if (!outcome.Holds)
                    {
                        problems.Add($"{model.File}: {outcome}");
                    }
                }
            }
            catch (MetricCareException failed) when (failed.Code != ExitCode.Cancelled)
            {
                problems.Add($"{model.File}: {failed.Message}");
            }
        }

        return examples;
    }

    private static List<CompiledView> Compile(IEnumerable<ViewFile> files, List<string> problems)
    {
        var views = new List<CompiledView>();
        foreach (var file in files)
        {
            Attempt(problems, () => views.Add(Definitions.Compile(file)));
        }

        return views;
    }

    private static void Attempt(List<string> problems, Action action)
    {
        try
        {
            action();
        }
        catch (MetricCareException failed)
        {
            problems.Add(failed.Message);
        }
    }
}
