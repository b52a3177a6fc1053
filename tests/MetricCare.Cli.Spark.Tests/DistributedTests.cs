using MetricCare.Cli.Runs;
using MetricCare.Cli.Tests.Cases;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Engines.Spark;
using MetricCare.Engines.Spark.Hudi;
using MetricCare.Engines.Spark.Tests;
using MetricCare.Spark;

namespace MetricCare.Cli.Spark.Tests;

/// <summary>Runs in processes of their own that are killed at the worst moment: the tables are those of an undisturbed run, or those from before it.</summary>
public sealed class DistributedTests(SparkJvm jvm) : IAsyncLifetime
{
    private static readonly RelationName Patients = new(Layer.Bronze, "patient");
    private static readonly RelationName Genders = new(Layer.Silver, "genders");

    // What is small everywhere is quicker; none of it changes a row.
    private static readonly string[] Quick =
    [
        "--conf", "spark.ui.enabled=false", "--conf", "spark.driver.memory=1g", "--conf", "spark.sql.shuffle.partitions=2", "--conf", "spark.sql.codegen.wholeStage=false",
        "--conf", "spark.sql.codegen.factoryMode=NO_CODEGEN", "--conf", "spark.driver.extraJavaOptions=-Duser.timezone=UTC -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "--conf", "spark.executor.extraJavaOptions=-Duser.timezone=UTC -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    ];

    private readonly ScratchFolder _folder = new();

    private string Home => Path.Combine(_folder.Path, "spark");

