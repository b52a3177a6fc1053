namespace MetricCare.Jobs.ValueSets;

/// <summary>How a code of a list meets a code of the data.</summary>
public enum CodeMatch
{
    /// <summary>The whole code, without regard to dots and case.</summary>
    Exact,

    /// <summary>The beginning of the code, without regard to dots and case.</summary>
    Prefix,
}

/// <summary>One line of a value set.</summary>
/// <param name="ValueSet">Name of the set, e.g. <c>vs_infection</c>.</param>
/// <param name="Version">Version of the set; one per set and run.</param>
/// <param name="System">URI of the code system; a code without it never matches.</param>
/// <param name="Code">The code, or its beginning.</param>
/// <param name="Match">How it is compared.</param>
/// <param name="Group">What the code stands for inside the set; null when the set only says in or out.</param>
/// <param name="Source">Where the fact is from.</param>
/// <param name="Licence">Under which terms it is given.</param>
public sealed record ValueSetCode(
    string ValueSet, string Version, string System, string Code, CodeMatch Match, string? Group, string Source, string Licence)
{
    /// <summary>The line as a row of <c>valuesets.codes</c>.</summary>
    public IReadOnlyList<object?> Row =>
        [ValueSet, Version, System, Code, Match == CodeMatch.Exact ? "exact" : "prefix", Group, Source, Licence];
}
