using MetricCare.Oracle.Reading;

namespace MetricCare.Oracle.Care;

/// <summary>Discharge dispositions (section 1.6): the first coding that maps wins.</summary>
internal static class Disposition
{
    public const string Unknown = "UNKNOWN";
    public const string StillPatient = "STILL_PATIENT";

    public static string Of(IEnumerable<Coding> codings) =>
        codings.Select(Map).FirstOrDefault(mapped => mapped is not null) ?? Unknown;

    private static string? Map(Coding coding) => coding.System switch
    {
        "http://terminology.hl7.org/CodeSystem/discharge-disposition" => coding.Code switch
        {
            "home" or "alt-home" => "HOME",
            "exp" => "EXPIRED",
            "aadvice" => "AMA",
            "hosp" => "HOSPICE",
            "psy" => "PSYCH",
            "rehab" => "REHAB",
            "snf" => "SNF",
            "long" => "LTC",
            "oth" => "OTHER",
            "other-hcf" => "OTHER_FACILITY",
            _ => null,
        },
        { } system when IsNubc(system) => int.TryParse(coding.Code, out var number) ? Nubc(number) : null,
        _ => null,
    };

    private static bool IsNubc(string system) => system.Contains("nubc.org", StringComparison.OrdinalIgnoreCase);

    private static string? Nubc(int number) => number switch
    {
        1 or 6 or 81 or 86 => "HOME",
        2 or 5 or 43 or 66 or 82 or 85 or 88 or 94 => "TRANSFER_ACUTE",
        20 or 40 or 41 or 42 => "EXPIRED",
        7 => "AMA",
        50 or 51 => "HOSPICE",
        65 or 93 => "PSYCH",
        62 or 90 => "REHAB",
        3 or 61 or 83 or 89 => "SNF",
        4 or 63 or 64 or 84 or 91 or 92 => "LTC",
        21 or 69 or 70 or 87 or 95 => "OTHER",
        30 => StillPatient,
        _ => null,
    };
}
