using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;
using MetricCare.Fhir.Model;

namespace MetricCare.Fhir.Tests.Views;

/// <summary>The small model of R4 against the FHIR library's full one.</summary>
public sealed class ModelTests
{
    [Fact]
    public void Every_resource_type_of_R4_is_known_and_no_other()
    {
        Assert.Equal(ModelInfo.SupportedResources.Order(StringComparer.Ordinal), ModelInfo.SupportedResources.Where(name => R4Model.Resource(name) is not null).Order(StringComparer.Ordinal));
        Assert.All(["patient", "Human Name", "HumanName", "DomainResource", "Resource", "SubscriptionStatus", "ActorDefinition", ""], name => Assert.Null(R4Model.Resource(name)));
    }

    [Fact]
    public void Every_element_of_every_resource_has_the_librarys_type_and_plurality()
    {
        var inspector = ModelInfo.ModelInspector;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<FhirType>(ModelInfo.SupportedResources.Select(name => R4Model.Resource(name)!));
        var count = 0;
        while (queue.TryDequeue(out var type))
        {
            if (!seen.Add(type.Name))
            {
                continue;
            }

            var mapping = inspector.FindClassMapping(type.Name);
            Assert.NotNull(mapping);
            Assert.Equal(mapping.Name, type.Name);
            var expected = mapping.PropertyMappings.Where(p => !p.RepresentsValueElement)
                .Select(p => $"{p.Name} {p.IsCollection} {(p.Choice == ChoiceType.DatatypeChoice ? string.Join(",", p.FhirType.Select(t => inspector.FindClassMapping(t)!.Name).Order(StringComparer.Ordinal)) : p.PropertyTypeMapping!.Name)}")
                .Order(StringComparer.Ordinal);
            Assert.Equal(expected, type.Elements.Select(e => $"{e.Name} {e.IsList} {string.Join(",", e.Types.Select(t => t.Name).Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal));
            foreach (var next in type.Elements.SelectMany(e => e.Types))
            {
                queue.Enqueue(next);
            }

            count += type.Elements.Count();
        }

        Assert.True(count > 4000, $"Only {count} elements were compared.");
    }

    [Theory]
    [InlineData("Encounter", "class", "Coding", false)]
    [InlineData("Encounter", "hospitalization", "Encounter.hospitalization", false)]
    [InlineData("Encounter", "location", "Encounter.location", true)]
    [InlineData("Patient", "name", "HumanName", true)]
    [InlineData("Observation", "value", "CodeableConcept,Period,Quantity,Range,Ratio,SampledData,boolean,dateTime,integer,string,time", false)]
    [InlineData("Patient", "id", "id", false)]
    [InlineData("HumanName", "id", "string", false)]
    [InlineData("Extension", "url", "uri", false)]
    [InlineData("Attachment", "size", "unsignedInt", false)]
    public void Elements_are_those_of_R4(string type, string element, string types, bool isList)
    {
        var found = R4Model.Type(type)!.Element(element)!;
        Assert.Equal((types, isList), (string.Join(",", found.Types.Select(t => t.Name).Order(StringComparer.Ordinal)), found.IsList));
    }

    [Theory]
    [InlineData("Patient", "Name")]
    [InlineData("Patient", "deceasedBoolean")]
    [InlineData("Encounter", "actualPeriod")]
    [InlineData("Attachment", "height")]
    public void What_R4_does_not_have_is_not_found(string type, string element) => Assert.Null(R4Model.Type(type)!.Element(element));

    [Fact]
    public void A_content_reference_leads_back_to_its_type()
    {
        var item = R4Model.Resource("QuestionnaireResponse")!.Element("item")!.Types[0];
        Assert.Same(item, item.Element("answer")!.Types[0].Element("item")!.Types[0]);
    }

    [Fact]
    public void An_open_choice_has_the_open_types_of_R4() => Assert.Equal(
        ModelInfo.OpenTypes.Select(t => ModelInfo.ModelInspector.FindClassMapping(t)!.Name).Order(StringComparer.Ordinal),
        R4Model.Type("Extension")!.Element("value")!.Types.Select(t => t.Name).Order(StringComparer.Ordinal));
}
