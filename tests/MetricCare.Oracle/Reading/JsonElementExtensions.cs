using System.Text.Json;

namespace MetricCare.Oracle.Reading;

/// <summary>A Coding: what the definitions use of it.</summary>
internal sealed record Coding(string? System, string Code);

/// <summary>Reading of JSON that may lack anything: what is not there is null or empty.</summary>
internal static class JsonElementExtensions
{
    public static JsonElement? Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static JsonElement? Get(this JsonElement? element, string name) => element?.Get(name);

    public static string? Text(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static string? Text(this JsonElement? element, string name) => element?.Text(name);

    public static bool? Flag(this JsonElement element, string name) => element.Get(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The items of a list, or the one value where a list could stand.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? element, string name) => element is { } e ? e.Items(name) : [];

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Get(name) is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Where(item => item.ValueKind != JsonValueKind.Null)
        : [value];

    /// <summary>The codings of a CodeableConcept that have a code.</summary>
    public static IReadOnlyList<Coding> Codings(this JsonElement? concept) =>
        [.. from coding in concept.Items("coding") let code = coding.Text("code") where code is not null select new Coding(coding.Text("system"), code)];

    public static IReadOnlyList<Coding> Codings(this JsonElement concept) => ((JsonElement?)concept).Codings();
}
