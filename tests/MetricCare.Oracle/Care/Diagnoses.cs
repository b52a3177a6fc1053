using System.Text.Json;
using MetricCare.Oracle.Reading;

namespace MetricCare.Oracle.Care;

/// <summary>A principal diagnosis: all its codings, its CCS category and its stratum.</summary>
internal sealed record Principal(IReadOnlyList<Coding> Codings, string? Ccs)
{
    /// <summary>CCS category, else the code itself.</summary>
    public string Stratum => Ccs ?? Codings[0].Code;
}

/// <summary>Which diagnosis is the principal one of a set of encounters (section 1.7).</summary>
internal sealed class Diagnoses
{
    public const string None = "NO_PRINCIPAL_DX";

    private readonly ResourceStore _store;
    private readonly ValueSets _valueSets;
    private readonly ILookup<Encounter, SourceResource> _conditions;

    public Diagnoses(ResourceStore store, ValueSets valueSets, EncounterTree tree)
    {
        (_store, _valueSets) = (store, valueSets);
        _conditions = (from condition in store.All("Condition")
                       where Counts(condition)
                       let encounter = tree.Find(store.Resolve(condition, condition.Json.Get("encounter"), "Encounter"))
                       where encounter is not null
                       select (encounter, condition)).ToLookup(pair => pair.encounter, pair => pair.condition);
    }

    public static string? Verification(SourceResource condition) =>
        condition.Json.Get("verificationStatus").Codings() is [var first, ..] ? first.Code : null;

    private static bool Counts(SourceResource condition) => Verification(condition) is not ("entered-in-error" or "refuted");

    /// <param name="encounters">Inpatient encounters and their parts, in order of start.</param>
    public Principal? Of(IReadOnlyList<Encounter> encounters)
    {
        var diagnoses = encounters.SelectMany(e => e.Source.Json.Items("diagnosis").Select(d => (e.Source, Json: d))).ToList();
        var first = diagnoses.Where(d => d.Json.Get("rank") is { ValueKind: JsonValueKind.Number } rank && rank.GetDecimal() == 1)
            .Select(d => CodingsOf(d.Source, d.Json.Items("condition"))).FirstOrDefault(codings => codings.Count > 0);
        return Make(first)
            ?? Single(diagnoses.Where(d => d.Json.Items("use").SelectMany(use => use.Codings()).Any(c => c.Code == "DD"))
                .Select(d => CodingsOf(d.Source, d.Json.Items("condition"))))
            ?? Single(encounters.SelectMany(Reasons))
            ?? Single(encounters.SelectMany(e => _conditions[e]).Where(IsEncounterDiagnosis).Select(c => c.Json.Get("code").Codings()));
    }

    /// <summary>The CCS category that a set of codings maps to.</summary>
    public string? Ccs(string valueSet, IEnumerable<Coding> codings) =>
        codings.SelectMany(coding => _valueSets.Groups(valueSet, coding)).FirstOrDefault();

    private static bool IsEncounterDiagnosis(SourceResource condition) =>
        condition.Json.Items("category").SelectMany(category => category.Codings()).Any(c => c.Code == "encounter-diagnosis");

    private IEnumerable<IReadOnlyList<Coding>> Reasons(Encounter encounter)
    {
        var json = encounter.Source.Json;
        var values = json.Items("reason").SelectMany(reason => reason.Items("value"));
        return json.Items("reasonCode").Select(concept => concept.Codings())
            .Concat(json.Items("reasonReference").Concat(values).Select(item => CodingsOf(encounter.Source, [item])));
    }

    // A Reference to a Condition, or the CodeableReference of R5.
    private IReadOnlyList<Coding> CodingsOf(SourceResource owner, IEnumerable<JsonElement> references)
    {
        foreach (var item in references)
        {
            if (item.Get("concept") is { } concept)
            {
                return concept.Codings();
            }

            var reference = item.Get("reference") is { ValueKind: JsonValueKind.Object } nested ? nested : item;
            if (_store.Resolve(owner, reference, "Condition") is { } id && _store.Find("Condition", id) is { } condition && Counts(condition))
            {
                return condition.Json.Get("code").Codings();
            }
        }

        return [];
    }

    private Principal? Single(IEnumerable<IReadOnlyList<Coding>> candidates)
    {
        var distinct = candidates.Where(codings => codings.Count > 0)
            .DistinctBy(codings => string.Join('\n', codings.Select(c => $"{c.System}|{c.Code}").Distinct().Order(StringComparer.Ordinal))).Take(2).ToList();
        return distinct.Count == 1 ? Make(distinct[0]) : null;
    }

    private Principal? Make(IReadOnlyList<Coding>? codings) =>
        codings is { Count: > 0 } ? new Principal(codings, Ccs("ccs_dx", codings)) : null;
}
