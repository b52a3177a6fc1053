using MetricCare.Core.Schema;
using MetricCare.Fhir.Views.Sql;
using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views;

/// <summary>A ViewDefinition after compilation: what it reads, what it gives, and the SQL for it.</summary>
/// <param name="Name">The view's name, else the file's stem.</param>
/// <param name="ResourceType">The only resource type whose records the view sees.</param>
/// <param name="Description">The view's own words.</param>
/// <param name="Columns">In output order.</param>
/// <param name="Schema">All that the view reads; always with <c>id</c>.</param>
/// <param name="Tree">The clause tree, printed for people.</param>
/// <param name="Warnings">What compiles but is probably not meant.</param>
public sealed record CompiledView(
    string Name,
    string ResourceType,
    string? Description,
    IReadOnlyList<ViewColumn> Columns,
    NarrowSchema Schema,
    string Tree,
    IReadOnlyList<string> Warnings)
{
    internal required ViewPlan Plan { get; init; }

    /// <summary>
    /// One query over <c>raw."ResourceType"</c>. The view's columns come first, in order.
    /// Errors that only data can cause (two values where one is allowed) are raised by the query; their text names view and column, no value.
    /// </summary>
    /// <param name="dialect">For which engine.</param>
    /// <param name="lineage">Hands <c>__n, __f, __l, __h, __g</c> of the record through, after the view's columns.</param>
    /// <param name="read">How the relation was read, when that is more than <see cref="Schema"/>: the merged schema of all views of the type.</param>
    public string ToSql(SqlDialect dialect, bool lineage, NarrowSchema? read = null) => dialect.Write(Plan, lineage, read ?? Schema);

    /// <summary>The same rows through lists of records alone, to compare with.</summary>
    internal string ToListSql(SqlDialect dialect) => dialect.Write(Plan, lineage: false, Schema, asLists: true);
}
