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
        // In each group of copies the best record stays, and whoever is a part of it, or it of them.
        foreach (var copies in Copies(encounters))
        {
            var kept = new List<Encounter>();
            foreach (var encounter in copies.OrderByDescending(ClinicalFields).ThenBy(e => e.Id, StringComparer.Ordinal))
            {
                if (kept.Find(other => !AreRelated(other, encounter)) is { } twin)
                {
                    _keptFor.Add(encounter.Id, twin.Id);
                }
                else
                {
                    kept.Add(encounter);
                }
            }
        }
    }

    // Copies of a copy are copies.
    private List<List<Encounter>> Copies(List<Encounter> encounters)
    {
        var groupOf = encounters.ToDictionary(e => e, e => new List<Encounter> { e });
        foreach (var alike in encounters.SelectMany(e => Keys(e).Select(key => (key, e))).GroupBy(pair => pair.key, pair => pair.e).Where(g => g.Count() > 1))
        {
            var members = alike.ToList();
            foreach (var (a, b) in from a in members from b in members where string.CompareOrdinal(a.Id, b.Id) < 0 && !AreRelated(a, b) select (a, b))
            {
                var (into, from) = (groupOf[a], groupOf[b]);
                if (!ReferenceEquals(into, from))
                {
                    into.AddRange(from);
                    from.ForEach(e => groupOf[e] = into);
                }
            }
        }

        return [.. groupOf.Values.Distinct().Where(group => group.Count > 1)];
    }

    private bool AreRelated(Encounter a, Encounter b) => IsAncestor(a, b) || IsAncestor(b, a);

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

        // Periods as written: an end rebuilt from a length is none, and a month is the same month.
        if (e.WrittenStart is { } start)
        {
            yield return (person.Id, e.Setting, e.FacilityId, AsWritten(start, e.Zone), AsWritten(e.WrittenEnd, e.Zone));
        }
    }

    private static (Precision?, NodaTime.LocalDate?, NodaTime.Instant?) AsWritten(FhirDate? date, NodaTime.DateTimeZone zone) =>
        (date?.Precision, date?.Lo(zone), date?.At(zone));

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
