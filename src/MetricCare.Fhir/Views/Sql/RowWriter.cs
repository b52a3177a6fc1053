using System.Text;
using MetricCare.Core.Schema;
using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views.Sql;

/// <summary>
/// A view's rows as one query. Iterations become sources of the FROM clause, one after the other, which engines run fastest;
/// unions, and all below them, become lists of records, which keep the cartesian arithmetic of nested unions in one row at a time.
/// </summary>
internal sealed class RowWriter
{
    private readonly SqlDialect _dialect;
    private readonly ViewPlan _plan;
    private readonly bool _asLists;
    private readonly ValueWriter _values;
    private readonly ListWriter _lists;
    private readonly List<string> _sources = [];
    private readonly List<string> _tests = [];
    private readonly string[] _slots;
    private int _aliases;

    /// <param name="dialect">Of the engine.</param>
    /// <param name="plan">What to write.</param>
    /// <param name="read">How the relation was read: what it reads as JSON text is opened here.</param>
    /// <param name="asLists">Writes everything as lists of records, for comparison.</param>
    public RowWriter(SqlDialect dialect, ViewPlan plan, NarrowSchema read, bool asLists)
    {
        (_dialect, _plan, _asLists) = (dialect, plan, asLists);
        var raw = new HashSet<ShapeProperty>();
        FindRaw(plan.Shape, read.Properties, raw);
        _values = new ValueWriter(dialect, plan.Resource, raw);
        _lists = new ListWriter(dialect, plan, _values);
        _slots = new string[plan.Columns.Count];
    }

    public string Write(bool lineage)
    {
        var source = Source();
        if (_asLists)
        {
            List(_plan.Rows, null);
        }
        else
        {
            Place(_plan.Rows, null);
        }

        var sql = new StringBuilder("SELECT");
        for (var i = 0; i < _slots.Length; i++)
        {
            sql.Append(i == 0 ? "\n  " : ",\n  ").Append(_slots[i]).Append(" AS ").Append(_dialect.Identifier(_plan.Columns[i].Name));
        }

        if (lineage)
        {
            foreach (var name in LineageColumns.HandedThrough)
            {
                sql.Append($",\n  {SqlDialect.Row}.").Append(_dialect.Identifier(name));
            }

            sql.Append($",\n  {SqlDialect.Row}.").Append(_dialect.Identifier("id")).Append(" AS ").Append(_dialect.Identifier(LineageColumns.Id));
        }

        sql.Append("\nFROM ").Append(source);
        foreach (var next in _sources)
        {
            sql.Append(next);
        }

        if (_tests.Count > 0)
        {
            sql.Append("\nWHERE ").AppendJoin("\n  AND ", _tests);
        }

        return sql.ToString();
    }

    // The view's conditions hold before anything is iterated.
    private string Source()
    {
        var relation = $"{_dialect.Relation(_plan.Shape.Type.Name)} AS {SqlDialect.Row}";
        return _plan.Conditions.Count == 0
            ? relation
            : $"(SELECT * FROM {relation} WHERE {string.Join(" AND ", _plan.Conditions.Select(c => $"({_values.One(c)})"))}) AS {SqlDialect.Row}";
    }

    /// <param name="plan">What to place.</param>
    /// <param name="guard">The variable of the innermost iteration that may have a null row; null when none may.</param>
    private void Place(RowPlan plan, Variable? guard)
    {
        switch (plan)
        {
            case ColumnsPlan columns:
                foreach (var column in columns.Columns)
                {
                    _slots[column.Slot] = Column(column, guard);
                }

                break;
            case ProductPlan product:
                foreach (var part in product.Parts)
                {
                    Place(part, guard);
                }

                break;
            case IteratePlan { Items.Many: false } iterate when IsPlain(iterate.Items):
                PlaceSingle(iterate, guard);
                break;
            case IteratePlan iterate:
                PlaceIteration(iterate, guard);
                break;
            default:
                List(plan, guard);
                break;
        }
    }

    private string Column(PlanColumn column, Variable? guard)
    {
        var value = _lists.Column(column);
        return guard is null || column.IsRowIndex || (!column.Value.Many && ValueWriter.IsStrict(column.Value, guard))
            ? value
            : $"CASE WHEN {Present(guard)} THEN {value} END";
    }

    private string Present(Variable guard) => $"{_values.One(new VariableValue(guard))} IS NOT NULL";

    // One object that is reached by fields alone needs no source of its own.
    private static bool IsPlain(Value value) => value switch
    {
        VariableValue => true,
        FieldValue v => IsPlain(v.Object),
        _ => false,
    };

    private void PlaceSingle(IteratePlan iterate, Variable? guard)
    {
        var item = _values.One(iterate.Items);
        _values.Bind(iterate.Variable, item);
        if (!iterate.OrNull)
        {
            _tests.Add(guard is null ? $"{item} IS NOT NULL" : $"({Absent(guard)} OR {item} IS NOT NULL)");
        }

        Place(iterate.Body, iterate.OrNull || guard is not null ? iterate.Variable : null);
    }

    private string Absent(Variable guard) => $"{_values.One(new VariableValue(guard))} IS NULL";

    private void PlaceIteration(IteratePlan iterate, Variable? guard)
    {
        var items = _values.Items(iterate.Items);
        var oneNull = _dialect.List(["NULL"]);
        if (guard is not null && !iterate.OrNull)
        {
            items = $"CASE WHEN {Present(guard)} THEN {items} ELSE {oneNull} END";
        }
        else if (iterate.OrNull)
        {
            var present = _dialect.HasItems(items);
            items = guard is null
                ? $"CASE WHEN {present} THEN {items} ELSE {oneNull} END"
                : $"CASE WHEN {Present(guard)} AND {present} THEN {items} ELSE {oneNull} END";
        }

        var alias = $"t{++_aliases}";
        _sources.Add(_dialect.Unnest(items, alias, iterate.Variable.IndexUsed));
        _values.Bind(iterate.Variable, $"{alias}.e", iterate.Variable.IndexUsed ? $"{alias}.i" : null);
        Place(iterate.Body, iterate.OrNull || guard is not null ? iterate.Variable : null);
    }

    private void List(RowPlan plan, Variable? guard)
    {
        var list = _lists.Rows(plan);
        if (guard is not null)
        {
            list = $"CASE WHEN {Present(guard)} THEN {list} ELSE {_dialect.List([_lists.NullRecord(plan.Slots)])} END";
        }

        var alias = $"t{++_aliases}";
        _sources.Add(_dialect.Unnest(list, alias, index: false));
        foreach (var slot in plan.Slots)
        {
            _slots[slot] = _dialect.Field($"{alias}.e", ListWriter.Name(slot));
        }
    }

    // A property that another view of the same type wants as JSON is read as JSON for all.
    private static void FindRaw(Shape shape, IReadOnlyList<NarrowNode> nodes, HashSet<ShapeProperty> raw)
    {
        foreach (var property in shape.Properties.Where(p => p.Children is not null))
        {
            if (property.Raw)
            {
                raw.Add(property);
            }

            var node = nodes.FirstOrDefault(n => n.Name == property.Name);
            if (node?.Kind == JsonKind.Json)
            {
                raw.Add(property);
            }

            FindRaw(property.Children!, node?.Children ?? [], raw);
        }
    }
}
