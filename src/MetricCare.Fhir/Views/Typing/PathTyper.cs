using MetricCare.Fhir.FhirPath;
using MetricCare.Fhir.Model;
using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views.Typing;

/// <summary>Turns a parsed path into a typed value, against the elements of R4, and notes what is read on the way.</summary>
internal sealed partial class PathTyper(TypingContext context)
{
    private static readonly NothingValue Nothing = new();

    /// <summary>The value of a path.</summary>
    /// <exception cref="PathException">What the path asks for does not exist, or is not supported.</exception>
    public Value Type(PathNode node, Scope scope) => Settled(Walk(node, scope), node.At);

    private Value Walk(PathNode node, Scope scope) => node switch
    {
        ThisNode => scope.Item,
        MemberNode n => Member(n, scope),
        CallNode n => Call(n, scope),
        IndexNode n => ItemAt(Settled(Walk(n.Target, scope), n.Target.At), Walk(n.Index, scope), n.Index.At),
        BinaryNode n => Binary(n, scope),
        MinusNode n => Minus(n, scope),
        LiteralNode n => Literal(n),
        VariableNode n => Variable(n, scope),
        EmptyNode => Nothing,
        _ => throw new PathException("A type's name cannot stand here.", node.At),
    };

    private static ConstantValue Literal(LiteralNode node) => new(
        node.Kind switch
        {
            LiteralKind.String => ItemType.Text,
            LiteralKind.Boolean => ItemType.Boolean,
            LiteralKind.Integer => ItemType.Integer,
            LiteralKind.Decimal => ItemType.Decimal,
            LiteralKind.Date => ItemType.Date,
            LiteralKind.DateTime => ItemType.DateTime,
            _ => ItemType.Time,
        },
        node.Text);

    private Value Variable(VariableNode node, Scope scope)
    {
        switch (node.Name)
        {
            case "rowIndex":
                if (scope.Iteration is not null)
                {
                    scope.Iteration.IndexUsed = true;
                }

                return new IndexValue(scope.Iteration);
            case "resource" or "context":
                return new VariableValue(context.Resource);
            case "ucum":
                return new ConstantValue(ItemType.Text, "http://unitsofmeasure.org");
            case "sct":
                return new ConstantValue(ItemType.Text, "http://snomed.info/sct");
            case "loinc":
                return new ConstantValue(ItemType.Text, "http://loinc.org");
            default:
                if (!context.View.Constants.TryGetValue(node.Name, out var constant))
                {
                    throw new PathException($"The constant %{node.Name} is not defined.", node.At);
                }

                var type = constant.FhirType == "integer64" ? ItemType.Integer : ItemType.Of(R4Model.Type(constant.FhirType)!);
                return new ConstantValue(type, constant.Text);
        }
    }

    private Value Member(MemberNode node, Scope scope)
    {
        if (node.Target is not null)
        {
            return Child(Walk(node.Target, scope), node.Name, node.At);
        }

        // Patient.name is name when the focus is a Patient.
        return scope.Item.Type.Fhir is { Kind: FhirKind.Resource } resource && resource.Name == node.Name && resource.Element(node.Name) is null
            ? scope.Item
            : Child(scope.Item, node.Name, node.At);
    }

    private Value Child(Value target, string name, int at)
    {
        target = Settled(target, at);
        if (target.Type.Basic == Basic.Nothing)
        {
            return Nothing;
        }

        if (target.Type.Basic != Basic.Object)
        {
            return name switch
            {
                "extension" or "id" when target.Type.Property is not null => Child(Sibling(target), name, at),
                "value" when target.Type.Property is not null => target,
                _ => Unknown(target, name),
            };
        }

        var type = target.Type.Fhir!;
        if (type.Element(name) is { } element)
        {
            return element.IsChoice ? new ChoiceValue(target, element) : Fields(target, element, element.Types[0]);
        }

        foreach (var choice in type.Elements.Where(e => e.IsChoice && name.StartsWith(e.Name, StringComparison.Ordinal)))
        {
            if (choice.Types.FirstOrDefault(t => choice.JsonName(t) == name) is { } chosen)
            {
                context.Warn($"{name} is not FHIRPath; write {choice.Name}.ofType({chosen.Name}).");
                return Fields(target, choice, chosen);
            }
        }

        return Unknown(target, name);
    }

    private NothingValue Unknown(Value target, string name)
    {
        context.Warn($"{target.Type.Name} has no element '{name}', so this is always empty.");
        return Nothing;
    }

