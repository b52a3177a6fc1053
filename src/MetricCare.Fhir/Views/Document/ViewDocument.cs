namespace MetricCare.Fhir.Views.Document;

/// <summary>A ViewDefinition as written, structurally sound; its paths are still text.</summary>
internal sealed record ViewDocument(
    string File,
    string Name,
    string Resource,
    string? Description,
    IReadOnlyDictionary<string, ViewConstant> Constants,
    IReadOnlyList<ViewCondition> Conditions,
    IReadOnlyList<ViewSelect> Selects,
    IReadOnlyList<string> Warnings);

/// <summary>A value of one of the 19 primitive types that a constant may have, as text; numbers as written.</summary>
internal sealed record ViewConstant(string FhirType, string Text);

internal sealed record ViewCondition(string Place, string Path);

/// <summary>A node of the view's tree: at most one of the three kinds of iteration.</summary>
internal sealed record ViewSelect(
    string Place,
    string? ForEach,
    string? ForEachOrNull,
    IReadOnlyList<string> Repeat,
    IReadOnlyList<ViewColumnNode> Columns,
    IReadOnlyList<ViewSelect> Selects,
    IReadOnlyList<ViewSelect> UnionAll);

/// <summary>A column; its <c>ansi/type</c> tag, when it has one, overrides the type by default.</summary>
internal sealed record ViewColumnNode(
    string Place,
    string Path,
    string Name,
    string? Type,
    bool Collection,
    string? Description,
    string? AnsiType);
