namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>The FHIR primitives whose writing is checked.</summary>
internal enum ValueCheck
{
    None,
    Date,
    DateTime,
    Instant,
    Time,
    Code,
    Integer,
    PositiveInt,
    UnsignedInt,
}

internal static class ValueChecks
{
    /// <summary>The check of a FHIR type; <see cref="ValueCheck.None"/> for types that any value of the right JSON kind fits.</summary>
    public static ValueCheck Of(string fhirType) => fhirType switch
    {
        "date" => ValueCheck.Date,
        "dateTime" => ValueCheck.DateTime,
        "instant" => ValueCheck.Instant,
        "time" => ValueCheck.Time,
        "code" or "id" => ValueCheck.Code,
        "integer" => ValueCheck.Integer,
        "positiveInt" => ValueCheck.PositiveInt,
        "unsignedInt" => ValueCheck.UnsignedInt,
        _ => ValueCheck.None,
    };
}
