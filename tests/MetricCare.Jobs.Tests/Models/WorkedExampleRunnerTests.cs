using MetricCare.Core.Models.Examples;
using MetricCare.Engines.DuckDb;

namespace MetricCare.Jobs.Tests.Models;

public sealed class WorkedExampleRunnerTests
{
    private const string Sql = """
        select b.stay_id, cast(b.days + p.readmit_days as int) as days, b.started as started, b.weight, b.started_at, b.tags
        from silver.base as b
        cross join config.parameters as p
        inner join bronze.encounter as e on e.encounter_id = b.stay_id and e.is_open
        """;

    private const string Columns = """
        grain: g
        key: [stay_id]
        columns:
          stay_id: { type: string, means: m }
          days: { type: int, means: m }
          started: { type: date, means: m }
          weight: { type: double, means: m }
          started_at: { type: instant, means: m }
          tags: { type: list(string), means: m }
        """;

    private const string Given = """
              silver.base:
                - { stay_id: 01, days: 1, started: 2024-01-31, weight: 0.1, started_at: 2024-01-31T10:00:00+02:00, tags: [a, ~] }
                - { stay_id: b, days: 2 }
              bronze.encounter:
                - { encounter_id: "01", is_open: true }
                - { encounter_id: b, is_open: true }
                - { encounter_id: c }
        """;

    [Fact]
    public async Task An_example_holds_when_the_rows_are_the_expected_ones_in_any_order()
    {
        var outcome = await RunAsync(Given, """
                  - { stay_id: b, days: 32, started: ~, weight: ~, started_at: ~, tags: ~ }
                  - { stay_id: "01", days: 31, started: 2024-01-31, weight: 0.10000000000000001, started_at: 2024-01-31T08:00:00Z, tags: [a, ~] }
            """);

        Assert.Equal([], outcome.Differences);
    }

    [Fact]
    public async Task Rows_that_differ_are_shown_on_both_sides_and_only_the_named_columns_count()
    {
        var outcome = await RunAsync(Given, """
                  - { stay_id: b, days: 32 }
                  - { stay_id: "01", days: 30 }
                  - { stay_id: "01", days: 30 }
            """);

        Assert.Equal(
            ["missing     { stay_id: \"01\", days: 30 }", "missing     { stay_id: \"01\", days: 30 }", "unexpected  { stay_id: \"01\", days: 31 }"],
            outcome.Differences);
    }

    [Fact]
    public async Task A_double_counts_as_equal_within_one_part_in_a_thousand_million()
    {
        const string row = "      - {{ stay_id: \"01\", weight: {0} }}\n      - {{ stay_id: b }}";

        Assert.True((await RunAsync(Given, string.Format(null, row, "0.10000000009"))).Holds);
        Assert.False((await RunAsync(Given, string.Format(null, row, "0.1000000002"))).Holds);
    }

    [Fact]
    public async Task Parameters_start_from_their_defaults_and_named_ones_override()
    {
        var outcome = await RunAsync(Given + "\n      config.parameters:\n        - { readmit_days: 7 }", """
                  - { stay_id: b, days: 9 }
                  - { stay_id: "01", days: 8 }
            """);

        Assert.Equal([], outcome.Differences);
    }

    [Fact]
    public async Task A_relation_that_is_not_given_is_empty_although_an_earlier_example_filled_it()
    {
        await using var engine = await EngineAsync();
        var model = Models(Given, "      - { stay_id: b }\n      - { stay_id: \"01\" }");
        Assert.True((await RunAsync(engine, model)).Holds);

        var later = await RunAsync(engine, Models(Given[..Given.IndexOf("      bronze", StringComparison.Ordinal)], " []"));

        Assert.Equal(["neither a contract"], later.Differences.Select(line => "neither a contract" is var part && line.Contains(part, StringComparison.Ordinal) ? part : line));
    }

