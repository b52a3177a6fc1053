using MetricCare.Core.Relations;

namespace MetricCare.Core.Models.Examples;

/// <summary>What came of a worked example.</summary>
/// <param name="Model">Whose example it is.</param>
/// <param name="Example">Its name.</param>
/// <param name="Differences">One line per difference; empty when the example holds. Values in it are those of the example, which is made up.</param>
public sealed record ExampleOutcome(RelationName Model, string Example, IReadOnlyList<string> Differences)
{
    public bool Holds => Differences.Count == 0;

    public override string ToString() => Holds
        ? $"{Model}: {Example}: holds"
        : $"{Model}: {Example}:{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", Differences)}";
}
