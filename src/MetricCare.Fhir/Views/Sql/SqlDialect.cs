using MetricCare.Core.Relations;
using MetricCare.Core.Schema;
using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views.Sql;

/// <summary>
/// How one engine writes what the clause tree says. Everything in which engines differ is here;
/// the order of things is in <see cref="RowWriter"/> and <see cref="ValueWriter"/>.
/// </summary>
/// <remarks>Lists may be null, which counts as empty; items never are, unless said otherwise.</remarks>
public abstract partial class SqlDialect
{
    /// <summary>Alias of the relation of records in every query.</summary>
    internal const string Row = "r";

    private protected SqlDialect()
    {
    }

    public static SqlDialect DuckDb { get; } = new DuckDbDialect();

    public static SqlDialect Spark { get; } = new SparkDialect();

    /// <summary><c>duckdb</c> or <c>spark</c>.</summary>
    public abstract string Name { get; }

    public override string ToString() => Name;

    internal string Write(ViewPlan plan, bool lineage, NarrowSchema read, bool asLists = false) =>
        new RowWriter(this, plan, read, asLists).Write(lineage);

    internal abstract string Identifier(string name);

    internal abstract string TextLiteral(string text);

    internal abstract string TypeName(ColumnType type);

    /// <summary>A null of the type.</summary>
    internal string Null(ColumnType type) => Cast("NULL", type);

    internal abstract string Cast(string value, ColumnType type);

    /// <summary>A constant in the representation that values of its type have.</summary>
    internal abstract string Constant(ItemType type, string text);

    /// <summary>Stops the query with the text.</summary>
    internal abstract string Error(string text);

    /// <summary>
    /// An expression that uses a value several times. A long value is computed once and named, or else the text of nested functions would double with each.
    /// </summary>
    internal abstract string Bind(string value, Func<string, string> body);

    internal abstract string Field(string record, string name);

    internal abstract string Record(IEnumerable<(string Name, string Value)> fields);

    /// <summary>The object that JSON text holds, read as these properties.</summary>
    internal abstract string FromJson(string json, IReadOnlyList<NarrowNode> properties);

    internal abstract string List(IEnumerable<string> items);

    /// <summary>A list without items that fits every list.</summary>
    internal abstract string EmptyList { get; }

    /// <summary>The body for each item; null items included.</summary>
    internal abstract string Map(string list, string variable, string body);

    /// <summary>The body for each item, given its 0-based position.</summary>
    internal abstract string Map(string list, string variable, string index, Func<string, string> body);

    internal abstract string Filter(string list, string variable, string condition);

    /// <summary>The items of all lists; null lists count as empty.</summary>
    internal abstract string Flatten(string lists);

    /// <summary>Number of items, 0 for a null list.</summary>
    internal abstract string Size(string list);

    /// <summary>True or false.</summary>
    internal abstract string HasItems(string list);

    internal abstract string FirstItem(string list);

    internal abstract string LastItem(string list);

    /// <summary>The item at a 0-based position, null when there is none.</summary>
    internal abstract string ItemAt(string list, string index);

    internal abstract string Slice(string list, string? skip, string? take);

    internal abstract string Concat(string left, string right);

    internal abstract string Distinct(string list);

    /// <summary>True or false when neither is null.</summary>
    internal abstract string Contains(string list, string item);

    /// <summary>Pairs of two lists by position, as records of <c>v</c> and <c>x</c>, without pairs of two nulls; either list may hold nulls.</summary>
    internal abstract string Zip(string values, string siblings);

    internal abstract string Operation(OperationValue operation, IReadOnlyList<string> arguments);

    /// <summary>All nodes of a tree, depth first; see <see cref="DescendantsValue"/>.</summary>
    /// <param name="start">List of JSON texts.</param>
    /// <param name="shape">What is read of a node.</param>
    /// <param name="children">Of a node, given as SQL: list of JSON texts.</param>
    /// <param name="complaint">Text of the error for a tree that is too deep.</param>
    /// <param name="unique">Makes names of lambda parameters unique in the query.</param>
    internal abstract string Descendants(string start, IReadOnlyList<NarrowNode> shape, Func<string, string> children, string complaint, int unique);

    /// <summary>A value in the type in which a column delivers it.</summary>
    internal abstract string Deliver(string value, ItemType type, ColumnType column);

    /// <summary>The relation of a resource type's records.</summary>
    internal string Relation(string resourceType) => $"{RelationName.SchemaOf(Layer.Raw)}.{Identifier(resourceType)}";

    /// <summary>What follows the sources of the FROM clause to add one, with a row (column <c>e</c>) for each item of a list that depends on the sources before it.</summary>
    /// <param name="list">The list; null items are rows too.</param>
    /// <param name="alias">Name of the source.</param>
    /// <param name="index">Adds the 0-based position as column <c>i</c>.</param>
    internal abstract string Unnest(string list, string alias, bool index);
}
