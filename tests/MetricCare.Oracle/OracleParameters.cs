using NodaTime;

namespace MetricCare.Oracle;

/// <summary>A hospital as the operator configured it. <paramref name="Kind"/> is acute, psych, rehab, ltac, snf, cancer_ppsexempt or federal.</summary>
public sealed record OracleFacility(string Id, string? Name, string? Zone, string? Kind);

/// <summary>The parameters of a run (section 1.1 of the definitions), with their defaults.</summary>
public sealed record OracleParameters
{
    public required Instant AsOf { get; init; }

    /// <summary>Day to which the feed is complete; null: the latest discharge day of a finished stay.</summary>
    public LocalDate? DataThrough { get; init; }

    public string Profile { get; init; } = "all_payer_adult";

    public int ReadmitDays { get; init; } = 30;

    public int MortDays { get; init; } = 30;

    public int TransferGapDays { get; init; } = 1;

    public int ClassChangeGapMin { get; init; } = 60;

    public int HaiHours { get; init; } = 48;

    public int HaiRitDays { get; init; } = 14;

    public int HaiDischargeGraceDays { get; init; }

    public int MaxLosDays { get; init; } = 365;

    public int HospiceLookbackDays { get; init; } = 365;

    public bool UseRecordedDate { get; init; } = true;

    public string MortalitySeed { get; init; } = "0";

    public bool AttributeLast { get; init; }

    /// <summary>Zone of hospitals that are not configured; null: such a hospital is an error.</summary>
    public string? DefaultZone { get; init; }

    public IReadOnlyList<OracleFacility> Facilities { get; init; } = [];

    /// <summary>Value set files (CSV of section 10): vs_infection, vs_infection_force_poa, ccs_dx, ccs_px.</summary>
    public IReadOnlyList<string> ValueSetFiles { get; init; } = [];

    internal bool IsCmsLike => Profile == "cms_like";

    internal int MinimumAge => IsCmsLike ? 65 : 18;
}
