using MetricCare.Cli.Runs;
using MetricCare.Cli.Tests.Cases;
using MetricCare.Core.Runs;
using MetricCare.Engines.DuckDb;
using MetricCare.Fhir.Intake;
using MetricCare.Jobs.Configuration;

namespace MetricCare.Cli.Tests.Pipelines;

using Row = IReadOnlyDictionary<string, string?>;

/// <summary>What a run of the real pipeline gave: its report, and the answers to the questions asked of the engine before it was closed.</summary>
internal sealed record ComputedRun(RunReport Report, IReadOnlyDictionary<string, IReadOnlyList<Row>> Answers)
{
    private static readonly Lazy<Definitions> Loaded = new(() => Definitions.Load(Path.Combine(Repository.Root, "jobs")));

    /// <summary>The repository's own definitions, compiled once.</summary>
    public static Definitions Shipped => Loaded.Value;

    /// <summary>Rows of a relation, with the columns that the oracle has.</summary>
    public IReadOnlyList<Row> this[string relation] => Answers[relation];

    /// <summary>Runs the shipped definitions and asks for everything that the oracle works out as well.</summary>
    public static Task<ComputedRun> ExecuteAsync(IReadOnlyList<string> sources, RunConfiguration configuration) =>
        ExecuteAsync(Shipped, sources, configuration, OracleShape.Questions);

    /// <param name="definitions">What to compute.</param>
    /// <param name="sources">Files and folders.</param>
    /// <param name="configuration">Parameters, facilities and value sets.</param>
    /// <param name="questions">Queries by the name of their answer.</param>
    /// <param name="observer">Hears how it goes.</param>
    public static async Task<ComputedRun> ExecuteAsync(
        Definitions definitions, IReadOnlyList<string> sources, RunConfiguration configuration, IReadOnlyDictionary<string, string> questions, IRunObserver? observer = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var work = new ScratchFolder();
        await using var engine = new DuckDbEngine(new DuckDbOptions(work.Path, []) { Threads = 1, MemoryLimit = 1L << 30 });
        var target = new RunTarget("run-test", work.Path, Lake: null, Published: []);
        var request = new RunRequest(sources, configuration, new RejectLimit(null, 1), Threads: 1);
        var report = await new Pipeline(definitions, engine, new SourceIntake(definitions.Schemas, new IntakeOptions { Workers = 1 }), target, StoppedClock.Instance, observer ?? SilentObserver.Instance).RunAsync(request, cancel);
        var answers = new Dictionary<string, IReadOnlyList<Row>>(StringComparer.Ordinal);
        foreach (var (name, sql) in questions)
        {
            var columns = (await engine.DescribeRowsAsync(sql, cancel)).Columns.Select(column => column.Name).ToList();
            var rows = new List<Row>();
            await foreach (var row in engine.QueryAsync(sql, cancel))
            {
                rows.Add(columns.Zip(row).ToDictionary(cell => cell.First, cell => CellText.Of(cell.Second), StringComparer.Ordinal));
            }

            answers[name] = rows;
        }

        return new ComputedRun(report, answers);
    }
}
