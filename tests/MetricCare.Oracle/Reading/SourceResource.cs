using System.Text.Json;
using NodaTime;

namespace MetricCare.Oracle.Reading;

/// <summary>A resource where it was found. <paramref name="Urns"/>: fullUrl to (type, id) of its Bundle.</summary>
internal sealed record SourceResource(
    string Type, string Id, JsonElement Json, string File, int Line, IReadOnlyDictionary<string, (string Type, string Id)>? Urns)
{
    /// <summary>Absent sorts before every instant.</summary>
    public Instant Updated { get; } = UpdatedOf(Json);

    public long Version { get; } = long.TryParse(Json.Get("meta").Text("versionId"), out var version) ? version : 0;

    public static Instant UpdatedOf(JsonElement json) =>
        FhirDate.Parse(json.Get("meta").Text("lastUpdated"))?.At(DateTimeZone.Utc) ?? Instant.MinValue;
}

/// <summary>A deletion that a bulk export reports.</summary>
internal sealed record Deletion(string Type, string Id, Instant At);