    public ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are found by the files of Linux.");
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("SPARK_HOME")), "SPARK_HOME is not set.");

        // Workers write below the home of Spark, which is not ours: they get one that is, of links.
        Directory.CreateDirectory(Home);
        foreach (var entry in Directory.EnumerateFileSystemEntries(SparkInstallation.Find().Home).Where(entry => Path.GetFileName(entry) != "work"))
        {
            Directory.CreateSymbolicLink(Path.Combine(Home, Path.GetFileName(entry)), entry);
        }

        Write("jobs/hospital-quality/1-bronze/patient.json", File.ReadAllText(Path.Combine(Repository.Root, "jobs", "hospital-quality", "1-bronze", "patient.json")));
        Write("jobs/hospital-quality/2-silver/genders.sql", "select gender, count(*) as n, min(patient_id) as first_id, max(birth_date) as last_birth from bronze.patient group by gender");
        Write("jobs/hospital-quality/2-silver/genders.yml", """
            grain: one row per gender
            key: [gender]
            columns:
              gender: { type: string, means: "The gender." }
              n: { type: bigint, means: "Patients." }
              first_id: { type: string, means: "The first id." }
              last_birth: { type: string, means: "The last birth." }
            """);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "jobs", "value-sets"));
        Write("first/a.ndjson", Lines(0, 400, "2024-01-01"));
        Write("first/b.ndjson", Lines(400, 800, "2024-01-01"));
        Write("later/c.ndjson", Lines(700, 900, "2024-02-01"));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Two_executor_processes_give_the_lake_of_the_embedded_engine_and_so_they_do_when_one_is_killed_on_the_way()
    {
        await EmbeddedAsync("expected", "first");
        using var run = Spark("actual", "first", "--master", "local-cluster[2,1,1024]", "--format", "parquet", "--intake", "executors");

        // Spark writes below a folder of this name until a job is done.
        run.WaitUntil(() => run.Count(IsExecutor) == 2 && Exists(Path.Combine(_folder.Path, "actual"), "_temporary"));
        await run.KillAsync(IsExecutor);
        await run.SucceedAsync();

        // The first two have the numbers 0 and 1; the next took the place of the killed.
        var replacement = Directory.EnumerateDirectories(Path.Combine(Home, "work"), "app-*").Select(app => Path.Combine(app, "2", "stderr")).Single();
        Assert.Contains("Successfully registered with driver", await File.ReadAllTextAsync(replacement, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await AssertSameLakeAsync("expected", "actual");
    }

    /// <remarks>The one whole run that CI has on the second Spark, for which there is no Hudi.</remarks>
    [Fact]
    public async Task A_run_in_one_process_gives_the_lake_of_the_embedded_engine()
    {
        Assert.SkipWhen(SubmitLine.Bundle(SparkInstallation.Find()) is not null, "This Spark has Hudi: the runs after a killed driver say the same of it.");
        await EmbeddedAsync("expected", "first");
        using (var run = Spark("actual", "first", "--master", "local[2]", "--format", "parquet"))
        {
            await run.SucceedAsync();
        }

        await AssertSameLakeAsync("expected", "actual");
    }

    [Fact]
    public async Task A_driver_killed_in_a_commit_leaves_each_table_old_or_new_and_the_next_run_finishes()
    {
        jvm.Require();
        Assert.SkipWhen(SubmitLine.Bundle(SparkInstallation.Find()) is null, "This Spark has no Hudi.");
        await EmbeddedAsync("old", "first");
        await EmbeddedAsync("new", "first", "later");
        var (old, next) = (await ParquetAsync("old"), await ParquetAsync("new"));

        // In the first commit of all, with the driver.
        using (var run = Spark("lake", "first", "--master", "local[2]"))
        {
            run.WaitUntil(() => Directory.Exists(Path.Combine(_folder.Path, "lake", "bronze", "patient", ".hoodie")));
            await run.KillAsync(IsDriver);
            await AssertLostAsync(run);
        }

        await AssertEachAsync([null, old]);
        using (var run = Spark("lake", "first", "--master", "local[2]"))
        {
            await run.SucceedAsync();
        }

        await AssertEachAsync([old]);

        // In a merge, with the JVM.
        var before = Instants();
        using (var run = Spark("lake", "later", "--master", "local[2]"))
        {
            run.WaitUntil(() => Instants() > before);
            await run.KillAsync(IsJvm);
            await AssertLostAsync(run);
        }

        await AssertEachAsync([old, next]);
        using (var run = Spark("lake", "later", "--master", "local[2]"))
        {
            await run.SucceedAsync();
        }

        await AssertEachAsync([next]);
    }

    private async Task AssertSameLakeAsync(string one, string other)
    {
        var (expected, actual) = (await ParquetAsync(one), await ParquetAsync(other));
        Assert.Equal(800, expected[Patients].Rows.Count);
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.Equal([], expected.Keys.SelectMany(name => RowDifferences.Of(name.ToString(), expected[name], actual[name])));
    }

    private static async Task AssertLostAsync(RunningProgram run)
    {
        var (code, text) = await run.EndAsync();
        Assert.Equal((int)ExitCode.EngineLost, code);
        Assert.Contains("one of them was killed (code 137)", text, StringComparison.Ordinal);
    }

    private int Instants() => Directory.EnumerateFiles(Path.Combine(_folder.Path, "lake", "bronze", "patient", ".hoodie")).Count();

    /// <summary>Each of the two tables, by itself, is one of these; null stands for no table.</summary>
    private async Task AssertEachAsync(IReadOnlyList<IReadOnlyDictionary<RelationName, Table>?> states)
    {
        var store = HudiTableStore.OpenOrCreate(Path.Combine(_folder.Path, "lake"), name => new HudiTable(name, []), new StagedFrames(), TimeProvider.System);
        await using var engine = new SparkEngine(new SparkEngineOptions(Path.Combine(_folder.Path, "read")));
        foreach (var (name, columns) in new[] { (Patients, "patient_id, gender, birth_date, source_updated_us"), (Genders, "gender, n, first_id, last_birth") })
        {
            if (store.Tables().SingleOrDefault(table => table.Name == name) is not { } found)
            {
                Assert.Contains(null, states);
                continue;
            }

            await engine.AttachAsync(name, found.Folder, TestContext.Current.CancellationToken);
            var rows = await RowsAsync(engine, $"select {columns} from {name}");
            var differences = states.OfType<IReadOnlyDictionary<RelationName, Table>>()
                .Select(state => RowDifferences.Of(name.ToString(), Only(state[name], columns), rows).ToList()).ToList();
            Assert.True(differences.Exists(one => one.Count == 0), string.Join(Environment.NewLine, differences.SelectMany(one => one)));
        }
    }

    private static Table Only(Table table, string columns)
    {
        var places = columns.Split(", ").Select(name => table.Shape.Columns.Select(column => column.Name).ToList().IndexOf(name)).ToList();
        return new Table(new RelationShape([.. places.Select(place => table.Shape.Columns[place])]), [.. table.Rows.Select(row => (IReadOnlyList<object?>)[.. places.Select(place => row[place])])]);
    }

    private async Task<SortedDictionary<RelationName, Table>> ParquetAsync(string lake)
    {
        await using var reading = await LakeReading.OpenAsync(Path.Combine(_folder.Path, lake), TimeProvider.System, TestContext.Current.CancellationToken);
        return new SortedDictionary<RelationName, Table> { [Patients] = await RowsAsync(reading.Engine, $"select * from {Patients}"), [Genders] = await RowsAsync(reading.Engine, $"select * from {Genders}") };
    }

    private static async Task<Table> RowsAsync(Core.Engines.IEngine engine, string sql)
    {
        var cancel = TestContext.Current.CancellationToken;
        var rows = new List<IReadOnlyList<object?>>();
        await foreach (var row in engine.QueryAsync(sql, cancel))
        {
            rows.Add(row);
        }

        return new Table(await engine.DescribeAsync(sql, cancel), rows);
    }

    private async Task EmbeddedAsync(string lake, params string[] sources)
    {
        using var run = new RunningProgram(["run", .. sources.Select(Source), "--lake", Path.Combine(_folder.Path, lake), "--jobs", Path.Combine(_folder.Path, "jobs")]);
        await run.SucceedAsync();
    }

    private RunningProgram Spark(string lake, string source, params string[] arguments) => new(
        ["run", Source(source), "--lake", Path.Combine(_folder.Path, lake), "--jobs", Path.Combine(_folder.Path, "jobs"), "--engine", "spark", .. arguments, .. Quick], Home);

    private string Source(string name) => Path.Combine(_folder.Path, name);

    private static bool IsExecutor(string commandLine) => commandLine.Contains("CoarseGrainedExecutorBackend", StringComparison.Ordinal);

    private static bool IsJvm(string commandLine) => commandLine.Contains("org.apache.spark.deploy.SparkSubmit", StringComparison.Ordinal);

    private static bool IsDriver(string commandLine) => commandLine.StartsWith(Twins.Executable, StringComparison.Ordinal);

    private static bool Exists(string below, string folder)
    {
        try
        {
            return Directory.Exists(below) && Directory.EnumerateDirectories(below, folder, SearchOption.AllDirectories).Any();
        }
        catch (DirectoryNotFoundException)
        {
            // A folder went away while it was listed.
            return false;
        }
    }

    private static string Lines(int from, int to, string updated) => string.Join('\n', Enumerable.Range(from, to - from).Select(number =>
        $$"""{"resourceType":"Patient","id":"p{{number}}","meta":{"lastUpdated":"{{updated}}T00:00:00Z"},"gender":"{{(number % 3 == 0 ? "female" : number % 7 == 0 ? "other" : "male")}}","birthDate":"{{1930 + (number % 80)}}-0{{1 + (number % 9)}}-11"}"""));

    private void Write(string name, string text)
    {
        var file = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
