using MetricCare.Oracle.Reading;

namespace MetricCare.Oracle.Care;

/// <summary>Takes business duplicates out and hangs every encounter under its parent (sections 1.4 and 1.8.1).</summary>
internal sealed class EncounterTree
{
    private static readonly HashSet<string> NotClinical =
        ["resourceType", "id", "meta", "identifier", "text", "language", "extension", "modifierExtension", "contained", "implicitRules"];

    private readonly ResourceStore _store;
    private readonly Dictionary<string, string> _keptFor = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Encounter> _byId;

    public EncounterTree(ResourceStore store, List<Encounter> encounters)
    {
        _store = store;
        _byId = encounters.ToDictionary(e => e.Id, StringComparer.Ordinal);
        RemoveDuplicates(encounters);
        Kept = [.. encounters.Where(e => !_keptFor.ContainsKey(e.Id))];
        HangUnderParents();
    }

    public IReadOnlyList<Encounter> Kept { get; }

    /// <summary>The kept encounter that a reference to <paramref name="id"/> means; null when it counts nowhere.</summary>
    public Encounter? Find(string? id) =>
        id is null ? null : _byId.GetValueOrDefault(_keptFor.GetValueOrDefault(id, id));

    private void RemoveDuplicates(List<Encounter> encounters)
    {
        // The best record of each visit first; a later one that repeats it goes.
        var seen = new Dictionary<object, List<Encounter>>();
        foreach (var encounter in encounters.OrderByDescending(ClinicalFields).ThenBy(e => e.Id, StringComparer.Ordinal))
        {
            var keys = Keys(encounter).ToList();
            var twin = keys.SelectMany(key => seen.GetValueOrDefault(key) ?? []).FirstOrDefault(other => !IsAncestor(other, encounter) && !IsAncestor(encounter, other));
            if (twin is not null)
            {
                _keptFor.Add(encounter.Id, twin.Id);
                continue;
            }

            foreach (var key in keys)
            {
                (seen.TryGetValue(key, out var known) ? known : seen[key] = []).Add(encounter);
            }
        }
    }

    private static IEnumerable<object> Keys(Encounter e)
    {
        if (e.Person is not { } person)
        {
            yield break;
        }

        foreach (var identifier in e.Source.Json.Items("identifier"))
        {
            if (identifier.Text("system") is { } system && identifier.Text("value") is { } value)
            {
                yield return (person.Id, e.Setting, system, value);
            }
        }

        if (e.Start is { } start)
        {
            var end = e.End is { } known ? (known.Day, known.At) : default((NodaTime.LocalDate, NodaTime.Instant?)?);
            if (end is not null || e.EndDate is null)
            {
                yield return (person.Id, e.Setting, e.FacilityId, start.Day, start.At, end);
            }
        }
    }

    private static int ClinicalFields(Encounter encounter) =>
        encounter.Source.Json.EnumerateObject().Sum(property =>
            property.Value.ValueKind == System.Text.Json.JsonValueKind.Null || NotClinical.Contains(property.Name) || property.Name[0] == '_' ? 0
            : property.Name is "hospitalization" or "admission" ? property.Value.EnumerateObject().Count()
            : 1);

    private bool IsAncestor(Encounter ancestor, Encounter of)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { of.Id };
        for (var id = ParentId(of.Source); id is not null && seen.Add(id);)
        {
            if (id == ancestor.Id)
            {
                return true;
            }

            id = _byId.TryGetValue(id, out var next) ? ParentId(next.Source) : null;
        }

        return false;
    }

    private string? ParentId(SourceResource source) => _store.Resolve(source, source.Json.Get("partOf"), "Encounter");

    private void HangUnderParents()
    {
        Encounter? ParentOf(Encounter e) =>
            Find(ParentId(e.Source)) is { } parent && parent.Person == e.Person ? parent : null;

        foreach (var encounter in Kept)
        {
            if (!IsInCycle(encounter, ParentOf))
            {
                encounter.Parent = ParentOf(encounter);
            }
        }
    }

    private static bool IsInCycle(Encounter encounter, Func<Encounter, Encounter?> parentOf)
    {
        var seen = new HashSet<Encounter>();
        for (var next = parentOf(encounter); next is not null && seen.Add(next); next = parentOf(next))
        {
            if (next == encounter)
            {
                return true;
            }
        }

        return false;
    }
}
