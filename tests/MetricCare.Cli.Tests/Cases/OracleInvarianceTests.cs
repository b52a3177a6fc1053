using MetricCare.Oracle;

namespace MetricCare.Cli.Tests.Cases;

/// <summary>What must not change a measure does not change it: the laws of section 13, on random populations.</summary>
public sealed class OracleInvarianceTests
{
    private const int Patients = 60;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 8)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_laws_hold(int seed) => OracleLaws.Assert(Compute(RandomPopulation.Generate(seed, Patients)));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_order_of_the_input_does_not_matter(int seed) => AssertSame(seed, p => p.Shuffled(seed));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Equal_instants_in_other_offsets_do_not_matter(int seed) => AssertSame(seed, p => p.InOtherOffsets());

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Parts_of_a_stay_do_not_matter(int seed) => AssertSame(seed, p => p.SplitIntoParts());

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Copies_entered_in_error_do_not_matter(int seed) => AssertSame(seed, p => p.WithErrors());

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Merged_records_do_not_matter(int seed) => AssertSame(seed, p => p.WithMergedPatients());

    [Fact]
    public void The_random_populations_hold_what_is_hard()
    {
        var results = Enumerable.Range(1, 12).Select(seed => Compute(RandomPopulation.Generate(seed, Patients))).ToList();
        var reasons = results.SelectMany(r => r.Readmissions.Select(f => f.FirstExclusion).Concat(r.Mortality.SelectMany(f => new[] { f.M2aExclusion, f.M2bExclusion, f.M2cExclusion }))).Distinct();
        string[] wanted = ["NOT_COMPLETED", "NOT_ACUTE", "AGE", "DIED", "TRANSFERRED_OUT", "AMA", "PSYCH", "CANCER_MEDICAL", "NO_FOLLOWUP", "UNDETERMINED", "VITAL_INCONSISTENT", "TRANSFER_IN", "HOSPICE", "VITAL_UNKNOWN"];
        Assert.Superset(wanted.ToHashSet(), reasons.OfType<string>().ToHashSet());
        Assert.Superset(
            new HashSet<string> { "EVENT", "MENTION", "UNDETERMINED", "EXCLUDED_STAY", "NOT_ATTACHED", "NOT_COUNTED" },
            results.SelectMany(r => r.Infections).Select(f => f.RowType).ToHashSet());
        Assert.InRange(results.Sum(r => r.Readmissions.Sum(f => f.Numerator)), 50, int.MaxValue);
        Assert.InRange(results.Sum(r => r.Episodes.Count(e => e.StayCount > 1)), 50, int.MaxValue);
        Assert.InRange(results.Sum(r => r.StayEncounters.Count) - results.Sum(r => r.Stays.Count), 200, int.MaxValue);
        Assert.InRange(results.Sum(r => r.Mortality.Sum(f => f.M2aNumerator)), 50, int.MaxValue);
        Assert.InRange(results.Sum(r => r.Mortality.Sum(f => f.M2cNumerator)), 20, int.MaxValue);
    }

    private static void AssertSame(int seed, Func<RandomPopulation, RandomPopulation> change)
    {
        var population = RandomPopulation.Generate(seed, Patients);
        Assert.Equal(Text(Compute(population)), Text(Compute(change(population))));
    }

    private static OracleResult Compute(RandomPopulation population)
    {
        using var folder = new ScratchFolder();
        return MeasureOracle.Compute(population.WriteTo(folder.Path), RandomPopulation.Parameters(Repository.Shared("value-sets", "vs_infection.csv")));
    }

    // Everything but which encounters, Patients and conditions that do not count there are.
    private static string Text(OracleResult result) => string.Join('\n', new IEnumerable<object>[]
    {
        result.Stays, result.Visits, result.Episodes, result.Deaths, result.StayDeaths, result.Readmissions, result.Mortality, result.EpisodeMortality,
        result.LengthOfStay, result.Infections.Where(f => f.RowType != "NOT_COUNTED"), result.Exposure,
    }.SelectMany(rows => rows).Select(row => row.GetType().Name + ": " + string.Join(", ", CellText.Row(row).Select(cell => $"{cell.Key}={cell.Value}"))));
}
