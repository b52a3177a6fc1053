using MetricCare.Fhir.FhirPath;
using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views.Typing;

internal sealed partial class PathTyper
{
    private Value Call(CallNode node, Scope scope)
    {
        var target = node.Target is null ? scope.Item : Walk(node.Target, scope);
        var user = $"{node.Function.Name}()";
        switch (node.Function.Name)
        {
            case "exists":
                return node.Arguments.Count == 0 ? Exists(target, node.At) : Exists(Where(target, node, scope), node.At);
            case "empty":
                return Make(Operation.Not, ItemType.Boolean, Exists(target, node.At));
            case "hasValue":
                return target is ChoiceValue || target.Type.Basic != Basic.Object
                    ? Exists(target, node.At)
                    : new ConstantValue(ItemType.Boolean, "false");
            case "not":
                return Make(Operation.Not, ItemType.Boolean, Truth(target, node.At, user));
            case "where":
                return Where(target, node, scope);
            case "all":
                return Every(Settled(target, node.At), item => Criterion(node.Arguments[0], scope with { Item = item }));
            case "allTrue":
                return Every(Booleans(target, node.At, user), item => item);
            case "allFalse":
                return Every(Booleans(target, node.At, user), item => Make(Operation.Not, ItemType.Boolean, item));
            case "anyTrue":
                return Exists(Filter(Booleans(target, node.At, user), item => item), node.At);
            case "anyFalse":
                return Exists(Filter(Booleans(target, node.At, user), item => Make(Operation.Not, ItemType.Boolean, item)), node.At);
            case "select":
                return Select(Settled(target, node.At), item => Settled(Walk(node.Arguments[0], scope with { Item = item }), node.Arguments[0].At));
            case "count":
                return new CountValue(Countable(target));
            case "distinct":
                return Distinct(Primitive(target, node.At, user));
            case "isDistinct":
                var all = Primitive(target, node.At, user);
                return Make(Operation.Equal, ItemType.Boolean, new CountValue(all), new CountValue(Distinct(all)));
            case "union" or "combine":
                var both = Combine(target, Walk(node.Arguments[0], scope), node.At, user);
                return node.Function.Name == "union" ? Distinct(both) : both;
            case "intersect" or "exclude":
                return Overlap(node, target, scope, user);
            case "first":
                return target is ChoiceValue { Many: false } ? target : First(Settled(target, node.At));
            case "last":
                target = Settled(target, node.At);
                return target.Many ? new PickValue(target, Pick.Last) : target;
            case "single":
                return Single(Settled(target, node.At), user);
            case "tail":
                target = Settled(target, node.At);
                return target.Many ? new SliceValue(target, new ConstantValue(ItemType.Integer, "1"), null) : Nothing;
            case "skip" or "take":
                return Slice(node, Settled(target, node.At), scope, user);
            case "iif":
                return Choose(node, scope with { Item = target });
            case "ofType" or "as":
                return OfType(target, (TypeNameNode)node.Arguments[0]);
            case "is":
                return IsType(target, (TypeNameNode)node.Arguments[0]);
            case "extension":
                return Extension(target, node, scope);
            case "getResourceKey":
                return ResourceKey(target, node);
            case "getReferenceKey":
                return ReferenceKey(target, node);
            default:
                return ScalarFunction(node, target, scope, user);
        }
    }

    // Unlike a field, a projection may make something of nothing, so even over a single item it is bound to there being one.
    private Value Select(Value source, Func<Value, Value> body)
    {
        if (source is NothingValue)
        {
            body(source);
            return Nothing;
        }

        var variable = context.NewVariable("x", source.Type);
        return new MapValue(source, variable, body(new VariableValue(variable)));
    }

    private Value Where(Value target, CallNode node, Scope scope)
    {
        target = Settled(target, node.At);
        return target is NothingValue
            ? CheckedNothing(node, scope)
            : Filter(target, item => Criterion(node.Arguments[0], scope with { Item = item }));
    }

    // Of an element that does not exist, the criterion still has to be FHIRPath with known functions and constants.
    private NothingValue CheckedNothing(CallNode node, Scope scope)
    {
        Criterion(node.Arguments[0], scope with { Item = Nothing });
        return Nothing;
    }

