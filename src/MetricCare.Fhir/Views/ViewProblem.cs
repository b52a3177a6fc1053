namespace MetricCare.Fhir.Views;

/// <summary>One thing that is wrong (or odd) in a view, and where.</summary>
/// <param name="Place">Where in the document: <c>select[1].column[0].path</c>; empty for the document itself.</param>
/// <param name="Column">The column's name, when the place is one.</param>
/// <param name="Expression">The FHIRPath in question.</param>
/// <param name="Position">1-based character in <paramref name="Expression"/>.</param>
/// <param name="Text">What is wrong, as a sentence.</param>
public sealed record ViewProblem(string Place, string? Column, string? Expression, int? Position, string Text)
{
    public override string ToString()
    {
        var text = Place.Length == 0 ? Text : $"{Place}: {Text}";
        if (Column is not null)
        {
            text += $" Column '{Column}'.";
        }

        if (Expression is not null)
        {
            text += Position is null ? $" In: {Expression}" : $" At character {Position} of: {Expression}";
        }

        return text;
    }
}
