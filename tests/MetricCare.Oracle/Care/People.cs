using MetricCare.Oracle.Reading;

namespace MetricCare.Oracle.Care;

/// <summary>Which Patient ids are one person (section 1.3).</summary>
internal sealed class People
{
    private readonly Dictionary<string, string> _personOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Person> _persons = new(StringComparer.Ordinal);

    public People(ResourceStore store)
    {
        var patients = store.All("Patient").ToList();
        var replaced = ReplacedBy(store, patients);
        foreach (var group in Groups(patients.Select(p => p.Id), replaced))
        {
            var surviving = group.Where(id => !replaced.Any(link => link.Old == id)).Order(StringComparer.Ordinal).ToList();
            var canonical = surviving.Count > 0 ? surviving[0] : group.Min(StringComparer.Ordinal)!;
            _persons.Add(canonical, Describe(store, canonical, group));
            foreach (var id in group)
            {
                _personOf.Add(id, canonical);
            }
        }
    }

    public IEnumerable<PersonMemberRow> Members =>
        _personOf.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new PersonMemberRow(pair.Key, pair.Value));

    public IEnumerable<Person> All => _persons.Values.OrderBy(p => p.Id, StringComparer.Ordinal);

    /// <summary>The person of a Patient id; an id without a Patient resource is a person of its own.</summary>
    public Person Of(string patientId)
    {
        _personOf.TryAdd(patientId, patientId);
        var id = _personOf[patientId];
        return _persons.TryGetValue(id, out var person) ? person : _persons[id] = new Person(id);
    }

    // "replaces" is the inverse of "replaced-by", so that one of the two is enough.
    private static HashSet<(string Old, string New)> ReplacedBy(ResourceStore store, List<SourceResource> patients)
    {
        var links = new HashSet<(string, string)>();
        foreach (var patient in patients)
        {
            foreach (var link in patient.Json.Items("link"))
            {
                if (store.Resolve(patient, link.Get("other"), "Patient") is { } other && other != patient.Id)
                {
                    _ = link.Text("type") switch
                    {
                        "replaced-by" => links.Add((patient.Id, other)),
                        "replaces" => links.Add((other, patient.Id)),
                        _ => false,
                    };
                }
            }
        }

        return links;
    }

    private static List<List<string>> Groups(IEnumerable<string> patients, HashSet<(string Old, string New)> links)
    {
        var group = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var id in patients.Concat(links.SelectMany(link => new[] { link.Old, link.New })))
        {
            group.TryAdd(id, [id]);
        }

        foreach (var (old, @new) in links)
        {
            var (kept, gone) = (group[old], group[@new]);
            if (!ReferenceEquals(kept, gone))
            {
                kept.AddRange(gone);
                gone.ForEach(id => group[id] = kept);
            }
        }

        return [.. group.Values.Distinct()];
    }

    private static Person Describe(ResourceStore store, string canonical, List<string> members)
    {
        // The surviving record speaks first, then the others in the order of their ids.
        var records = members.OrderBy(id => id != canonical).ThenBy(id => id, StringComparer.Ordinal)
            .Select(id => store.Find("Patient", id)).OfType<SourceResource>().ToList();
        var deceased = records.Select(r => r.Json.Text("deceasedDateTime")).FirstOrDefault(text => text is not null);
        return new Person(canonical)
        {
            Birth = FhirDate.Parse(records.Select(r => r.Json.Text("birthDate")).FirstOrDefault(text => text is not null)),
            Deceased = FhirDate.Parse(deceased),
            IsDead = deceased is not null || records.Any(r => r.Json.Flag("deceasedBoolean") == true),
        };
    }
}
