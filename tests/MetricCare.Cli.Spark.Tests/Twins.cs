using MetricCare.Cli.Runs;
using MetricCare.Cli.Spark.Intake;
using MetricCare.Cli.Tests.Cases;
using MetricCare.Cli.Tests.Pipelines;
using MetricCare.Core.Engines;
using MetricCare.Core.Relations;
using MetricCare.Core.Runs;
using MetricCare.Engines.DuckDb;
using MetricCare.Engines.Spark;
using MetricCare.Fhir.Intake;
using MetricCare.Fhir.Views.Sql;
using MetricCare.Jobs.Configuration;

namespace MetricCare.Cli.Spark.Tests;

/// <summary>The same run on both engines.</summary>
internal static class Twins
{
    private static readonly Lazy<Definitions> Loaded = new(() => Definitions.Load(Path.Combine(Repository.Root, "jobs")));

    public static Definitions Definitions => Loaded.Value;

    /// <summary>Every relation of a run, published or not.</summary>
    private static IReadOnlyList<RelationName> Relations(Definitions definitions) =>
    [
        .. definitions.Views.Select(view => new RelationName(Layer.Bronze, view.Name)),
        .. definitions.Plan.Models.Select(planned => planned.Model.Name),
        OperatorRelations.Inputs, OperatorRelations.Rejects, OperatorRelations.Findings,
    ];

    /// <summary>The program, as executors start it.</summary>
    public static string Executable => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "metriccare.exe" : "metriccare");

    /// <summary>Runs on both, on Spark with an intake by the executors that divides what it can, and compares every row of every relation, and what the reports count.</summary>
    /// <returns>How many rows each relation has.</returns>
    public static async Task<IReadOnlyDictionary<RelationName, int>> AssertSameAsync(Definitions definitions, IReadOnlyList<string> sources, RunConfiguration configuration)
    {
        var (embeddedReport, embedded) = await RunAsync(
            definitions,
            folder => new DuckDbEngine(new DuckDbOptions(folder, []) { Threads = 1, MemoryLimit = 1L << 30 }), SqlDialect.DuckDb, _ => new SourceIntake(definitions.Schemas), sources, configuration);
        var (sparkReport, spark) = await RunAsync(
            definitions,
            folder => new SparkEngine(new SparkEngineOptions(Path.Combine(folder, "spark")) { RowsInDriver = SparkEngineOptions.FewRows }),
            SqlDialect.Spark,
            engine => new SparkIntake(definitions.Schemas, (SparkEngine)engine, Executable, partBytes: 16 << 10),
            sources,
            configuration);

        var differences = Relations(definitions).SelectMany(relation => RowDifferences.Of(relation.ToString(), embedded[relation], spark[relation])).ToList();
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
        Assert.Equal(Counts(embeddedReport), Counts(sparkReport));
        Assert.Contains(embedded, table => table.Key.Layer == Layer.Gold && table.Value.Rows.Count > 0);
        return embedded.ToDictionary(table => table.Key, table => table.Value.Rows.Count);
    }

    private static IEnumerable<string> Counts(RunReport report) =>
    [
        report.Totals.ToString(),
        .. report.Tables.OrderBy(table => table.Table).Select(table => $"{table.Table} {table.Rows}"),
        .. report.Findings.Select(finding => finding.ToString()).Order(StringComparer.Ordinal),
        .. report.Rejects.Select(reject => reject.ToString()).Order(StringComparer.Ordinal),
        .. report.Ignored.Select(ignored => ignored.ToString()).Order(StringComparer.Ordinal),
        .. report.Measures.Select(measure => $"{measure.Measure} {measure.Facility} {measure.Numerator}/{measure.Denominator}"),
    ];

    private static async Task<(RunReport Report, Dictionary<RelationName, Table> Tables)> RunAsync(
        Definitions definitions, Func<string, IEngine> open, SqlDialect dialect, Func<IEngine, IRecordIntake> intake, IReadOnlyList<string> sources, RunConfiguration configuration)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var work = new ScratchFolder();
        await using var engine = open(work.Path);
        var target = new RunTarget("run-test", work.Path, Lake: null, Published: []) { Dialect = dialect };
        var report = await new Pipeline(definitions, engine, intake(engine), target, StoppedClock.Instance, SilentObserver.Instance)
            .RunAsync(new RunRequest(sources, configuration, new RejectLimit(null, 1), Threads: 2), cancel);
        var tables = new Dictionary<RelationName, Table>();
        foreach (var relation in Relations(definitions))
        {
            var sql = $"select * from {relation}";
            var shape = await engine.DescribeAsync(sql, cancel);
            var rows = new List<IReadOnlyList<object?>>();
            await foreach (var row in engine.QueryAsync(sql, cancel))
            {
                rows.Add(row);
            }

            tables[relation] = new Table(shape, rows);
        }

        return (report, tables);
    }
}

/// <summary>A relation read back.</summary>
internal sealed record Table(RelationShape Shape, IReadOnlyList<IReadOnlyList<object?>> Rows);
