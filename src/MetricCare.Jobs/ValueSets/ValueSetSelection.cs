namespace MetricCare.Jobs.ValueSets;

/// <summary>Which lists a run uses besides those that are on by default.</summary>
/// <param name="Enable">File stems of <c>value-sets/optional</c> to switch on, e.g. <c>vs_infection_snomed</c>.</param>
/// <param name="Disable">File stems of <c>value-sets</c> to leave out, to put an own list in their place.</param>
/// <param name="Folders">Further folders whose <c>.csv</c> files are all read.</param>
public sealed record ValueSetSelection(IReadOnlyList<string> Enable, IReadOnlyList<string> Disable, IReadOnlyList<string> Folders)
{
    /// <summary>What is shipped and on by default, and nothing else.</summary>
    public static readonly ValueSetSelection Default = new([], [], []);
}
