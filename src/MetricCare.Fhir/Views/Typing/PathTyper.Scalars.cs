using MetricCare.Fhir.FhirPath;
using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views.Typing;

internal sealed partial class PathTyper
{
    private static readonly ConstantValue Zero = new(ItemType.Integer, "0");

    private Value ScalarFunction(CallNode node, Value target, Scope scope, string user)
    {
        var name = node.Function.Name;
        if (name == "join")
        {
            var items = Text(Primitive(target, node.At, user), node.At, user);
            var separator = node.Arguments.Count == 0 ? new ConstantValue(ItemType.Text, "") : TextArgument(node, 0, scope, user);
            return items is NothingValue ? Nothing : Make(Operation.Join, ItemType.Text, AsList(items), separator);
        }

        var input = Scalar(target, node.At, user);
        var value = name switch
        {
            "toString" => Convert(input, ItemType.Text),
            "toInteger" => Convert(input, ItemType.Integer),
            "toDecimal" => Convert(input, ItemType.Number),
            "toBoolean" => Convert(input, ItemType.Boolean),
            "toDate" => Convert(input, ItemType.Date),
            "toDateTime" => Convert(input, ItemType.DateTime),
            "toTime" => Convert(input, ItemType.Time),
            "convertsToString" => Converts(input, ItemType.Text),
            "convertsToInteger" => Converts(input, ItemType.Integer),
            "convertsToDecimal" => Converts(input, ItemType.Number),
            "convertsToBoolean" => Converts(input, ItemType.Boolean),
            "convertsToDate" => Converts(input, ItemType.Date),
            "convertsToDateTime" => Converts(input, ItemType.DateTime),
            "convertsToTime" => Converts(input, ItemType.Time),
            "abs" or "ceiling" or "floor" or "truncate" or "round" => MathFunction(node, input, scope, user),
            "lowBoundary" => Boundary(Operation.LowBoundary, input, node.At, user),
            "highBoundary" => Boundary(Operation.HighBoundary, input, node.At, user),
            _ => TextFunction(node, Text(input, node.At, user), scope, user),
        };

        // The arguments were checked all the same.
        return input is NothingValue && !name.StartsWith("convertsTo", StringComparison.Ordinal) ? Nothing : value;
    }

    private OperationValue TextFunction(CallNode node, Value input, Scope scope, string user)
    {
        Value Argument(int i) => TextArgument(node, i, scope, user);
        return node.Function.Name switch
        {
            "upper" => Make(Operation.Upper, ItemType.Text, input),
            "lower" => Make(Operation.Lower, ItemType.Text, input),
            "trim" => Make(Operation.Trim, ItemType.Text, input),
            "length" => Make(Operation.Length, ItemType.Integer, input),
            "indexOf" => Make(Operation.IndexOf, ItemType.Integer, input, Argument(0)),
            "startsWith" => Make(Operation.StartsWith, ItemType.Boolean, input, Argument(0)),
            "endsWith" => Make(Operation.EndsWith, ItemType.Boolean, input, Argument(0)),
            "contains" => Make(Operation.ContainsText, ItemType.Boolean, input, Argument(0)),
            "matches" => Make(Operation.Matches, ItemType.Boolean, input, Argument(0)),
            "replace" => Make(Operation.Replace, ItemType.Text, input, Argument(0), Argument(1)),
            "replaceMatches" => Make(Operation.ReplaceMatches, ItemType.Text, input, Argument(0), Argument(1)),
            "split" => Make(Operation.Split, ItemType.Text, input, Argument(0)),
            "substring" when node.Arguments.Count == 1 => Make(Operation.Substring, ItemType.Text, input, Whole(node.Arguments[0], scope, user)),
            "substring" => Make(Operation.Substring, ItemType.Text, input, Whole(node.Arguments[0], scope, user), Whole(node.Arguments[1], scope, user)),
            _ => throw new PathException(PathFunction.Refusal(node.Function.Name), node.At),
        };
    }

    private Value TextArgument(CallNode node, int index, Scope scope, string user)
    {
        var argument = node.Arguments[index];
        return Text(Scalar(Walk(argument, scope), argument.At, user), argument.At, user);
    }

    private Value MathFunction(CallNode node, Value input, Scope scope, string user)
    {
        if (input is NothingValue)
        {
            return Nothing;
        }

        if (!input.Type.IsNumeric)
        {
            throw new PathException($"{user} needs a number, not {input.Type.Name}.", node.At);
        }

        var digits = node.Function.Name == "round" && node.Arguments.Count == 1 ? Whole(node.Arguments[0], scope, user) : Zero;
        if (input.Type.Basic == Basic.Integer && node.Function.Name != "abs")
        {
            return input;
        }

        return node.Function.Name switch
        {
            "abs" when input.Type.Basic == Basic.Integer => Make(Operation.Abs, ItemType.Integer, input),
            "abs" => Make(Operation.Abs, ItemType.Number, Number(input)),
            "ceiling" => Make(Operation.Ceiling, ItemType.Integer, Number(input)),
            "floor" => Make(Operation.Floor, ItemType.Integer, Number(input)),
            "truncate" => Make(Operation.Truncate, ItemType.Integer, Number(input)),
            _ => Make(Operation.Round, ItemType.Number, Number(input), digits),
        };
    }

    private static Value Boundary(Operation operation, Value input, int at, string user) => input.Type.Basic switch
    {
        Basic.Nothing => Nothing,
        Basic.Decimal or Basic.Number or Basic.Integer => Make(operation, ItemType.Number, input),
        Basic.Date or Basic.DateTime or Basic.Time => Make(operation, input.Type with { Property = null }, input),
        _ => throw new PathException($"{user} needs a number or a time, not {input.Type.Name}.", at),
    };

    private Value Convert(Value input, ItemType type)
    {
        var (from, to) = (input.Type.Basic, type.Basic);
        if (from == Basic.Nothing)
        {
            return Nothing;
        }

        if (from == to || (from == Basic.Decimal && to == Basic.Number))
        {
            return input;
        }

        var possible = to switch
        {
            Basic.String => true,
            Basic.Integer => from is Basic.String or Basic.Boolean,
            Basic.Number => from is Basic.String or Basic.Boolean or Basic.Integer,
            Basic.Boolean => from is Basic.String or Basic.Integer or Basic.Decimal or Basic.Number,
            Basic.Date => from is Basic.String or Basic.DateTime,
            Basic.DateTime => from is Basic.String or Basic.Date,
            _ => from == Basic.String,
        };
        if (!possible)
        {
            context.Warn($"{input.Type.Name} never converts to {type.Name}, so this is always empty.");
            return Nothing;
        }

        return Make(Operation.Convert, type, input);
    }

    private Value Converts(Value input, ItemType type)
    {
        if (input is NothingValue)
        {
            return Nothing;
        }

        var converted = Convert(input, type);
        return new ChooseValue(
            ItemType.Boolean,
            new ExistsValue(input),
            converted is NothingValue ? new ConstantValue(ItemType.Boolean, "false") : new ExistsValue(converted),
            Nothing);
    }
}
