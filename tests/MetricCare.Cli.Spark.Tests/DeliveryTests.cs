using MetricCare.Cli.Runs;
using MetricCare.Cli.Tests.Cases;
using MetricCare.Cli.Tests.Pipelines;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Core.Runs;
using MetricCare.Engines.Spark;
using MetricCare.Engines.Spark.Hudi;
using MetricCare.Engines.Spark.Tests;
using MetricCare.Fhir.Intake;
using MetricCare.Fhir.Views.Sql;
using MetricCare.Jobs.Configuration;
using MetricCare.Spark;

namespace MetricCare.Cli.Spark.Tests;

/// <summary>Deliveries, one after the other, into a lake of Hudi tables: whatever comes late, twice or in part, each table holds the winning versions.</summary>
public sealed class DeliveryTests(SparkJvm jvm) : IAsyncLifetime
{
    private static readonly RelationName Patients = new(Layer.Bronze, "patient");
    private static readonly RelationName Links = new(Layer.Bronze, "patient_link");

    private const string First = """
        {"resourceType":"Patient","id":"p1","meta":{"lastUpdated":"2024-01-01T00:00:00Z"},"gender":"female","birthDate":"1950-01-01"}
        {"resourceType":"Patient","id":"p2","meta":{"lastUpdated":"2024-01-01T00:00:00Z"},"gender":"male","birthDate":"1960-01-01","link":[{"other":{"reference":"Patient/p1"},"type":"seealso"},{"other":{"reference":"Patient/p9"},"type":"refer"}]}
        """;

    private const string Later = """
        {"resourceType":"Patient","id":"p2","meta":{"lastUpdated":"2024-02-01T00:00:00Z"},"gender":"other","birthDate":"1960-01-01","link":[{"other":{"reference":"Patient/p1"},"type":"seealso"}]}
        {"resourceType":"Patient","id":"p3","meta":{"lastUpdated":"2024-02-01T00:00:00Z"},"gender":"male","birthDate":"1970-01-01"}
        """;

    private const string Deleted = """
        {"resourceType":"Bundle","type":"history","entry":[{"request":{"method":"DELETE","url":"Patient/p1"},"response":{"status":"204","lastModified":"2024-03-01T00:00:00Z"}}]}
        """;

    private readonly ScratchFolder _folder = new();
    private int _run;

    private string Lake => Path.Combine(_folder.Path, "lake");

    private Definitions? _definitions;

