using System.Text;

namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>Leads from an R5 value to the values that R4 keeps in one property.</summary>
internal sealed record Route(PlanNode Target, IReadOnlyList<Step> Steps);

/// <summary>One step of a <see cref="Route"/>.</summary>
/// <param name="Kind">What the step does.</param>
/// <param name="Name">Property to go into, for <see cref="StepKind.Member"/>; empty otherwise.</param>
internal sealed record Step(StepKind Kind, string Name)
{
    public byte[] Key { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>Reads <c>[*]</c>, <c>[0]</c>, <c>[split]</c> and names with a dot before each: <c>[*].value[*].concept</c>.</summary>
    public static IReadOnlyList<Step> Parse(string text)
    {
        var steps = new List<Step>();
        foreach (var part in text.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            steps.Add(part switch
            {
                "[*]" => new Step(StepKind.Every, ""),
                "[0]" => new Step(StepKind.First, ""),
                "[split]" => new Step(StepKind.Split, ""),
                _ => new Step(StepKind.Member, part),
            });
        }

        return steps;
    }
}

internal enum StepKind
{
    /// <summary>The named property of an object.</summary>
    Member,

    /// <summary>Every item of an array.</summary>
    Every,

    /// <summary>The first item of an array.</summary>
    First,

    /// <summary>One item per copy of the object around, which is written once for each item.</summary>
    Split,
}
