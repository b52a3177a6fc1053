using MetricCare.Oracle;

namespace MetricCare.Cli.Tests.Cases;

using Row = IReadOnlyDictionary<string, string?>;

/// <summary>What the oracle works out, by the names of the tables that hold the same.</summary>
internal static class OracleRows
{
    /// <summary>The oracle's rows of a relation.</summary>
    public static IEnumerable<Row> Of(OracleResult result, string relation) => relation switch
    {
        "silver.person_members" => result.Members.Select(CellText.Row),
        "silver.stays" => result.Stays.Select(CellText.Row),
        "silver.episodes" => result.Episodes.Select(CellText.Row),
        "silver.stay_encounters" => result.StayEncounters.Select(CellText.Row),
        "silver.visits" => result.Visits.Select(CellText.Row),
        "silver.deaths" => result.Deaths.Select(CellText.Row),
        "silver.stay_deaths" => result.StayDeaths.Select(CellText.Row),
        "gold.fact_readmission" => result.Readmissions.Select(CellText.Row),
        "gold.fact_mortality" => result.Mortality.Select(CellText.Row),
        "gold.fact_episode_mortality" => result.EpisodeMortality.Select(CellText.Row),
        "gold.fact_length_of_stay" => result.LengthOfStay.Select(CellText.Row),
        "gold.fact_infection_event" => result.Infections.Select(CellText.Row),
        "gold.fact_patient_day" => result.Exposure.Select(CellText.Row),
        "measures" => OracleMeasures.Of(result).Select(CellText.Row),
        "los_statistics" => LosStatistics.Of(result).Select(CellText.Row),
        _ => throw new InvalidOperationException($"Rows of {relation} are expected, which nobody makes."),
    };
}
