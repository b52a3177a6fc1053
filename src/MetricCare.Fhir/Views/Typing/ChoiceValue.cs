using MetricCare.Fhir.Model;
using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views.Typing;

/// <summary>A choice element (<c>value[x]</c>) of which no type has been asked yet. Lives only while a path is typed.</summary>
internal sealed record ChoiceValue(Value Owner, FhirElement Element)
    : Value(new ItemType(Basic.Object), Owner.Many || Element.IsList);
