using MetricCare.Core.Relations;

namespace MetricCare.Fhir.Views.Tree;

/// <summary>A clause that gives rows.</summary>
internal abstract record RowPlan
{
    /// <summary>Slots that the rows fill, ascending.</summary>
    public abstract IEnumerable<int> Slots { get; }
}

/// <summary>A value and the output column that it fills.</summary>
/// <param name="Slot">Position among the view's columns; branches of a union share slots.</param>
/// <param name="Name">Column name.</param>
/// <param name="Value">What it holds; for a collection, many.</param>
/// <param name="Type">What the engine delivers.</param>
/// <param name="IsRowIndex">It is just <c>%rowIndex</c>, which is 0 in a null row.</param>
internal sealed record PlanColumn(int Slot, string Name, Value Value, ColumnType Type, bool IsRowIndex);

/// <summary>Exactly one row.</summary>
internal sealed record ColumnsPlan(IReadOnlyList<PlanColumn> Columns) : RowPlan
{
    public override IEnumerable<int> Slots => Columns.Select(c => c.Slot);
}

/// <summary>Every row of each part with every row of the others.</summary>
internal sealed record ProductPlan(IReadOnlyList<RowPlan> Parts) : RowPlan
{
    public override IEnumerable<int> Slots => Parts.SelectMany(p => p.Slots).Order();
}

/// <summary>The rows of all branches.</summary>
internal sealed record UnionPlan(IReadOnlyList<RowPlan> Branches) : RowPlan
{
    public override IEnumerable<int> Slots => Branches[0].Slots;
}

/// <summary>The rows of the body for each item.</summary>
/// <param name="Items">What is iterated; one item counts as a list of one.</param>
/// <param name="Variable">Stands for the item in the body.</param>
/// <param name="OrNull">Without an item there is one row in which everything is null, except row indexes.</param>
/// <param name="Body">Rows of one item.</param>
internal sealed record IteratePlan(Value Items, Variable Variable, bool OrNull, RowPlan Body) : RowPlan
{
    public override IEnumerable<int> Slots => Body.Slots;
}

/// <summary>A whole view.</summary>
internal sealed record ViewPlan(
    string Name,
    Variable Resource,
    IReadOnlyList<Value> Conditions,
    RowPlan Rows,
    IReadOnlyList<PlanColumn> Columns)
{
    /// <summary>Everything that is read of the resource.</summary>
    public Shape Shape => Resource.Type.Shape!;
}
