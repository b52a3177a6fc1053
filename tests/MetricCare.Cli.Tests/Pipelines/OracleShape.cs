using MetricCare.Cli.Tests.Cases;
using MetricCare.Oracle;

namespace MetricCare.Cli.Tests.Pipelines;

using Row = IReadOnlyDictionary<string, string?>;

/// <summary>Where the oracle and the tables say the same thing in other columns: the one place that knows.</summary>
internal static class OracleShape
{
    /// <summary>Queries that bring each table into the columns of the oracle, by its name.</summary>
    public static readonly IReadOnlyDictionary<string, string> Questions = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["silver.person_members"] = "select patient_id, person_id from silver.person_members",
        ["silver.stays"] = """
            select stay_id, person_id, facility_id, zone, is_acute, last_encounter_id, start_precision, end_precision, started_at, ended_at, start_date, end_date,
                is_open, is_end_derived, date_issue, is_completed, disposition, is_newborn, principal_ccs, condition_stratum,
                leave_days, los_days, los_midnights, los_hours, pre_inpatient_hours, via_ed, age_lo, age_hi
            from silver.stays
            """,
        ["silver.stay_encounters"] = "select encounter_id, stay_id, role from silver.stay_encounters",
        ["silver.visits"] = """
            select encounter_id, person_id, facility_id, setting, is_open, date_issue, is_newborn, los_days
            from silver.outpatient_visits where setting in ('ED', 'OBS')
            """,
        ["silver.episodes"] = """
            select e.episode_id, e.person_id, e.first_stay_id, e.last_stay_id, e.first_facility_id, e.last_facility_id, e.start_date, e.end_date,
                e.last_disposition, e.stay_count, e.is_completed, e.is_open, e.los_days, s.stay_ids
            from silver.episodes e
            left join (select episode_id, string_agg(stay_id, ',' order by position) as stay_ids from silver.episode_stays group by episode_id) s on s.episode_id = e.episode_id
            """,
        ["silver.deaths"] = "select person_id, death_source, precision, death_at from silver.deaths",
        ["silver.stay_deaths"] = "select stay_id, is_in_hospital, died_date_lo, died_date_hi, death_source, starts_after_death from silver.stay_deaths",
        ["gold.fact_readmission"] = """
            select stay_id, person_id, facility_id, is_index, first_exclusion, coalesce(exclusions, '') as exclusions, case when numerator then 1 else 0 end as numerator,
                days_to_next as days, next_stay_id, planned_basis, next_planned_basis, logic_level
            from gold.fact_readmission
            """,
        ["gold.fact_mortality"] = """
            select stay_id, person_id, facility_id, m2a_exclusion, case when m2a_numerator then 1 else 0 end as m2a_numerator,
                m2b_exclusion, case when m2b_numerator then 1 else 0 end as m2b_numerator, m2b_days, m2b_drawn,
                m2c_exclusion, case when m2c_numerator then 1 else 0 end as m2c_numerator, m2c_days
            from gold.fact_mortality
            """,
        ["gold.fact_episode_mortality"] = """
            select episode_id, first_stay_id, last_facility_id, exclusion, case when numerator then 1 else 0 end as numerator
            from gold.fact_episode_mortality
            """,
        ["gold.fact_length_of_stay"] = "select stay_id, facility_id, stratum, is_included, exclusion, los_days, los_midnights, los_hours from gold.fact_length_of_stay",
        ["gold.fact_infection_event"] = """
            select condition_id, infection_group, person_id, row_type, stay_id, facility_id, charged_stay_id, attached_by, onset_basis, event_date,
                h48, hd3, published, n_mentions, is_in_rate, not_counted_because as reason
            from gold.fact_infection_event
            """,
        ["gold.fact_patient_day"] = """
            select s.stay_id, s.facility_id, coalesce(sum(d.patient_days), 0) as patient_days
            from silver.stays s
            left join gold.fact_patient_day d on d.stay_id = s.stay_id
            where s.is_acute and s.date_issue is null and s.start_date is not null
            group by s.stay_id, s.facility_id
            """,
        ["measures"] = """
            select measure, facility_id as facility,
                case when measure <> 'M4_LOS' then null when stratum_type in ('setting', 'facility_setting') then stratum_value else 'ACUTE' end as stratum,
                numerator, denominator, value, detail
            from report.measures
            where period = 'all' and stratum_type in ('overall', 'facility', 'setting', 'facility_setting') and measure <> 'M2A_EPISODE'
            """,
        ["los_statistics"] = """
            select facility_id as facility, setting as stratum, n_stays as n, sum_days as sum, mean_days as mean, sd_days as sd, geometric_mean_days as geometric_mean,
                p25_days as p25, median_days as median, p75_days as p75, p90_days as p90, p95_days as p95
            from gold.length_of_stay_statistics
            where period = 'all' and stratum_type in ('overall', 'facility') and setting <> 'EPISODE' and n_stays > 0
            """,
    };

    /// <summary>Columns that name one row of a relation.</summary>
    public static string[] KeyOf(string relation) => relation switch
    {
        "gold.fact_infection_event" => ["condition_id", "infection_group"],
        "silver.visits" => ["encounter_id"],
        "silver.deaths" => ["person_id"],
        _ => ScenarioReader.KeyOf(relation),
    };

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
        "gold.fact_readmission" => OfLastStays(result),
        "gold.fact_mortality" => result.Mortality.Select(InDenominator),
        "gold.fact_episode_mortality" => result.EpisodeMortality.Select(CellText.Row),
        "gold.fact_length_of_stay" => result.LengthOfStay.Select(CellText.Row),
        "gold.fact_infection_event" => result.Infections.Select(CellText.Row),
        "gold.fact_patient_day" => result.Exposure.Select(CellText.Row),
        "measures" => OracleMeasures.Of(result).Select(CellText.Row),
        "los_statistics" => LosStatistics.Of(result).Select(CellText.Row),
        _ => throw new InvalidOperationException($"Rows of {relation} are expected, which nobody makes."),
    };

    // The table says of the last stay of an episode only what came after it.
    private static IEnumerable<Row> OfLastStays(OracleResult result)
    {
        var lasts = result.Episodes.Select(episode => episode.LastStayId).ToHashSet(StringComparer.Ordinal);
        return result.Readmissions.Select(fact => CellText.Row(lasts.Contains(fact.StayId) ? fact : fact with { Days = null, NextStayId = null, NextPlannedBasis = null }));
    }

    // The table keeps days of the denominator only.
    private static Dictionary<string, string?> InDenominator(MortalityFact fact) => CellText.Row(fact with
    {
        M2bDays = fact.M2bExclusion is null ? fact.M2bDays : null,
        M2cDays = fact.M2cExclusion is null ? fact.M2cDays : null,
    });
}
