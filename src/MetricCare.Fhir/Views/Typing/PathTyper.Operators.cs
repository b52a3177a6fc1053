using MetricCare.Fhir.FhirPath;
using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views.Typing;

internal sealed partial class PathTyper
{
    private Value Binary(BinaryNode node, Scope scope)
    {
        if (node.Operator is PathOperator.Is or PathOperator.As)
        {
            var name = node.Right as TypeNameNode ?? throw new PathException("A type must follow.", node.Right.At);
            var operand = Walk(node.Left, scope);
            return node.Operator == PathOperator.Is ? IsType(operand, name) : OfType(operand, name);
        }

        var (left, right) = (Walk(node.Left, scope), Walk(node.Right, scope));
        var sign = Sign(node.Operator);
        switch (node.Operator)
        {
            case PathOperator.And:
                return Make(Operation.And, ItemType.Boolean, Truth(left, node.Left.At, sign), Truth(right, node.Right.At, sign));
            case PathOperator.Or:
                return Make(Operation.Or, ItemType.Boolean, Truth(left, node.Left.At, sign), Truth(right, node.Right.At, sign));
            case PathOperator.Xor:
                return Make(Operation.Xor, ItemType.Boolean, Truth(left, node.Left.At, sign), Truth(right, node.Right.At, sign));
            case PathOperator.Implies:
                return Make(Operation.Implies, ItemType.Boolean, Truth(left, node.Left.At, sign), Truth(right, node.Right.At, sign));
            case PathOperator.Equal:
                return Equal(Primitive(left, node.Left.At, sign), Primitive(right, node.Right.At, sign), node.At);
            case PathOperator.NotEqual:
                return Make(Operation.Not, ItemType.Boolean, Equal(Primitive(left, node.Left.At, sign), Primitive(right, node.Right.At, sign), node.At));
            case PathOperator.Union:
                return Distinct(Combine(left, right, node.At, sign));
            case PathOperator.In:
                return IsMember(Scalar(left, node.Left.At, sign), Primitive(right, node.Right.At, sign), node.At);
            case PathOperator.Contains:
                return IsMember(Scalar(right, node.Right.At, sign), Primitive(left, node.Left.At, sign), node.At);
        }

        left = Scalar(left, node.Left.At, sign);
        right = Scalar(right, node.Right.At, sign);
        return node.Operator switch
        {
            PathOperator.Less => Compare(Operation.Less, left, right, node.At, sign),
            PathOperator.LessOrEqual => Compare(Operation.LessOrEqual, left, right, node.At, sign),
            PathOperator.Greater => Compare(Operation.Greater, left, right, node.At, sign),
            PathOperator.GreaterOrEqual => Compare(Operation.GreaterOrEqual, left, right, node.At, sign),
            PathOperator.Concatenate => Make(Operation.ConcatenateOrEmpty, ItemType.Text, Text(left, node.Left.At, sign), Text(right, node.Right.At, sign)),
            _ => Arithmetic(node, left, right, sign),
        };
    }

    private static string Sign(PathOperator op) => op switch
    {
        PathOperator.Equal => "=",
        PathOperator.NotEqual => "!=",
        PathOperator.Less => "<",
        PathOperator.LessOrEqual => "<=",
        PathOperator.Greater => ">",
        PathOperator.GreaterOrEqual => ">=",
        PathOperator.Add => "+",
        PathOperator.Subtract => "-",
        PathOperator.Multiply => "*",
        PathOperator.Divide => "/",
        PathOperator.IntegerDivide => "div",
        PathOperator.Modulo => "mod",
        PathOperator.Concatenate => "&",
        PathOperator.Union => "|",
        _ => op.ToString().ToLowerInvariant(),
    };

    private static OperationValue Make(Operation operation, ItemType type, params IReadOnlyList<Value> arguments) => new(operation, type, arguments);

    /// <summary>A boolean; a single item of another type counts as true.</summary>
    private Value Truth(Value value, int at, string user)
    {
        if (value is ChoiceValue)
        {
            value = Exists(value, at);
            return new ChooseValue(ItemType.Boolean, value, new ConstantValue(ItemType.Boolean, "true"), Nothing);
        }

        value = Single(Plain(value), user);
        return value.Type.Basic is Basic.Boolean or Basic.Nothing
            ? value
            : new ChooseValue(ItemType.Boolean, new ExistsValue(value), new ConstantValue(ItemType.Boolean, "true"), Nothing);
    }

    private Value Minus(MinusNode node, Scope scope)
    {
        var operand = Scalar(Walk(node.Operand, scope), node.Operand.At, "-");
        return operand.Type.Basic switch
        {
            Basic.Nothing => Nothing,
            Basic.Integer => Make(Operation.Negate, ItemType.Integer, operand),
            Basic.Decimal or Basic.Number => Make(Operation.Negate, ItemType.Number, Number(operand)),
            _ => throw new PathException($"- needs a number, not {operand.Type.Name}.", node.At),
        };
    }

