using MetricCare.Fhir.Model;
using MetricCare.Fhir.Views.Document;
using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views.Typing;

/// <summary>What all paths of a view share while they are typed.</summary>
internal sealed class TypingContext
{
    private readonly SortedSet<string> _warnings = new(StringComparer.Ordinal);
    private readonly HashSet<string> _boxes;
    private int _variables;

    public TypingContext(ViewDocument view, FhirType resource, IReadOnlySet<string> boxes)
    {
        View = view;
        _boxes = [.. boxes];
        Resource = new Variable("resource", new ItemType(Basic.Object, resource, new Shape(resource, resource.Name)));
    }

    public ViewDocument View { get; }

    public Variable Resource { get; }

    /// <summary>The path being typed, for warnings and for the errors that only data can cause.</summary>
    public string Place { get; set; } = "";

    public string? Column { get; set; }

    /// <summary>Set while a path is tried where it need not apply.</summary>
    public bool Quiet { get; set; }

    public IReadOnlyCollection<string> Warnings => _warnings;

    /// <summary>Primitives that must be read together with their siblings; when it grew, everything must be typed again.</summary>
    public IReadOnlySet<string> Boxes => _boxes;

    public bool IsBoxed(ShapeProperty property) => _boxes.Contains(property.Path);

    public void Box(ShapeProperty property) => _boxes.Add(property.Path);

    public Variable NewVariable(string prefix, ItemType type) => new($"{prefix}{++_variables}", type);

    public void Warn(string text)
    {
        if (!Quiet)
        {
            _warnings.Add(Column is null ? $"{Place}: {text}" : $"{Place} ({Column}): {text}");
        }
    }

    /// <summary>Text of an error that only data can cause: names the view and the place, never a value.</summary>
    public string Complaint(string what) => Column is null
        ? $"View {View.Name}, {Place}: {what}"
        : $"View {View.Name}, column {Column} ({Place}): {what}";
}

/// <summary>On what a path is evaluated.</summary>
/// <param name="Item">The focus.</param>
/// <param name="Iteration">Whose position <c>%rowIndex</c> is; null at the resource.</param>
internal sealed record Scope(Value Item, Variable? Iteration);
