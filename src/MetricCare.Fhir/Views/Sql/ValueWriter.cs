using MetricCare.Core.Schema;
using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views.Sql;

/// <summary>Values of the clause tree as expressions of a dialect.</summary>
internal sealed partial class ValueWriter(SqlDialect dialect, Variable resource, IReadOnlySet<ShapeProperty> rawProperties)
{
    private readonly Dictionary<Variable, string> _bound = [];
    private readonly Dictionary<Variable, string> _indexes = [];
    private int _unique;

    public int Unique => ++_unique;

    /// <summary>From now on the variable is this expression, and its position that one.</summary>
    public void Bind(Variable variable, string expression, string? index = null)
    {
        _bound[variable] = expression;
        if (index is not null)
        {
            _indexes[variable] = index;
        }
    }

    /// <summary>A value that is not many: null when there is none.</summary>
    public string One(Value value)
    {
        switch (value)
        {
            case VariableValue v:
                return v.Variable == resource
                    ? throw new InvalidOperationException("The resource as a whole has no expression.")
                    : _bound[v.Variable];
            case IndexValue v:
                return v.Variable is null ? "0" : _indexes.GetValueOrDefault(v.Variable, "0");
            case ConstantValue v:
                return dialect.Constant(v.Type, v.Text);
            case NothingValue:
                return "NULL";
            case FieldValue v:
                return Guarded(v.Object, owner => Property(owner, v.Object, v.Property));
            case BoxedFieldValue v:
                return Guarded(v.Object, owner => Box(owner, v));
            case UnboxedValue v:
                return dialect.Field(One(v.Box), v.Sibling ? "x" : "v");
            case MapValue v:
                Alias(v.Variable, v.Source);
                return IsStrict(v.Body, v.Variable) || IsResource(v.Source) ? One(v.Body) : $"CASE WHEN {Exists(v.Source)} THEN {One(v.Body)} END";
            case FilterValue v:
                return Guarded(v, owner => owner ?? throw new InvalidOperationException("The resource as a whole has no expression."));
            case PickValue v:
                return PickOne(v);
            case ItemAtValue v:
                return dialect.ItemAt(Items(v.Source), One(v.Index));
            case ExistsValue v:
                return Exists(v.Source);
            case CountValue v:
                return v.Source.Many ? dialect.Size(Items(v.Source)) : $"CASE WHEN {Exists(v.Source)} THEN 1 ELSE 0 END";
            case MemberValue v:
                return Member(v);
            case ListEqualValue v:
                return ListEqual(v);
            case ChooseValue v:
                return $"CASE WHEN {One(v.Condition)} THEN {One(v.Then)} ELSE {One(v.Otherwise)} END";
            case OperationValue v:
                return dialect.Operation(v, [.. v.Arguments.Select(a => a.Many ? Items(a) : One(a))]);
            default:
                throw new InvalidOperationException($"{value.GetType().Name} is not a single value.");
        }
    }

    /// <summary>True or false: whether there is any item.</summary>
    public string Exists(Value value)
    {
        if (value.Many)
        {
            return dialect.HasItems(Items(value));
        }

        var (owner, conditions) = Peel(value);
        var tests = conditions.Select(c => $"coalesce({c}, FALSE)").ToList();
        if (owner is not VariableValue { Variable: var variable } || variable != resource)
        {
            tests.Add($"{One(owner)} IS NOT NULL");
        }

        return tests.Count switch
        {
            0 => "TRUE",
            1 => $"({tests[0]})",
            _ => $"({string.Join(" AND ", tests)})",
        };
    }

    /// <summary>The value's kind is such that it is null whenever the variable is.</summary>
    public static bool IsStrict(Value value, Variable variable) => value switch
    {
        VariableValue v => v.Variable == variable,
        FieldValue v => IsStrict(v.Object, variable),
        UnboxedValue v => IsStrict(v.Box, variable),
        PickValue v => IsStrict(v.Source, variable),
        FilterValue v => IsStrict(v.Source, variable),
        MapValue v => v.Source.Many ? IsStrict(v.Source, variable) : IsStrict(v.Body, v.Variable) && IsStrict(v.Source, variable),
        ItemAtValue v => IsStrict(v.Source, variable),
        OperationValue { Operation: not (Operation.And or Operation.Or or Operation.Implies or Operation.ConcatenateOrEmpty or Operation.IsTrue) } v =>
            v.Arguments.Any(a => IsStrict(a, variable)),
        _ => false,
    };