    private Value Arithmetic(BinaryNode node, Value left, Value right, string sign)
    {
        if (left is NothingValue || right is NothingValue)
        {
            return Nothing;
        }

        if (node.Operator == PathOperator.Add && left.Type.Basic == Basic.String && right.Type.Basic == Basic.String)
        {
            return Make(Operation.Concatenate, ItemType.Text, left, right);
        }

        if (!left.Type.IsNumeric || !right.Type.IsNumeric)
        {
            throw new PathException($"{sign} needs two numbers, not {left.Type.Name} and {right.Type.Name}.", node.At);
        }

        var operation = node.Operator switch
        {
            PathOperator.Add => Operation.Add,
            PathOperator.Subtract => Operation.Subtract,
            PathOperator.Multiply => Operation.Multiply,
            PathOperator.Divide => Operation.Divide,
            PathOperator.IntegerDivide => Operation.IntegerDivide,
            _ => Operation.Modulo,
        };
        if (left.Type.Basic == Basic.Integer && right.Type.Basic == Basic.Integer && operation != Operation.Divide)
        {
            return Make(operation, ItemType.Integer, left, right);
        }

        return Make(operation, operation == Operation.IntegerDivide ? ItemType.Integer : ItemType.Number, Number(left), Number(right));
    }

    private Value Compare(Operation operation, Value left, Value right, int at, string sign)
    {
        if (left is NothingValue || right is NothingValue)
        {
            return Nothing;
        }

        (left, right) = Alike(left, right, at, sign);
        return left.Type.Basic == Basic.Boolean
            ? throw new PathException($"{sign} does not order booleans.", at)
            : Make(operation, ItemType.Boolean, left, right);
    }

    private Value Equal(Value left, Value right, int at)
    {
        if (left is NothingValue || right is NothingValue)
        {
            return Nothing;
        }

        (left, right) = Alike(left, right, at, "=");
        return left.Many || right.Many
            ? new ListEqualValue(AsList(left), AsList(right))
            : Make(Operation.Equal, ItemType.Boolean, left, right);
    }

    private Value IsMember(Value item, Value list, int at)
    {
        if (item is NothingValue)
        {
            return Nothing;
        }

        if (list is NothingValue)
        {
            // An item is never in an empty list, but without an item there is no answer.
            return new ChooseValue(ItemType.Boolean, new ExistsValue(item), new ConstantValue(ItemType.Boolean, "false"), Nothing);
        }

        (item, list) = Alike(item, list, at, "in");
        return new MemberValue(item, AsList(list));
    }

    /// <summary>Both of one type, or an error: silently comparing unlike things as false helps nobody.</summary>
    private (Value Left, Value Right) Alike(Value left, Value right, int at, string sign)
    {
        var (l, r) = (left.Type, right.Type);
        if (l.IsNumeric && r.IsNumeric)
        {
            return l.Basic == Basic.Integer && r.Basic == Basic.Integer ? (left, right) : (Number(left), Number(right));
        }

        if (l.Basic == r.Basic || (l.Basic is Basic.Date or Basic.DateTime && r.Basic is Basic.Date or Basic.DateTime))
        {
            return (left, right);
        }

        var hint = (l.IsTemporal && r.Basic == Basic.String) || (r.IsTemporal && l.Basic == Basic.String)
            ? " Dates are written as @2020-01-31."
            : "";
        throw new PathException($"{sign} cannot be applied to {l.Name} and {r.Name}.{hint}", at);
    }

    private Value Number(Value value) => value.Type.Basic == Basic.Number
        ? value
        : Project(value, item => Make(Operation.Convert, ItemType.Number, item));

    private static Value Text(Value value, int at, string user) => value.Type.Basic switch
    {
        Basic.String or Basic.Nothing => value,
        _ => throw new PathException($"{user} needs text, not {value.Type.Name}; use toString().", at),
    };

    /// <summary>All items of both, made alike.</summary>
    private Value Combine(Value left, Value right, int at, string user)
    {
        left = Primitive(left, at, user);
        right = Primitive(right, at, user);
        if (left is NothingValue || right is NothingValue)
        {
            return left is NothingValue ? right : left;
        }

        (left, right) = Alike(left, right, at, user);
        // Items of two places are no longer items of one place.
        return new ConcatValue(left.Type with { Property = null }, AsList(left), AsList(right));
    }

    private Value Distinct(Value value)
    {
        value = value.Type.Basic == Basic.Decimal ? Number(value) : value;
        return value.Many ? new DistinctValue(value) : value;
    }
}
