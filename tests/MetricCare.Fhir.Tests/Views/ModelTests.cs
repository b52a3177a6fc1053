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

    /// <summary>The table is this text; METRICCARE_WRITE_R4 names the file to write it to, after an update of the library.</summary>
    [Fact]
    public void The_table_of_R4_is_what_the_library_says()
    {
        var table = LibraryTable();
        if (Environment.GetEnvironmentVariable("METRICCARE_WRITE_R4") is { } path)
        {
            File.WriteAllText(path, table);
        }

        using var stream = typeof(R4Model).Assembly.GetManifestResourceStream("MetricCare.Fhir.Model.R4.tsv")!;
        using var reader = new StreamReader(stream);
        Assert.Equal(table.Split('\n'), reader.ReadToEnd().Split('\n'));
        Assert.True(table.Length > 100_000, "The table is too small to be all of R4.");
    }

    private static string LibraryTable()
    {
        var inspector = ModelInfo.ModelInspector;
        var found = new SortedDictionary<string, ClassMapping>(StringComparer.Ordinal);
        var queue = new Queue<ClassMapping>(ModelInfo.SupportedResources.Concat(["Resource"]).Select(name => inspector.FindClassMapping(name)!).Concat(ModelInfo.OpenTypes.Select(t => inspector.FindClassMapping(t)!)));
        while (queue.TryDequeue(out var mapping))
        {
            if (found.TryAdd(mapping.Name, mapping))
            {
                foreach (var next in mapping.PropertyMappings.Where(p => !p.RepresentsValueElement).SelectMany(p => Types(p).Select(t => inspector.FindClassMapping(t)!)))
                {
                    queue.Enqueue(next);
                }
            }
        }

        string Name(Type type) => inspector.FindClassMapping(type)!.Name;
        var open = string.Join(',', ModelInfo.OpenTypes.Select(Name).Order(StringComparer.Ordinal));
        var text = new System.Text.StringBuilder($"@\t{open}\n");
        foreach (var (name, mapping) in found)
        {
            text.Append(name).Append('\t').Append(mapping.IsFhirPrimitive ? "primitive" : mapping.IsResource && !mapping.NativeType.IsAbstract ? "resource" : "complex").Append('\t');
            text.AppendJoin(' ', mapping.PropertyMappings.Where(p => !p.RepresentsValueElement).OrderBy(p => p.Name, StringComparer.Ordinal).Select(p =>
            {
                var types = string.Join(',', Types(p).Select(Name).Order(StringComparer.Ordinal));
                var choice = p.Choice == ChoiceType.DatatypeChoice;
                return $"{p.Name}{(p.IsCollection ? "*" : "")}{(choice ? "?" : "")}={(choice && types == open ? "@" : types)}";
            }));
            text.Append('\n');
        }

        return text.ToString();
    }

    private static Type[] Types(PropertyMapping property) =>
        property.Choice == ChoiceType.DatatypeChoice ? property.FhirType.Contains(typeof(DataType)) ? ModelInfo.OpenTypes : property.FhirType : [property.PropertyTypeMapping!.NativeType];

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
    [InlineData("ClaimResponse", "adjudication", "ClaimResponse.item.adjudication", true)]
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
}
