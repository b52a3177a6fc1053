using MetricCare.Oracle.Care;
using MetricCare.Oracle.Reading;

namespace MetricCare.Oracle.Measures;

/// <summary>The Planned Readmission Algorithm, on CCS categories (section 2).</summary>
internal sealed class PlannedAdmissions
{
    private static readonly HashSet<int> Pr1 = [64, 105, 176];
    private static readonly HashSet<int> Pr2 = [45, 254];
    private static readonly HashSet<int> Pr3 =
    [
        1, 3, 5, 9, 10, 12, 33, 36, 38, 40, 43, 44, 45, 49, 51, 52, 53, 55, 56, 59, 66, 67, 74, 78, 79, 84, 85, 86, 99, 104, 106, 107, 109, 112, 113, 114,
        119, 120, 124, 129, 132, 142, 152, 153, 154, 158, 159, 166, 167, 172, 175,
    ];

    private static readonly HashSet<int> Pr4 = [.. Ranges(
        (1, 5), (7, 9), (54, 55), (60, 61), (63, 63), (76, 78), (82, 85), (87, 87), (89, 93), (99, 99), (102, 102), (104, 104), (107, 107), (109, 109),
        (112, 112), (116, 116), (118, 118), (120, 120), (122, 131), (135, 135), (137, 137), (139, 140), (142, 142), (145, 146), (148, 148), (153, 154),
        (157, 157), (159, 159), (165, 165), (168, 168), (172, 172), (197, 198), (226, 227), (229, 229), (233, 235), (238, 247), (249, 253), (259, 259),
        (650, 653), (656, 656), (658, 658), (660, 663), (670, 670))];

    private readonly Diagnoses _diagnoses;
    private readonly bool _hasCcs;
    private readonly ILookup<Stay, IReadOnlyList<Coding>> _procedures;

    public PlannedAdmissions(ResourceStore store, ValueSets valueSets, EncounterTree tree, StayBuilder stays, Diagnoses diagnoses)
    {
        _diagnoses = diagnoses;
        _hasCcs = valueSets.Has("ccs_dx") || valueSets.Has("ccs_px");
        _procedures = (from procedure in store.All("Procedure")
                       where procedure.Json.Text("status") is not (null or "preparation" or "not-done" or "entered-in-error" or "unknown" or "on-hold")
                       let stay = stays.StayOf(tree.Find(store.Resolve(procedure, procedure.Json.Get("encounter"), "Encounter")))
                       where stay is not null
                       select (stay, codings: procedure.Json.Get("code").Codings())).ToLookup(pair => pair.stay, pair => pair.codings);
    }

    public bool IsReduced(Stay stay)
    {
        var procedures = _procedures[stay].Where(codings => codings.Count > 0).ToList();
        var hasCodes = stay.Principal is not null || procedures.Count > 0;
        var maps = stay.Principal?.Ccs is not null || ProcedureCcs(stay).Any();
        return !_hasCcs || (hasCodes && !maps);
    }

    /// <summary>PR1, PR2, PR3: planned. none: not. unknown: a procedure of PR.3 without a usable principal diagnosis, taken as unplanned.</summary>
    public string Basis(Stay stay)
    {
        if (IsReduced(stay))
        {
            return "none";
        }

        var procedures = ProcedureCcs(stay).ToHashSet();
        var principal = stay.Principal?.Ccs is { } ccs ? int.Parse(ccs) : (int?)null;
        return procedures.Overlaps(Pr1) ? "PR1"
            : principal is { } p && Pr2.Contains(p) ? "PR2"
            : !procedures.Overlaps(Pr3) ? "none"
            : principal is null ? "unknown"
            : Pr4.Contains(principal.Value) ? "none"
            : "PR3";
    }

    private IEnumerable<int> ProcedureCcs(Stay stay) =>
        _procedures[stay].Select(codings => _diagnoses.Ccs("ccs_px", codings)).OfType<string>().Select(int.Parse);

    private static IEnumerable<int> Ranges(params (int From, int To)[] ranges) =>
        ranges.SelectMany(range => Enumerable.Range(range.From, range.To - range.From + 1));
}
