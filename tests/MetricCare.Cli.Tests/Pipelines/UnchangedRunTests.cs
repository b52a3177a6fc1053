using MetricCare.Cli.Tests.Cases;
using MetricCare.Oracle;

namespace MetricCare.Cli.Tests.Pipelines;

using Row = IReadOnlyDictionary<string, string?>;

/// <summary>What must not change a measure does not change a row of any table (section 13).</summary>
public sealed class UnchangedRunTests
{
    private const int Seed = 301;
    private const int Patients = 250;

    // Which encounters, Patients and Conditions that count nowhere there are may change.
    private static readonly string[] Registers = ["silver.person_members", "silver.stay_encounters"];

    private static readonly Lazy<Task<ComputedRun>> Plain = new(() => RunAsync(RandomPopulation.Generate(Seed, Patients)));

    public static TheoryData<string> Changes => ["the same again", "in another order", "in other offsets", "split into parts", "with copies entered in error", "with merged records"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task No_row_changes_when_the_population_comes(string how)
    {
        var population = RandomPopulation.Generate(Seed, Patients);
        var changed = how switch
        {
            "the same again" => population,
            "in another order" => population.Shuffled(Seed),
            "in other offsets" => population.InOtherOffsets(),
            "split into parts" => population.SplitIntoParts(),
            "with copies entered in error" => population.WithErrors(),
            "with merged records" => population.WithMergedPatients(),
            _ => throw new ArgumentOutOfRangeException(nameof(how)),
        };
        var (before, after) = (await Plain.Value, await RunAsync(changed));
        Assert.NotEmpty(before["gold.fact_infection_event"]);
        foreach (var name in OracleShape.Questions.Keys.Except(Registers, StringComparer.Ordinal))
        {
            Assert.Equal(Lines(name, before[name]), Lines(name, after[name]));
        }
    }

    [Fact]
    public async Task An_earlier_end_of_the_feed_never_adds_an_index_stay()
    {
        var earlier = await RunAsync(RandomPopulation.Generate(Seed, Patients), parameters => parameters with { DataThrough = parameters.DataThrough!.Value.PlusDays(-90) });
        var (before, after) = (Index(await Plain.Value), Index(earlier));
        Assert.ProperSubset(before, after);
    }

    [Fact]
    public async Task Patient_days_are_midnights_without_leave_and_strata_add_up()
    {
        var run = await Plain.Value;
        var days = run["gold.fact_patient_day"].ToDictionary(row => row["stay_id"]!, row => row["patient_days"], StringComparer.Ordinal);
        var closed = run["silver.stays"].Where(stay => stay["is_acute"] == "true" && stay["is_completed"] == "true").ToList();
        Assert.NotEmpty(closed);
        Assert.All(closed, stay => Assert.Equal(stay["los_midnights"], days[stay["stay_id"]!]));
        Assert.Equal("0", Assert.Single(run["strata"])["broken"]);
    }

    private static HashSet<string> Index(ComputedRun run) =>
        [.. run["gold.fact_readmission"].Where(row => row["is_index"] == "true").Select(row => row["stay_id"]!)];

    private static async Task<ComputedRun> RunAsync(RandomPopulation population, Func<OracleParameters, OracleParameters>? change = null)
    {
        using var folder = new ScratchFolder();
        population.WriteTo(folder.Path);
        var parameters = RandomPopulation.Parameters(Repository.Shared("value-sets", "vs_infection.csv"));
        return await ComputedRun.ExecuteAsync(ComputedRun.Shipped, [folder.Path], Configured.Like(change is null ? parameters : change(parameters)), Questions);
    }

    // Groups of proportions that do not add up to their whole, or count more than there are. Patient-days and admissions are not of an infection group or a code.
    private static readonly Dictionary<string, string> Questions = new(OracleShape.Questions, StringComparer.Ordinal)
    {
        ["strata"] = """
            with cells as (
                select measure, stratum_type, sum(numerator) as numerator, sum(denominator) as denominator
                from report.measures
                where stratum_type not in ('group', 'facility_group', 'code', 'precision', 'onset_basis', 'setting', 'facility_setting')
                group by measure, stratum_type
            )
            select count(*) as broken
            from cells
            join cells whole on whole.measure = cells.measure and whole.stratum_type = 'overall'
            where abs(cells.numerator - whole.numerator) > 1e-6 or abs(cells.denominator - whole.denominator) > 1e-6
                or (cells.measure like 'M_%' and cells.measure < 'M3' and cells.numerator > cells.denominator)
            """,
    };

    private static List<string> Lines(string name, IReadOnlyList<Row> rows) =>
        [.. rows.Where(row => row.GetValueOrDefault("row_type") != "NOT_COUNTED")
            .Select(row => $"{name}: {string.Join(' ', row.Where(cell => cell.Key != "detail").OrderBy(cell => cell.Key, StringComparer.Ordinal).Select(cell => $"{cell.Key}={cell.Value}"))}")
            .Order(StringComparer.Ordinal)];
}
