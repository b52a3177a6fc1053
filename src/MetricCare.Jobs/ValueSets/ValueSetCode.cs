namespace MetricCare.Jobs.ValueSets;

/// <summary>One line of a value set: a row of <c>valuesets.codes</c>.</summary>
/// <param name="ValueSet">Name of the set.</param>
/// <param name="Version">Its version; one per set and run.</param>
/// <param name="System">URI of the code system; a code without it never matches.</param>
/// <param name="Code">The code, or its beginning; dots and case do not matter.</param>
/// <param name="Match"><c>exact</c> or <c>prefix</c>.</param>
/// <param name="Group">What the code means within the set; null where being in the set is all.</param>
/// <param name="Source">Where the line comes from.</param>
/// <param name="Licence">Under which terms.</param>
public sealed record ValueSetCode(string ValueSet, string Version, string System, string Code, string Match, string? Group, string Source, string Licence)
{
    /// <summary>The columns of <see cref="Core.Models.ConfigRelations.CodesShape"/>.</summary>
    public IReadOnlyList<object?> Row => [ValueSet, Version, System, Code, Match, Group, Source, Licence];
}
