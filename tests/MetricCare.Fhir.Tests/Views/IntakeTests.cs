using System.Text.Json.Nodes;
using MetricCare.Core.Schema;
using MetricCare.Fhir.Intake;
using MetricCare.Fhir.Tests.Views.Differential;
using MetricCare.Fhir.Views;
using MetricCare.Fhir.Views.Sql;
using MetricCare.Fhir.Views.Suite;

namespace MetricCare.Fhir.Tests.Views;

/// <summary>Views over what the real intake stages.</summary>
public sealed class IntakeTests(DuckDb duck) : IClassFixture<DuckDb>
{
    private int _runs;

    [Fact]
    public async Task The_public_suite_passes_through_the_intake()
    {
        if (SharedFolder.Find("sql-on-fhir") is not { } folder)
        {
            Assert.Skip("The shared folder with the suite is not there.");
            return;
        }

        var runner = new SuiteRunner((view, resources, _) => Task.FromResult<IReadOnlyList<IReadOnlyList<object?>>>(Run(view, File.ReadAllLines(resources))), duck.Folder);
        var failed = new List<string>();
        await foreach (var result in runner.RunAsync(SuiteFile.Load(folder), TestContext.Current.CancellationToken))
        {
            if (!result.Passed)
            {
                failed.Add($"{result.File}: {result.Title}: {result.Reason}");
            }
        }

        Assert.Empty(failed);
    }

    [Fact]
    public void Random_views_give_the_same_through_the_intake()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var resources = new RandomResources(random);
            var patients = Enumerable.Range(0, 10).Select(_ => resources.Patient()).ToList();
            var view = ViewCompiler.Compile(new RandomViews(random).View("Patient"), $"{seed}.json");
            Assert.Equal(Rows(() => duck.Run(view, patients)), Rows(() => Run(view, patients)));
        }
    }

    [Fact]
    public void Gaps_siblings_existence_and_decimals_survive_the_intake()
    {
        var view = ViewCompiler.Compile(
            """
            {"resource": "Patient", "select": [{"column": [
              {"name": "gap", "path": "name.given.extension('u').value.ofType(code).join('+')"}, {"name": "own", "path": "name.given.where(extension('u').exists()).join('+')"},
              {"name": "contact", "path": "contact.exists()"}, {"name": "marital", "path": "maritalStatus.exists()"}, {"name": "communication", "path": "communication.exists()"},
              {"name": "decimal", "path": "extension('d').value.ofType(decimal).first()"}, {"name": "json", "path": "address.first()"}]}]}
            """,
            "v.json");
        Assert.Equal(
            ["""gap+b | B | true | true | false | 1.00 | {"city":"C","line":["l"]}"""],
            Run(view,
            [
                """
                {"resourceType": "Patient", "id": "p", "name": [{"given": ["A", null, "B"], "_given": [null, {"extension": [{"url": "u", "valueCode": "gap"}]}, {"extension": [{"url": "u", "valueCode": "b"}]}]}],
                 "contact": [{"gender": "male"}], "maritalStatus": {"text": "x"}, "extension": [{"url": "d", "valueDecimal": 1.00}], "address": [{"city": "C", "line": ["l"]}]}
                """.ReplaceLineEndings(""),
            ]).Select(ViewRows.Text));
    }

    private static string Rows(Func<List<IReadOnlyList<object?>>> run)
    {
        try
        {
            return string.Join("\n", run().Select(ViewRows.Text).Order(StringComparer.Ordinal));
        }
        catch (DuckDB.NET.Data.DuckDBException)
        {
            return "several values";
        }
    }

    // The suite has a resource without an id, which an intake refuses.
    private List<IReadOnlyList<object?>> Run(CompiledView view, IReadOnlyList<string> resources)
    {
        var folder = Directory.CreateDirectory(Path.Combine(duck.Folder, $"intake{++_runs}")).FullName;
        var source = Path.Combine(folder, "source.ndjson");
        File.WriteAllLines(source, resources.Select((text, i) =>
        {
            var resource = JsonNode.Parse(text)!.AsObject();
            if (resource.ContainsKey("id"))
            {
                return text;
            }

            resource["id"] = $"without-{i}";
            return resource.ToJsonString();
        }));
        var intake = new SourceIntake(new Dictionary<string, NarrowSchema>(StringComparer.Ordinal) { [view.ResourceType] = view.Schema });
        var result = intake.Run([new SourceFile(1, source, "source.ndjson")], Path.Combine(folder, "stage"), cancel: TestContext.Current.CancellationToken);
        Assert.Empty(result.Rejects);
        duck.LoadLines(view.Schema, [.. result.Stages.Where(s => s.ResourceType == view.ResourceType).Select(s => s.Path)]);
        return duck.Query(view.ToSql(SqlDialect.DuckDb, lineage: false));
    }
}
