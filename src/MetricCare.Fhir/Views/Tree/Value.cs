namespace MetricCare.Fhir.Views.Tree;

/// <summary>
/// A typed expression of the clause tree, free of any SQL. Either it gives at most one item (<see cref="Many"/> is false; none is null),
/// or an ordered list without nulls (an absent list is an empty one).
/// </summary>
internal abstract record Value(ItemType Type, bool Many);

/// <summary>An item that an iteration, a filter or a projection goes over, or the resource.</summary>
internal sealed class Variable(string name, ItemType type)
{
    public string Name { get; } = name;

    public ItemType Type { get; } = type;

    /// <summary>Somebody asks for the item's position.</summary>
    public bool IndexUsed { get; set; }
}

internal sealed record VariableValue(Variable Variable) : Value(Variable.Type, false);

/// <summary>0-based position of the item in its iteration; without an iteration it is 0.</summary>
internal sealed record IndexValue(Variable? Variable) : Value(ItemType.Integer, false);

internal sealed record ConstantValue(ItemType Type, string Text) : Value(Type, false);

/// <summary>Never an item.</summary>
internal sealed record NothingValue() : Value(ItemType.Nothing, false);

/// <summary>A property of one object. Lists of primitives are read with the nulls that JSON needs to line them up with their siblings.</summary>
internal sealed record FieldValue(Value Object, ShapeProperty Property, ItemType Type) : Value(Type, Property.IsList);

/// <summary>A primitive property paired with its <c>_sibling</c>, position by position.</summary>
internal sealed record BoxedFieldValue(Value Object, ShapeProperty Property, ItemType Type) : Value(Type, Property.IsList);

/// <summary>Of a boxed primitive: the primitive, or the sibling object.</summary>
internal sealed record UnboxedValue(Value Box, bool Sibling, ItemType Type) : Value(Type, false);

/// <summary>The body for each item, flattened, without nulls. Over a single item it is the body itself.</summary>
internal sealed record MapValue(Value Source, Variable Variable, Value Body) : Value(Body.Type, Source.Many || Body.Many);

/// <summary>The items for which the condition is true.</summary>
internal sealed record FilterValue(Value Source, Variable Variable, Value Condition) : Value(Source.Type, Source.Many);

internal enum Pick
{
    First,
    Last,

    /// <summary>The only one: more than one is an error of the data.</summary>
    Only,
}

/// <param name="Source">Many.</param>
/// <param name="Pick">Which.</param>
/// <param name="Complaint">For <see cref="Tree.Pick.Only"/>: what the error says.</param>
internal sealed record PickValue(Value Source, Pick Pick, string? Complaint = null) : Value(Source.Type, false);

/// <summary>The item at a 0-based position.</summary>
internal sealed record ItemAtValue(Value Source, Value Index) : Value(Source.Type, false);

/// <summary>A run of the list: skips, then takes all or that many.</summary>
internal sealed record SliceValue(Value Source, Value? Skip, Value? Take) : Value(Source.Type, true);

internal sealed record ExistsValue(Value Source) : Value(ItemType.Boolean, false);

internal sealed record CountValue(Value Source) : Value(ItemType.Integer, false);

/// <summary>A single item as a list of one, none as an empty list.</summary>
internal sealed record ListValue(Value Item) : Value(Item.Type, true);

internal sealed record ConcatValue(ItemType Type, Value Left, Value Right) : Value(Type, true);

/// <summary>First occurrences, in order; primitives only.</summary>
internal sealed record DistinctValue(Value Source) : Value(Source.Type, true);

/// <summary>Whether one item is among the items of a list; null when there is no item.</summary>
internal sealed record MemberValue(Value Item, Value List) : Value(ItemType.Boolean, false);

/// <summary>Equality of two lists, in order: null when either is empty, false when the lengths differ.</summary>
internal sealed record ListEqualValue(Value Left, Value Right) : Value(ItemType.Boolean, false);

/// <summary>One of two values of the same type and plurality; an empty condition counts as false.</summary>
internal sealed record ChooseValue(ItemType Type, Value Condition, Value Then, Value Otherwise) : Value(Type, Then.Many || Otherwise.Many);

/// <summary>All nodes of a tree below the start, depth first: the children of each node come right after it.</summary>
/// <param name="Start">The children of the start, as JSON text.</param>
/// <param name="Node">Stands for one node in <paramref name="Children"/>.</param>
/// <param name="Children">Of a node, as JSON text.</param>
/// <param name="Complaint">What the error says about a tree that is deeper than the limit.</param>
internal sealed record DescendantsValue(Value Start, Variable Node, Value Children, string Complaint) : Value(Node.Type, true);

/// <summary>A function of single items (a list only where <see cref="Operation"/> says so).</summary>
internal sealed record OperationValue(Operation Operation, ItemType Type, IReadOnlyList<Value> Arguments) : Value(Type, Operation == Operation.Split);
