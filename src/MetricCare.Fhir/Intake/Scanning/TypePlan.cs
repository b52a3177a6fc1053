using System.Text;
using MetricCare.Core.Schema;

namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>How records of one resource type are read, made ready for scanning by one thread.</summary>
internal sealed class TypePlan
{
    private readonly string _type;

    /// <param name="schema">What views read of the type.</param>
    /// <param name="index">Place of the type among those that are wanted.</param>
    public TypePlan(NarrowSchema schema, int index)
    {
        _type = schema.ResourceType;
        Index = index;
        var entries = Entries(schema.Properties, "", false);
        foreach (var (name, part) in new[] { ("resourceType", IdentityPart.ResourceType), ("id", IdentityPart.Id), ("meta", IdentityPart.Meta) })
        {
            Entry(entries, name).Part = part;
        }

        Properties = new KeyTable<PlanEntry>(entries);
    }

    public string ResourceType => _type;

    public int Index { get; }

    public KeyTable<PlanEntry> Properties { get; }

    private Dictionary<string, PlanEntry> Entries(IReadOnlyList<NarrowNode> nodes, string parent, bool inReference)
    {
        var entries = new Dictionary<string, PlanEntry>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            Entry(entries, node.Name).Node = Node(node, parent, inReference);
        }

        // Rules are for the resource and its direct properties; deeper objects are alike in both generations.
        foreach (var rule in GenerationRules.Of(_type, parent))
        {
            Apply(rule, entries, nodes.Any(node => node.Name == rule.Source));
        }

        return entries;
    }

    private PlanNode Node(NarrowNode node, string parent, bool inReference)
    {
        var plan = new PlanNode(node, inReference);
        if (node.Kind == JsonKind.Object)
        {
            var path = parent.Length == 0 ? node.Name : $"{parent}.{node.Name}";
            var children = Entries(node.Children, path, node.FhirType == "Reference");
            plan.Children = new KeyTable<PlanEntry>(children);
            plan.Splits = children.Values.Any(child => child.Routes.Any(route => route.Steps.Any(step => step.Kind == StepKind.Split)));
        }
        else if (parent.Length == 0 && GenerationRules.CodesOf(_type, node.Name) is { } codes)
        {
            plan.Codes = new KeyTable<byte[]>(codes.Select(code => KeyValuePair.Create(code.Key, Encoding.UTF8.GetBytes($"\"{code.Value}\""))));
        }

        return plan;
    }

    private static void Apply(GenerationRule rule, Dictionary<string, PlanEntry> entries, bool isNarrow)
    {
        if (isNarrow && rule.Source != rule.Target)
        {
            // A view that names an R5 property gets it as it is.
            return;
        }

        var target = entries.GetValueOrDefault(rule.Target)?.Node;
        var entry = Entry(entries, rule.Source);
        entry.IsR5 |= rule.When == Shape.Any;
        entry.RouteFor = rule.When;
        if (target is null)
        {
            return;
        }

        if (rule.Select.Length == 0 && !target.IsList)
        {
            entry.Node = target;
            return;
        }

        entry.Routes.Add(new Route(target, Step.Parse(rule.Select)));
    }

    private static PlanEntry Entry(Dictionary<string, PlanEntry> entries, string name)
    {
        if (!entries.TryGetValue(name, out var entry))
        {
            entries[name] = entry = new PlanEntry(name);
        }

        return entry;
    }
}
