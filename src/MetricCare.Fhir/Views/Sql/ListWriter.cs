using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views.Sql;

/// <summary>Row clauses as expressions that give a list of records, one for each row, with a field for each slot.</summary>
internal sealed class ListWriter(SqlDialect dialect, ViewPlan plan, ValueWriter values)
{
    public static string Name(int slot) => $"c{slot}";

    /// <summary>A column's value in the type in which it is delivered.</summary>
    public string Column(PlanColumn column)
    {
        var type = plan.Columns[column.Slot].Type;
        return dialect.Deliver(column.Value.Many ? values.Items(column.Value) : values.One(column.Value), column.Value.Type, type);
    }

    /// <summary>The row of an iteration without items.</summary>
    public string NullRecord(IEnumerable<int> slots) => dialect.Record(slots.Select(slot =>
    {
        var column = plan.Columns[slot];
        return (Name(slot), column.IsRowIndex ? dialect.Cast("0", column.Type) : dialect.Null(column.Type));
    }));

    public string Rows(RowPlan rows)
    {
        if (Single(rows) is { } fields)
        {
            return dialect.List([dialect.Record(fields)]);
        }

        return rows switch
        {
            UnionPlan union => union.Branches.Select(Rows).Aggregate(dialect.Concat),
            IteratePlan iterate => Iteration(iterate),
            ProductPlan product => Product(product),
            _ => throw new InvalidOperationException($"{rows.GetType().Name} has no rows."),
        };
    }

    // The fields of a clause that always gives exactly one row.
    private List<(string Name, string Value)>? Single(RowPlan rows) => rows switch
    {
        ColumnsPlan columns => [.. columns.Columns.Select(c => (Name(c.Slot), Column(c)))],
        ProductPlan product when product.Parts.All(p => p is ColumnsPlan) => [.. product.Parts.SelectMany(p => Single(p)!)],
        _ => null,
    };

    private string Iteration(IteratePlan iterate)
    {
        string list;
        string present;
        if (iterate.Items.Many)
        {
            var items = values.Items(iterate.Items);
            present = dialect.HasItems(items);
            var name = iterate.Variable.Name;
            if (iterate.Variable.IndexUsed)
            {
                list = dialect.Map(items, name, $"{name}i", index => Body(name, index));
            }
            else
            {
                list = dialect.Map(items, name, Body(name, null));
            }

            list = Single(iterate.Body) is null ? dialect.Flatten(list) : list;
        }
        else
        {
            var item = values.One(iterate.Items);
            present = $"{item} IS NOT NULL";
            values.Bind(iterate.Variable, item);
            list = Rows(iterate.Body);
        }

        if (iterate.OrNull)
        {
            return $"CASE WHEN {present} THEN {list} ELSE {dialect.List([NullRecord(iterate.Slots)])} END";
        }

        return iterate.Items.Many ? list : $"CASE WHEN {present} THEN {list} END";

        string Body(string name, string? index)
        {
            values.Bind(iterate.Variable, name, index);
            return Single(iterate.Body) is { } fields ? dialect.Record(fields) : Rows(iterate.Body);
        }
    }

    private string Product(ProductPlan product)
    {
        var single = product.Parts.Where(p => p is ColumnsPlan).SelectMany(p => Single(p)!).ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        var several = product.Parts.Where(p => p is not ColumnsPlan).ToList();
        if (single.Count == 0 && several.Count == 1)
        {
            return Rows(several[0]);
        }

        var unique = values.Unique;
        var slots = product.Slots.ToList();
        for (var i = 0; i < several.Count; i++)
        {
            foreach (var slot in several[i].Slots)
            {
                single[Name(slot)] = dialect.Field($"q{unique}_{i}", Name(slot));
            }
        }

        var result = dialect.Record(slots.Select(slot => (Name(slot), single[Name(slot)])));
        for (var i = several.Count - 1; i >= 0; i--)
        {
            result = dialect.Map(Rows(several[i]), $"q{unique}_{i}", result);
            result = i < several.Count - 1 ? dialect.Flatten(result) : result;
        }

        return result;
    }
}