    // The filters around a single value, outermost last, and what they are around.
    private (Value Owner, List<string> Conditions) Peel(Value value)
    {
        if (value is not FilterValue { Many: false } filter)
        {
            return (value, []);
        }

        var (owner, conditions) = Peel(filter.Source);
        Alias(filter.Variable, owner);
        conditions.Add(One(filter.Condition));
        return (owner, conditions);
    }

    private string Guarded(Value value, Func<string?, string> use)
    {
        var (owner, conditions) = Peel(value);
        var text = use(IsResource(owner) ? null : One(owner));
        return conditions.Count == 0 ? text : $"CASE WHEN {string.Join(" AND ", conditions)} THEN {text} END";
    }

    private readonly HashSet<Variable> _rows = [resource];

    private bool IsResource(Value value) => value is VariableValue v && _rows.Contains(v.Variable);

    private void Alias(Variable variable, Value source)
    {
        if (IsResource(source))
        {
            _rows.Add(variable);
        }
        else
        {
            Bind(variable, One(source));
        }
    }

    private string Property(string? owner, Value value, ShapeProperty property)
    {
        if (owner is null)
        {
            return $"{SqlDialect.Row}.{dialect.Identifier(property.Name)}";
        }

        // An object that is read as JSON text is opened where it is used.
        var shape = value.Type.Shape!;
        return shape.Origin is { } origin && rawProperties.Contains(origin)
            ? dialect.Field(dialect.FromJson(owner, shape.ToNodes()), property.Name)
            : dialect.Field(owner, property.Name);
    }

    private string Box(string? owner, BoxedFieldValue value)
    {
        var primitive = Property(owner, value.Object, value.Property);
        var sibling = Property(owner, value.Object, value.Type.Sibling!);
        return $"CASE WHEN {primitive} IS NOT NULL OR {sibling} IS NOT NULL THEN {dialect.Record([("v", primitive), ("x", sibling)])} END";
    }

    private string PickOne(PickValue value)
    {
        var list = Items(value.Source);
        return value.Pick switch
        {
            Pick.First => dialect.FirstItem(list),
            Pick.Last => dialect.LastItem(list),
            _ => $"CASE WHEN {dialect.Size(list)} > 1 THEN {dialect.Error(value.Complaint!)} ELSE {dialect.FirstItem(list)} END",
        };
    }

    private string Member(MemberValue value)
    {
        var item = One(value.Item);
        var constants = new List<ConstantValue>();
        if (AreConstants(value.List, constants))
        {
            return $"{item} IN ({string.Join(", ", constants.Select(c => dialect.Constant(c.Type, c.Text)))})";
        }

        return $"CASE WHEN {item} IS NOT NULL THEN coalesce({dialect.Contains(Items(value.List), item)}, FALSE) END";
    }

    private static bool AreConstants(Value list, List<ConstantValue> found)
    {
        switch (list)
        {
            case ConstantValue constant:
                found.Add(constant);
                return true;
            case ListValue v:
                return AreConstants(v.Item, found);
            case ConcatValue v:
                return AreConstants(v.Left, found) && AreConstants(v.Right, found);
            case DistinctValue v:
                return AreConstants(v.Source, found);
            default:
                return false;
        }
    }

    private string ListEqual(ListEqualValue value)
    {
        if (value.Left is ListValue && value.Right is not ListValue)
        {
            return ListEqual(new ListEqualValue(value.Right, value.Left));
        }

        var left = Items(value.Left);
        if (value.Right is ListValue { Item: var single })
        {
            var probe = new Variable($"p{Unique}", value.Left.Type);
            Bind(probe, dialect.FirstItem(left));
            var equal = One(new OperationValue(Tree.Operation.Equal, ItemType.Boolean, [new VariableValue(probe), single]));
            return single is ConstantValue
                ? $"CASE WHEN {dialect.Size(left)} > 1 THEN FALSE ELSE {equal} END"
                : $"CASE WHEN {dialect.Size(left)} > 1 AND {One(single)} IS NOT NULL THEN FALSE ELSE {equal} END";
        }

        var right = Items(value.Right);
        return $"CASE WHEN {dialect.HasItems(left)} AND {dialect.HasItems(right)} THEN {left} = {right} END";
    }
}
