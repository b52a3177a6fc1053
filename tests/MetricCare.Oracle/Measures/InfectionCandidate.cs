using MetricCare.Oracle.Care;
using MetricCare.Oracle.Reading;
using NodaTime;

namespace MetricCare.Oracle.Measures;

/// <summary>A Condition with a code of an infection group, and what is known of its time.</summary>
internal sealed record InfectionCandidate(
    SourceResource Condition, Person Person, string Group, bool ForcePoa, Encounter? Encounter, string? NotCounted, string Basis, FhirDate? Time)
{
    private const string Set = "vs_infection";

    public static IEnumerable<InfectionCandidate> Read(ResourceStore store, People people, EncounterTree tree, ValueSets valueSets, OracleParameters parameters)
    {
        foreach (var condition in store.All("Condition"))
        {
            var codings = condition.Json.Get("code").Codings();
            var groups = codings.SelectMany(coding => valueSets.Groups(Set, coding)).Distinct().Order(StringComparer.Ordinal).ToList();
            if (groups.Count == 0 || store.Resolve(condition, condition.Json.Get("subject"), "Patient") is not { } patient)
            {
                continue;
            }

            var (basis, time) = TimeOf(condition);
            var reason = NotCountedBecause(condition) ?? (basis == "recorded" && !parameters.UseRecordedDate ? "recorded" : null);
            var encounter = tree.Find(store.Resolve(condition, condition.Json.Get("encounter"), "Encounter"));
            var force = codings.Any(coding => valueSets.Groups("vs_infection_force_poa", coding).Any());
            foreach (var group in groups)
            {
                yield return new InfectionCandidate(condition, people.Of(patient), group, force, encounter, reason, basis, time);
            }
        }
    }

    private static string? NotCountedBecause(SourceResource condition)
    {
        var categories = condition.Json.Items("category").SelectMany(c => c.Codings()).Select(c => c.Code).ToList();
        var hasOnset = condition.Json.EnumerateObject().Any(p => p.Name.StartsWith("onset", StringComparison.Ordinal) && p.Value.ValueKind != System.Text.Json.JsonValueKind.Null);
        return Diagnoses.Verification(condition) is not (null or "confirmed") ? "verification"
            : categories.Count == 0 || categories.Contains("encounter-diagnosis") || (categories.Contains("problem-list-item") && hasOnset) ? null
            : "category";
    }

    private static (string Basis, FhirDate? Time) TimeOf(SourceResource condition)
    {
        var json = condition.Json;
        return json.Text("onsetDateTime") is { } onset ? ("onset", FhirDate.Parse(onset))
            : json.Get("onsetPeriod").Text("start") is { } start ? ("onset", FhirDate.Parse(start))
            : json.Get("onsetAge") is not null || json.Get("onsetRange") is not null || json.Get("onsetString") is not null ? ("other", null)
            : json.Text("recordedDate") is { } recorded ? ("recorded", FhirDate.Parse(recorded))
            : ("none", null);
    }
}
