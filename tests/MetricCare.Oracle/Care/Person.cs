using MetricCare.Oracle.Reading;

namespace MetricCare.Oracle.Care;

/// <summary>A person: the Patients that links of replacement join.</summary>
internal sealed class Person(string id)
{
    public string Id { get; } = id;

    public FhirDate? Birth { get; set; }

    public FhirDate? Deceased { get; set; }

    /// <summary>Some record says dead, with or without a date.</summary>
    public bool IsDead { get; set; }

    /// <summary>Full years on a day at both readings of the birth date; null when it is unknown.</summary>
    public (int Lo, int Hi)? AgeOn(NodaTime.LocalDate day) =>
        Birth is { } birth ? (Years(birth.Hi(NodaTime.DateTimeZone.Utc), day), Years(birth.Lo(NodaTime.DateTimeZone.Utc), day)) : null;

    private static int Years(NodaTime.LocalDate birth, NodaTime.LocalDate day) =>
        day.Year - birth.Year - ((day.Month, day.Day).CompareTo((birth.Month, birth.Day)) < 0 ? 1 : 0);
}