    private Value Fields(Value target, FhirElement element, FhirType type) =>
        Project(target, item => Field(item, element.JsonName(type), element.IsList, type));

    private Value Field(Value item, string name, bool isList, FhirType type)
    {
        var shape = item.Type.Shape!;
        var property = shape.Use(name, isList, type);
        if (property.Children is not null)
        {
            return new FieldValue(item, property, new ItemType(Basic.Object, type, property.Children));
        }

        var itemType = new ItemType(ItemType.BasicOf(type), type, Property: property);
        return context.IsBoxed(property)
            ? new BoxedFieldValue(item, property, itemType with { Sibling = SiblingOf(shape, property) })
            : new FieldValue(item, property, itemType);
    }

    private static ShapeProperty SiblingOf(Shape shape, ShapeProperty property) =>
        shape.Use($"_{property.Name}", property.IsList, property.Type, isSibling: true);

    private static ItemType SiblingType(ShapeProperty sibling) => new(Basic.Object, sibling.Type, sibling.Children);

    /// <summary>The <c>_name</c> objects beside primitives.</summary>
    private Value Sibling(Value value)
    {
        if (value.Type.Boxed)
        {
            return Project(value, box => new UnboxedValue(box, Sibling: true, SiblingType(box.Type.Sibling!)));
        }

        switch (value)
        {
            case FieldValue field:
                Shape.Release(field.Property);
                var sibling = SiblingOf(field.Object.Type.Shape!, field.Property);
                return new FieldValue(field.Object, sibling, SiblingType(sibling));
            case MapValue { Body: FieldValue or MapValue } map:
                return new MapValue(map.Source, map.Variable, Sibling(map.Body));
            default:
                // The item was cut loose from its sibling: read both together, and type everything again.
                context.Box(value.Type.Property!);
                return Nothing;
        }
    }

    /// <summary>The body for each item: on a single item, just that.</summary>
    private Value Project(Value source, Func<Value, Value> body)
    {
        if (!source.Many)
        {
            return body(source);
        }

        var variable = context.NewVariable("x", source.Type);
        return new MapValue(source, variable, body(new VariableValue(variable)));
    }

    private FilterValue Filter(Value source, Func<Value, Value> condition)
    {
        var variable = context.NewVariable("x", source.Type);
        return new FilterValue(source, variable, condition(new VariableValue(variable)));
    }

    /// <summary>Refuses a choice of which no type was asked.</summary>
    private static Value Settled(Value value, int at) => value is ChoiceValue choice
        ? throw new PathException(
            $"{choice.Element.Name} may be of several types; ask for one with ofType(): {string.Join(", ", choice.Element.Types.Select(t => t.Name).Take(12))}"
            + (choice.Element.Types.Count > 12 ? ", … ." : "."),
            at)
        : value;

    /// <summary>Without the sibling that the items may carry.</summary>
    private Value Plain(Value value)
    {
        if (!value.Type.Boxed)
        {
            return value;
        }

        var type = value.Type with { Sibling = null };
        return value is BoxedFieldValue box
            ? new FieldValue(box.Object, box.Property, type)
            : Project(value, item => new UnboxedValue(item, Sibling: false, type));
    }

    /// <summary>A primitive, or nothing; plural or not.</summary>
    private Value Primitive(Value value, int at, string user)
    {
        value = Plain(Settled(value, at));
        return value.Type.Basic == Basic.Object
            ? throw new PathException($"{user} needs a primitive value, not {value.Type.Name}.", at)
            : value;
    }

    /// <summary>At most one primitive; more than one stops the query.</summary>
    private Value Scalar(Value value, int at, string user) => Single(Primitive(value, at, user), user);

    private Value Single(Value value, string user) => value.Many
        ? new PickValue(value, Pick.Only, context.Complaint($"{user} needs a single value, and there are several."))
        : value;

    private static Value AsList(Value value) => value.Many ? value : new ListValue(value);

    private Value ItemAt(Value source, Value index, int at)
    {
        index = Scalar(index, at, "An index");
        if (index.Type.Basic is not (Basic.Integer or Basic.Nothing))
        {
            throw new PathException("An index is a whole number.", at);
        }

        if (source.Type.Basic == Basic.Nothing || index is NothingValue)
        {
            return Nothing;
        }

        return index is ConstantValue { Text: "0" }
            ? First(source)
            : new ItemAtValue(AsList(source), index);
    }

    private static Value First(Value source) => source.Many ? new PickValue(source, Pick.First) : source;
}
