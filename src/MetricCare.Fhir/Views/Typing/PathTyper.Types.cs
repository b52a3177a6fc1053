using MetricCare.Fhir.FhirPath;
using MetricCare.Fhir.Model;
using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views.Typing;

internal sealed partial class PathTyper
{
    /// <summary>The items of exactly that type; of another type there are none.</summary>
    private Value OfType(Value target, TypeNameNode name)
    {
        var type = Named(name);
        if (target is ChoiceValue choice)
        {
            if (choice.Element.Types.FirstOrDefault(t => t.Name == type.Name) is { } chosen)
            {
                return Fields(choice.Owner, choice.Element, chosen);
            }

            context.Warn($"{choice.Element.Name} is never of type {type.Name}, so this is always empty.");
            return Nothing;
        }

        if (target is NothingValue || IsOf(target, type))
        {
            return target;
        }

        if (target.Type.Fhir?.Name is "Resource" or "DomainResource")
        {
            throw new PathException($"{name.Name} cannot be picked from resources inside resources.", name.At);
        }

        context.Warn($"This is of type {target.Type.Name}, never {type.Name}, so it is always empty.");
        return Nothing;
    }

    private Value IsType(Value target, TypeNameNode name)
    {
        var type = Named(name);
        if (target is ChoiceValue choice)
        {
            if (choice.Many)
            {
                throw new PathException("is needs a single value; use ofType() or where($this is …).", name.At);
            }

            var any = AnyVariant(choice.Owner, choice);
            var chosen = choice.Element.Types.FirstOrDefault(t => t.Name == type.Name);
            Value answer = chosen is null
                ? new ConstantValue(ItemType.Boolean, "false")
                : new ExistsValue(Plain(Field(choice.Owner, choice.Element.JsonName(chosen), choice.Element.IsList, chosen)));
            return new ChooseValue(ItemType.Boolean, any, answer, Nothing);
        }

        if (target is NothingValue)
        {
            return Nothing;
        }

        var item = Single(Plain(target), "is");
        return new ChooseValue(
            ItemType.Boolean,
            new ExistsValue(item),
            new ConstantValue(ItemType.Boolean, IsOf(item, type) ? "true" : "false"),
            Nothing);
    }

    // What was computed has a type of FHIRPath itself, whose name is that of the FHIR type without a refinement: text is a string, never a code.
    private static bool IsOf(Value value, FhirType type) => value.Type.Name == type.Name;

    private static FhirType Named(TypeNameNode node)
    {
        var name = node.Name.StartsWith("FHIR.", StringComparison.Ordinal) ? node.Name["FHIR.".Length..] : node.Name;
        if (name.StartsWith("System.", StringComparison.Ordinal))
        {
            name = name["System.".Length..];
            name = name == "Quantity" ? name : $"{char.ToLowerInvariant(name[0])}{name[1..]}";
        }

        return R4Model.Type(name) ?? throw new PathException($"There is no type {node.Name} in R4.", node.At);
    }

    private Value Extension(Value target, CallNode node, Scope scope)
    {
        var url = TextArgument(node, 0, scope, "extension()");
        var extensions = Child(target, "extension", node.At);
        return extensions is NothingValue
            ? Nothing
            : Filter(extensions, item => Equal(Child(item, "url", node.At), url, node.At));
    }

    private Value ResourceKey(Value target, CallNode node)
    {
        if (target is not VariableValue { Variable: var variable } || variable != context.Resource)
        {
            throw new PathException("getResourceKey() belongs to the resource; inside an iteration write %resource.getResourceKey().", node.At);
        }

        return Child(target, "id", node.At);
    }

    private Value ReferenceKey(Value target, CallNode node)
    {
        ConstantValue? wanted = null;
        if (node.Arguments.Count == 1)
        {
            var name = (TypeNameNode)node.Arguments[0];
            var type = Named(name);
            wanted = type.Kind == FhirKind.Resource
                ? new ConstantValue(ItemType.Text, type.Name)
                : throw new PathException($"{name.Name} is not a resource type.", name.At);
        }

        if (target is ChoiceValue choice)
        {
            target = choice.Element.Types.FirstOrDefault(t => t.Name == "Reference") is { } reference
                ? Fields(choice.Owner, choice.Element, reference)
                : Settled(target, node.At);
        }

        if (target is NothingValue)
        {
            return Nothing;
        }

        if (target.Type.Fhir?.Name != "Reference")
        {
            throw new PathException($"getReferenceKey() needs a Reference, not {target.Type.Name}.", node.At);
        }

        return Project(target, item =>
        {
            var text = Plain(Child(item, "reference", node.At));
            return wanted is null
                ? Make(Operation.ReferenceKey, ItemType.Text, text)
                : Make(Operation.ReferenceKey, ItemType.Text, text, wanted);
        });
    }
}
