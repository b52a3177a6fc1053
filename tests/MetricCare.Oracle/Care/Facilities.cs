using System.Text.Json;
using MetricCare.Oracle.Reading;
using NodaTime;

namespace MetricCare.Oracle.Care;

/// <summary>Hospitals: rolled up organizations, their zones and kinds (section 1.7).</summary>
internal sealed class Facilities(ResourceStore store, OracleParameters parameters)
{
    public const string Unknown = "UNKNOWN";

    private readonly Dictionary<string, OracleFacility> _configured = parameters.Facilities.ToDictionary(f => f.Id, StringComparer.Ordinal);

    public string Of(SourceResource encounter)
    {
        var provider = store.Resolve(encounter, encounter.Json.Get("serviceProvider"), "Organization", out var unresolved);
        if (provider is null)
        {
            return unresolved ?? Unknown;
        }

        return Ancestors("Organization", provider).FirstOrDefault(id => Configured(id)?.Kind is not null) ?? provider;
    }

    public DateTimeZone Zone(string facility)
    {
        var id = Configured(facility)?.Zone ?? parameters.DefaultZone
            ?? throw new InvalidOperationException("A facility has no time zone, and there is no default.");
        return DateTimeZoneProviders.Tzdb[id];
    }

    /// <summary>Kind of the hospital: configured, else from the type of the first Location that says one.</summary>
    public string? Kind(SourceResource encounter, string facility)
    {
        if (Configured(facility)?.Kind is { } kind)
        {
            return kind;
        }

        return encounter.Json.Items("location")
            .Select(location => store.Resolve(encounter, location.Get("location"), "Location")).OfType<string>()
            .SelectMany(id => Ancestors("Location", id))
            .Select(KindOfLocation)
            .FirstOrDefault(found => found is not null);
    }

    private string? KindOfLocation(string id) =>
        store.Find("Location", id) is not { } location ? null
        : location.Json.Items("type").SelectMany(type => type.Codings())
            .Where(coding => coding.System is "http://terminology.hl7.org/CodeSystem/v3-RoleCode")
            .Select(coding => coding.Code switch
            {
                "PSYCHF" or "PHU" => "psych",
                "RH" or "RHU" => "rehab",
                "SNF" => "snf",
                "CHR" => "ltac",
                _ => null,
            })
            .FirstOrDefault(kind => kind is not null);

    private IEnumerable<string> Ancestors(string type, string id)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var next = id; next is not null && seen.Add(next);)
        {
            yield return next;
            next = store.Find(type, next) is { } resource ? store.Resolve(resource, resource.Json.Get("partOf"), type) : null;
        }
    }

    private OracleFacility? Configured(string id) => _configured.GetValueOrDefault(id);

    internal static JsonElement? HospitalizationOf(SourceResource encounter) =>
        encounter.Json.Get("hospitalization") ?? encounter.Json.Get("admission");
}