    [Theory]
    [InlineData("stay_ids: b", "silver.base row 1: there is no column stay_ids; did you mean stay_id?")]
    [InlineData("days: x", "silver.base row 1: days is no int.")]
    [InlineData("days: \"1\"", "silver.base row 1: days is a quoted text, but the column is int.")]
    [InlineData("started: 2024-02-30", "silver.base row 1: started is no date.")]
    [InlineData("started_at: 2024-02-03T10:00:00", "silver.base row 1: started_at is no instant.")]
    [InlineData("tags: a", "silver.base row 1: tags is a single value, but the column is list(string).")]
    [InlineData("stay_id: [a]", "silver.base row 1: stay_id is a list, but the column is string.")]
    public async Task A_given_value_that_does_not_fit_its_column_is_named(string value, string message)
    {
        var outcome = await RunAsync($"      silver.base:\n        - {{ {value} }}\n      bronze.encounter:\n        - {{ encounter_id: a, is_open: true }}", " []");

        Assert.Equal([message], outcome.Differences);
    }

    [Fact]
    public async Task A_relation_that_the_model_does_not_read_is_refused()
    {
        var outcome = await RunAsync(Given + "\n      silver.bases: []", "      - { stay_id: b, dais: 1 }\n      - { stay_id: a, days: 1 }");

        Assert.Equal(
            [
                "silver.bases is given, but the model does not read it; did you mean silver.base?",
                "expect: there is no column dais; did you mean days?",
                "expect row 2: days is not named in row 1, and only the columns of row 1 are compared.",
            ],
            outcome.Differences);
    }

    [Fact]
    public async Task A_model_that_does_not_build_is_a_difference()
    {
        await using var engine = await EngineAsync();
        using var folder = Pack(Given, " []").With("p/2-silver/stays.sql", "select nothing_of_that_name from silver.base");
        var jobs = JobLoader.Read(folder.Path).Jobs.Packs[0].Models;
        var model = jobs.Single(one => one.Name.Table == "stays") with { };
        var example = model.Contract.Examples[0] with { Given = new Dictionary<Core.Relations.RelationName, IReadOnlyList<IReadOnlyDictionary<string, object?>>>() };

        var outcome = await new WorkedExampleRunner(engine, jobs, new Dictionary<Core.Relations.RelationName, Core.Relations.RelationShape>())
            .RunAsync(model, example, TestContext.Current.CancellationToken);

        Assert.StartsWith("p/2-silver/stays.sql does not build: ", Assert.Single(outcome.Differences), StringComparison.Ordinal);
    }

    private static async Task<ExampleOutcome> RunAsync(string given, string expect)
    {
        await using var engine = await EngineAsync();
        return await RunAsync(engine, Models(given, expect));
    }

    private static Task<ExampleOutcome> RunAsync(DuckDbEngine engine, IReadOnlyList<Core.Models.Model> models)
    {
        var model = models.Single(one => one.Name.Table == "stays");
        return new WorkedExampleRunner(engine, models, new Dictionary<Core.Relations.RelationName, Core.Relations.RelationShape>())
            .RunAsync(model, model.Contract.Examples[0], TestContext.Current.CancellationToken);
    }

    private static IReadOnlyList<Core.Models.Model> Models(string given, string expect)
    {
        using var folder = Pack(given, expect);
        return JobLoader.Load(folder.Path).Packs[0].Models;
    }

    private static TemporaryFolder Pack(string given, string expect) => new TemporaryFolder()
        .With("p/2-silver/base.sql", "select 1")
        .With("p/2-silver/base.yml", Columns)
        .With("p/2-silver/stays.sql", Sql)
        .With("p/2-silver/stays.yml", $"{Columns}\nexamples:\n  - name: e\n    given:\n{given}\n    expect:{(expect.StartsWith(' ') && expect.Trim() == "[]" ? " []" : "\n" + expect)}");

    private static Task<DuckDbEngine> EngineAsync() =>
        Task.FromResult(new DuckDbEngine(new DuckDbOptions(Path.Combine(AppContext.BaseDirectory, "example-runner"), []) { Threads = 1 }));
}
