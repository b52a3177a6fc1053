using MetricCare.Core.Relations;

namespace MetricCare.Fhir.Views;

/// <summary>One column that a view gives.</summary>
/// <param name="Name">As written in the view.</param>
/// <param name="FhirType">The type that the view declares, else the inferred one; null when neither is known.</param>
/// <param name="Type">What the engine delivers.</param>
/// <param name="Description">The view's own words; null when it has none.</param>
public sealed record ViewColumn(string Name, string? FhirType, ColumnType Type, string? Description);
