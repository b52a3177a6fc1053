using MetricCare.Core.Schema;
using MetricCare.Fhir.Views.Document;
using MetricCare.Fhir.Views.Sql;
using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views;

/// <summary>A ViewDefinition after compilation: what it reads, what it gives, and the SQL for it.</summary>
public sealed class CompiledView
{
    private readonly ViewPlan _plan;

    internal CompiledView(ViewDocument document, ViewPlan plan, IReadOnlyList<ViewColumn> columns, IReadOnlyList<string> warnings)
    {
        (_plan, Columns, Warnings) = (plan, columns, warnings);
        (Name, ResourceType, Description) = (document.Name, document.Resource, document.Description);
        Schema = new NarrowSchema(document.Resource, plan.Shape.ToNodes());
        Tree = TreePrinter.Print(plan, Schema);
    }

    /// <summary>The view's name, else the file's stem.</summary>
    public string Name { get; }

    /// <summary>The only resource type whose records the view sees.</summary>
    public string ResourceType { get; }

    /// <summary>The view's own words.</summary>
    public string? Description { get; }

    /// <summary>In output order.</summary>
    public IReadOnlyList<ViewColumn> Columns { get; }

    /// <summary>All that the view reads; always with <c>id</c>.</summary>
    public NarrowSchema Schema { get; }

    /// <summary>The clause tree, printed for people.</summary>
    public string Tree { get; }

    /// <summary>What compiles but is probably not meant.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>
    /// One query over <c>raw."ResourceType"</c>. The view's columns come first, in order.
    /// Errors that only data can cause (two values where one is allowed) are raised by the query; their text names view and column, no value.
    /// </summary>
    /// <param name="dialect">For which engine.</param>
    /// <param name="lineage">Hands the record's <see cref="LineageColumns"/> through, after the view's columns.</param>
    /// <param name="read">How the relation was read, when that is more than <see cref="Schema"/>: the merged schema of all views of the type.</param>
    public string ToSql(SqlDialect dialect, bool lineage, NarrowSchema? read = null) => dialect.Write(_plan, lineage, read ?? Schema);

    /// <summary>The same rows through lists of records alone, to compare with.</summary>
    internal string ToListSql(SqlDialect dialect) => dialect.Write(_plan, lineage: false, Schema, asLists: true);
}