    private Value Criterion(PathNode node, Scope scope)
    {
        var value = Single(Plain(Settled(Walk(node, scope), node.At)), "A criterion");
        return value.Type.Basic is Basic.Boolean or Basic.Nothing
            ? value
            : throw new PathException($"A criterion must be true or false, not {value.Type.Name}.", node.At);
    }

    private Value Every(Value items, Func<Value, Value> condition) => items is NothingValue
        ? new ConstantValue(ItemType.Boolean, "true")
        : Make(
            Operation.Not,
            ItemType.Boolean,
            new ExistsValue(Filter(items, item => Make(Operation.Not, ItemType.Boolean, Make(Operation.IsTrue, ItemType.Boolean, condition(item))))));

    private Value Booleans(Value value, int at, string user)
    {
        value = Primitive(value, at, user);
        return value.Type.Basic is Basic.Boolean or Basic.Nothing
            ? value
            : throw new PathException($"{user} needs booleans, not {value.Type.Name}.", at);
    }

    private Value Exists(Value value, int at)
    {
        if (value is not ChoiceValue choice)
        {
            return value is NothingValue ? new ConstantValue(ItemType.Boolean, "false") : new ExistsValue(Plain(value));
        }

        return choice.Owner.Many
            ? Exists(Filter(choice.Owner, owner => AnyVariant(owner, choice)), at)
            : AnyVariant(choice.Owner, choice);
    }

    private Value AnyVariant(Value owner, ChoiceValue choice) => choice.Element.Types
        .Select(type => (Value)new ExistsValue(Plain(Field(owner, choice.Element.JsonName(type), choice.Element.IsList, type))))
        .Aggregate((left, right) => Make(Operation.Or, ItemType.Boolean, left, right));

    private Value Countable(Value value) => value is ChoiceValue choice
        ? Filter(choice.Owner, owner => AnyVariant(owner, choice))
        : Plain(value);

    private Value Overlap(CallNode node, Value target, Scope scope, string user)
    {
        var left = Primitive(target, node.At, user);
        var right = Primitive(Walk(node.Arguments[0], scope), node.Arguments[0].At, user);
        var intersect = node.Function.Name == "intersect";
        if (left is NothingValue || right is NothingValue)
        {
            return intersect ? Nothing : left;
        }

        (left, right) = Alike(left, right, node.At, user);
        var kept = Filter(left, item =>
        {
            Value among = new MemberValue(item, AsList(right));
            return intersect ? among : Make(Operation.Not, ItemType.Boolean, among);
        });
        return intersect ? Distinct(kept) : kept;
    }

    private Value Slice(CallNode node, Value target, Scope scope, string user)
    {
        var count = Whole(node.Arguments[0], scope, user);
        if (target is NothingValue || count is NothingValue)
        {
            return Nothing;
        }

        return node.Function.Name == "skip"
            ? new SliceValue(AsList(target), count, null)
            : new SliceValue(AsList(target), null, count);
    }

    private Value Whole(PathNode node, Scope scope, string user)
    {
        var value = Scalar(Walk(node, scope), node.At, user);
        return value.Type.Basic is Basic.Integer or Basic.Nothing
            ? value
            : throw new PathException($"{user} needs a whole number, not {value.Type.Name}.", node.At);
    }

    private ChooseValue Choose(CallNode node, Scope scope)
    {
        var condition = Truth(Walk(node.Arguments[0], scope), node.Arguments[0].At, "iif()");
        var then = Plain(Settled(Walk(node.Arguments[1], scope), node.Arguments[1].At));
        var otherwise = node.Arguments.Count > 2 ? Plain(Settled(Walk(node.Arguments[2], scope), node.Arguments[2].At)) : Nothing;
        if (then is NothingValue || otherwise is NothingValue)
        {
            return new ChooseValue(then is NothingValue ? otherwise.Type : then.Type, condition, then, otherwise);
        }

        if (then.Type.Basic == Basic.Object || otherwise.Type.Basic == Basic.Object)
        {
            return then.Type.Shape is not null && ReferenceEquals(then.Type.Shape, otherwise.Type.Shape)
                ? new ChooseValue(then.Type, condition, then, otherwise)
                : throw new PathException("iif() cannot give objects of two places; choose between their values.", node.At);
        }

        (then, otherwise) = Alike(then, otherwise, node.At, "iif()");
        return new ChooseValue(then.Type with { Property = null, Fhir = then.Type.Fhir == otherwise.Type.Fhir ? then.Type.Fhir : null }, condition, then, otherwise);
    }
}
