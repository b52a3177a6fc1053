using MetricCare.Oracle.Care;
using MetricCare.Oracle.Reading;
using NodaTime;

namespace MetricCare.Oracle.Measures;

/// <summary>Home hospice care: encounters of class HH with a hospice type.</summary>
internal sealed class HospiceCare(IEnumerable<Encounter> encounters, OracleParameters parameters)
{
    private static readonly Coding[] Types = [new("http://snomed.info/sct", "305336008"), new("http://snomed.info/sct", "385763009")];

    private readonly ILookup<Person, Encounter> _hospice = encounters
        .Where(e => e is { ClassCode: "HH", Person: not null } && e.Source.Json.Items("type").SelectMany(type => type.Codings()).Any(Types.Contains))
        .ToLookup(e => e.Person!);

    /// <summary>Some hospice care in the time looked back on, up to the day of admission.</summary>
    public bool Before(Stay stay) => _hospice[stay.Person].Any(e =>
    {
        var admitted = stay.Start!.Day;
        var until = e.IsOpen ? parameters.AsOf.InZone(e.Zone).Date : e.HasGoodEnd ? e.End!.Day : e.Start?.Day;
        return e.Start is { } start && start.Day <= admitted && until >= admitted.PlusDays(-parameters.HospiceLookbackDays);
    });
}
