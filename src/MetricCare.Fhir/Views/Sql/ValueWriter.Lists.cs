using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views.Sql;

internal sealed partial class ValueWriter
{
    /// <summary>A value that is many, or one as a list: null or without items when there is none, never with null items.</summary>
    public string Items(Value value)
    {
        var list = Raw(value);
        return HoldsNulls(value) ? WithoutNulls(list) : list;
    }

    private string WithoutNulls(string list)
    {
        var variable = $"n{Unique}";
        return dialect.Filter(list, variable, $"{variable} IS NOT NULL");
    }

    /// <summary>JSON lists of primitives hold nulls to line up with their siblings, and a body may give nothing for an item.</summary>
    private static bool HoldsNulls(Value value) => value switch
    {
        FieldValue v => v.Property.Children is null || v.Property.IsSibling,
        MapValue { Body.Many: true } v => HoldsNulls(v.Body),
        MapValue v => v.Body is not (ExistsValue or CountValue or ConstantValue),
        ChooseValue v => (v.Then.Many && HoldsNulls(v.Then)) || (v.Otherwise.Many && HoldsNulls(v.Otherwise)),
        _ => false,
    };

    private string Raw(Value value)
    {
        switch (value)
        {
            case { Many: false }:
                return AsList(value);
            case FieldValue v:
                return Guarded(v.Object, owner => Property(owner, v.Object, v.Property));
            case BoxedFieldValue v:
                return Guarded(v.Object, owner => dialect.Zip(Property(owner, v.Object, v.Property), Property(owner, v.Object, v.Type.Sibling!)));
            case MapValue v:
                return Map(v);
            case FilterValue v:
                return Filter(v);
            case SliceValue v:
                return dialect.Slice(Items(v.Source), v.Skip is null ? null : One(v.Skip), v.Take is null ? null : One(v.Take));
            case ListValue v:
                return AsList(v.Item);
            case ConcatValue v:
                return dialect.Concat(Items(v.Left), Items(v.Right));
            case DistinctValue v:
                return dialect.Distinct(Items(v.Source));
            case ChooseValue v:
                return $"CASE WHEN {One(v.Condition)} THEN {Raw(v.Then)} ELSE {Raw(v.Otherwise)} END";
            case DescendantsValue v:
                return dialect.Descendants(
                    Items(v.Start),
                    v.Node.Type.Shape!.ToNodes(),
                    node =>
                    {
                        Bind(v.Node, node);
                        return Items(v.Children);
                    },
                    v.Complaint,
                    Unique);
            case OperationValue v:
                return One(v);
            default:
                throw new InvalidOperationException($"{value.GetType().Name} is not a list.");
        }
    }

    private string AsList(Value item)
    {
        switch (item)
        {
            case NothingValue:
                return dialect.EmptyList;
            case ConstantValue:
                return dialect.List([One(item)]);
            case PickValue { Pick: Pick.First } first:
                return dialect.Slice(Items(first.Source), null, "1");
            default:
                var text = One(item);
                return $"CASE WHEN {text} IS NOT NULL THEN {dialect.List([text])} END";
        }
    }

    private string Map(MapValue value)
    {
        if (!value.Source.Many)
        {
            Alias(value.Variable, value.Source);
            return IsStrict(value.Body, value.Variable) || IsResource(value.Source) ? Raw(value.Body) : $"CASE WHEN {Exists(value.Source)} THEN {Raw(value.Body)} END";
        }

        // A body that makes something of nothing must not see the gaps of the list.
        var name = Lambda(value.Variable);
        var source = IsStrict(value.Body, value.Variable) ? Raw(value.Source) : Items(value.Source);
        return value.Body.Many
            ? dialect.Flatten(dialect.Map(source, name, Raw(value.Body)))
            : dialect.Map(source, name, One(value.Body));
    }

    private string Filter(FilterValue value)
    {
        var name = Lambda(value.Variable);
        var source = Raw(value.Source);
        var condition = One(value.Condition);
        return dialect.Filter(source, name, HoldsNulls(value.Source) ? $"{name} IS NOT NULL AND {condition}" : condition);
    }

    private string Lambda(Variable variable)
    {
        var name = $"{variable.Name}";
        Bind(variable, name);
        return name;
    }
}