    public ValueTask InitializeAsync()
    {
        jvm.Require();
        Assert.SkipWhen(SubmitLine.Bundle(SparkInstallation.Find()) is null, "This Spark has no Hudi.");
        var bronze = Path.Combine(_folder.Path, "jobs", "hospital-quality", "1-bronze");
        Directory.CreateDirectory(bronze);
        foreach (var view in new[] { "patient.json", "patient_link.json" })
        {
            File.Copy(Path.Combine(Repository.Root, "jobs", "hospital-quality", "1-bronze", view), Path.Combine(bronze, view));
        }

        Directory.CreateDirectory(Path.Combine(_folder.Path, "jobs", "value-sets"));
        _definitions = Definitions.Load(Path.Combine(_folder.Path, "jobs"));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_same_delivery_again_changes_no_row_and_commits_nothing()
    {
        var first = await DeliverAsync(First);
        var commits = Commits();
        var report = await DeliverAsync(First);

        Assert.Equal(commits, Commits());
        Assert.Equal(Directory.EnumerateFiles(Path.Combine(Lake, "bronze", "patient"), "*.parquet").Sum(file => new FileInfo(file).Length), BytesOf(first, Patients));
        Assert.Equal(0, BytesOf(report, Patients));
        Assert.NotEqual(0, BytesOf(report, OperatorRelations.Runs));
        Assert.Equal(["'p1' | 'female'", "'p2' | 'male'"], await RowsAsync(Patients, "patient_id, gender"));
        Assert.Equal(new RecordCounts(2, 2, 0, 0, 0, 0), report.Totals);
    }

    [Fact]
    public async Task A_later_delivery_of_some_resources_is_merged_and_an_old_one_that_comes_again_changes_nothing()
    {
        await DeliverAsync(First);
        await DeliverAsync(Later);
        string[] patients = ["'p1' | 'female'", "'p2' | 'other'", "'p3' | 'male'"];
        Assert.Equal(patients, await RowsAsync(Patients, "patient_id, gender"));
        Assert.Equal(["'p2' | 1L"], await RowsAsync(Links, "source_id, count(*) as n", "group by source_id"));

        var commits = Commits();
        var replayed = await DeliverAsync(First);

        Assert.Equal(patients, await RowsAsync(Patients, "patient_id, gender"));
        Assert.Equal(commits, Commits());
        Assert.Equal(1, replayed.Totals.Superseded);

        // Runs and what they read are a history.
        Assert.Equal(["'run-1'", "'run-2'", "'run-3'"], await RowsAsync(OperatorRelations.Runs, "run_id"));
        Assert.Equal(["'run-1' | 2L", "'run-2' | 2L", "'run-3' | 2L"], await RowsAsync(OperatorRelations.Inputs, "run_id, read"));
    }

    [Fact]
    public async Task The_order_of_deliveries_does_not_count()
    {
        await DeliverAsync(Deleted);
        await DeliverAsync(Later);
        await DeliverAsync(First);

        Assert.Equal(["'p2' | 'other'", "'p3' | 'male'"], await RowsAsync(Patients, "patient_id, gender"));
        Assert.Equal(["'p2' | 1L"], await RowsAsync(Links, "source_id, count(*) as n", "group by source_id"));
    }

    [Fact]
    public async Task A_deletion_takes_the_rows_away_and_holds()
    {
        await DeliverAsync(First);
        await DeliverAsync(Deleted);
        Assert.Equal(["'p2' | 'male'"], await RowsAsync(Patients, "patient_id, gender"));

        await DeliverAsync(First);
        Assert.Equal(["'p2' | 'male'"], await RowsAsync(Patients, "patient_id, gender"));
    }

    [Fact]
    public async Task A_view_that_has_grown_a_column_is_not_merged_into_its_old_table()
    {
        await DeliverAsync(First);
        var view = Path.Combine(_folder.Path, "jobs", "hospital-quality", "1-bronze", "patient_link.json");
        await File.WriteAllTextAsync(
            view,
            (await File.ReadAllTextAsync(view, TestContext.Current.CancellationToken)).Replace("\"name\": \"position\"", "\"name\": \"place\"", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        _definitions = Definitions.Load(Path.Combine(_folder.Path, "jobs"));

        var error = await Assert.ThrowsAsync<MetricCareException>(() => DeliverAsync(Later));

        Assert.Equal(ExitCode.NotALake, error.Code);
        Assert.StartsWith("bronze.patient_link: the table of the lake has no place,", error.Message, StringComparison.Ordinal);
        Assert.Equal(["'p1' | 'female'", "'p2' | 'male'"], await RowsAsync(Patients, "patient_id, gender"));
    }

    private async Task<RunReport> DeliverAsync(string records)
    {
        var cancel = TestContext.Current.CancellationToken;
        var name = records == First ? "first" : records == Later ? "later" : "deleted";
        var source = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(source);
        await File.WriteAllTextAsync(Path.Combine(source, $"{name}.ndjson"), records, cancel);

        var staged = new StagedFrames();
        var store = HudiTableStore.OpenOrCreate(Lake, LakeTables.Of(_definitions!), staged, TimeProvider.System);
        var runId = $"run-{++_run}";
        await using var lake = await store.BeginAsync(runId, cancel);
        await using var engine = new SparkEngine(new SparkEngineOptions(lake.WorkFolder) { RowsInDriver = SparkEngineOptions.FewRows, Staged = staged });
        var target = new RunTarget(runId, lake.WorkFolder, lake, store.Tables()) { Dialect = SqlDialect.Spark, KeepsEarlier = true };
        var configuration = RunConfigurationLoader.Load(null, new RunOverrides(), StoppedClock.Instance);
        return await new Pipeline(_definitions!, engine, new SourceIntake(_definitions!.Schemas), target, StoppedClock.Instance, SilentObserver.Instance)
            .RunAsync(new RunRequest([source], configuration, new RejectLimit(null, 1), Threads: 2), cancel);
    }

    private static long BytesOf(RunReport report, RelationName table) => report.Tables.Single(one => one.Table == table).Bytes;

    private async Task<List<string>> RowsAsync(RelationName table, string columns, string rest = "")
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var engine = new SparkEngine(new SparkEngineOptions(Path.Combine(_folder.Path, "read")));
        await engine.AttachAsync(table, Path.Combine(Lake, table.Schema, table.Table), cancel);
        var rows = new List<string>();
        await foreach (var row in engine.QueryAsync($"select {columns} from {table} {rest} order by 1", cancel))
        {
            rows.Add(string.Join(" | ", row.Select(cell => cell switch { string text => $"'{text}'", long number => $"{number}L", _ => $"{cell}" })));
        }

        return rows;
    }

    // Of the tables that hold what was delivered, and the register of versions.
    private List<string> Commits() =>
        [.. new[] { "bronze/patient", "bronze/patient_link", "ops/resources" }
            .SelectMany(table => Directory.EnumerateFiles(Path.Combine(Lake, table, ".hoodie"), "*commit").Select(file => $"{table} {Path.GetFileName(file)}")).Order(StringComparer.Ordinal)];
}
