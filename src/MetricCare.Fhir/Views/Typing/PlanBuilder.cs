using MetricCare.Core.Relations;
using MetricCare.Fhir.FhirPath;
using MetricCare.Fhir.Model;
using MetricCare.Fhir.Views.Document;
using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views.Typing;

/// <summary>A document's tree of selects as row clauses over typed values.</summary>
internal sealed partial class PlanBuilder
{
    private readonly ViewDocument _view;
    private readonly TypingContext _context;
    private readonly PathTyper _typer;
    private readonly List<ViewProblem> _problems = [];
    private int _repeats;

    private PlanBuilder(ViewDocument view, TypingContext context)
    {
        (_view, _context) = (view, context);
        _typer = new PathTyper(context);
    }

    /// <summary>Types the whole view.</summary>
    /// <exception cref="ViewException">With everything that is wrong.</exception>
    public static (ViewPlan Plan, IReadOnlyList<ViewColumn> Columns, IReadOnlyCollection<string> Warnings) Build(ViewDocument view)
    {
        var resource = R4Model.Resource(view.Resource)
            ?? throw new ViewException(view.File, view.Name, [new("resource", null, null, null, $"There is no resource type {view.Resource} in R4.")]);

        // Paths that ask for the sibling of a primitive item make the primitive's list be read in another way, so everything is typed again.
        IReadOnlySet<string> boxes = new HashSet<string>();
        while (true)
        {
            var context = new TypingContext(view, resource, boxes);
            var result = new PlanBuilder(view, context).Build();
            if (context.Boxes.Count == boxes.Count)
            {
                return (result.Plan, result.Columns, context.Warnings);
            }

            boxes = context.Boxes;
        }
    }

    private (ViewPlan Plan, IReadOnlyList<ViewColumn> Columns) Build()
    {
        _context.Resource.Type.Shape!.Use("id", isList: false, R4Model.Type("id")!);
        var root = new Scope(new VariableValue(_context.Resource), null);
        var conditions = _view.Conditions.Select(c => Condition(c, root)).OfType<Value>().ToList();
        var output = new List<Output>();
        var parts = _view.Selects.Select(select => Build(select, root, output)).ToList();
        if (output.Count == 0 && _problems.Count == 0)
        {
            Complain("select", null, null, null, "The view gives no column.");
        }

        foreach (var twins in output.GroupBy(o => o.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            Complain(twins.Last().Place, twins.Last().Name, null, null, "Another column has this name; upper and lower case count as the same.");
        }

        if (_problems.Count > 0)
        {
            throw new ViewException(_view.File, _view.Name, [.. _problems.Distinct()]);
        }

        var columns = output.Select(o => new ViewColumn(o.Name, o.FhirType, o.Type, o.Description)).ToList();
        var slots = output.Select((o, i) => new PlanColumn(i, o.Name, o.Value, o.Type, IsRowIndex(o.Value))).ToList();
        return (new ViewPlan(_view.Name, _context.Resource, conditions, Product(parts), slots), columns);
    }

    private Value? Condition(ViewCondition condition, Scope root)
    {
        var value = Path(condition.Place, null, condition.Path, root);
        if (value is null)
        {
            return null;
        }

        if (value.Type.Basic is not (Basic.Boolean or Basic.Nothing))
        {
            Complain(condition.Place, null, condition.Path, 1, $"A condition must be true or false, not {value.Type.Name}.");
            return null;
        }

        return One(value);
    }

    private RowPlan Build(ViewSelect select, Scope scope, List<Output> output)
    {
        if (select.Repeat.Count > 0)
        {
            return Repeat(select, scope, output);
        }

        var path = select.ForEach ?? select.ForEachOrNull;
        if (path is null)
        {
            return Body(select, scope, output);
        }

        var place = $"{select.Place}.{(select.ForEach is null ? "forEachOrNull" : "forEach")}";
        var items = Path(place, null, path, scope) ?? new NothingValue();
        return Iterate(items, select.ForEach is null, select, output);
    }

    private IteratePlan Iterate(Value items, bool orNull, ViewSelect select, List<Output> output)
    {
        var variable = _context.NewVariable("item", items.Type);
        Value item = items is NothingValue ? new NothingValue() : new VariableValue(variable);
        var body = Body(select, new Scope(item, variable), output);
        return new(items, variable, orNull, body);
    }

    private RowPlan Body(ViewSelect select, Scope scope, List<Output> output)
    {
        var parts = new List<RowPlan>();
        if (select.Columns.Count > 0)
        {
            parts.Add(new ColumnsPlan([.. select.Columns.Select(column => Column(column, scope, output))]));
        }

        parts.AddRange(select.Selects.Select(child => Build(child, scope, output)));
        if (select.UnionAll.Count > 0)
        {
            parts.Add(Union(select, scope, output));
        }

        var iterating = parts.Count(Iterates);
        if (iterating > 1)
        {
            _context.Place = select.Place;
            _context.Column = null;
            _context.Warn($"{iterating} iterations stand side by side, so their rows multiply.");
        }

        return Product(parts);
    }

    private static bool Iterates(RowPlan plan) => plan switch
    {
        IteratePlan { Items.Many: true } => true,
        ProductPlan product => product.Parts.Any(Iterates),
        UnionPlan => true,
        _ => false,
    };

    private static RowPlan Product(List<RowPlan> parts) => parts.Count == 1
        ? parts[0]
        : new ProductPlan([.. parts.SelectMany(p => p is ProductPlan inner ? inner.Parts : [p])]);

    private RowPlan Union(ViewSelect select, Scope scope, List<Output> output)
    {
        var start = output.Count;
        var branches = new List<RowPlan>();
        foreach (var branch in select.UnionAll)
        {
            var columns = branches.Count == 0 ? output : output.Take(start).ToList();
            branches.Add(Build(branch, scope, columns));
            if (branches.Count > 1)
            {
                Reconcile(branch.Place, output, columns, start);
            }
        }

        return branches.Count == 1 ? branches[0] : new UnionPlan(branches);
    }

    private void Reconcile(string place, List<Output> first, List<Output> other, int start)
    {
        var (names, otherNames) = (first.Skip(start).Select(o => o.Name).ToList(), other.Skip(start).Select(o => o.Name).ToList());
        if (!names.SequenceEqual(otherNames, StringComparer.Ordinal))
        {
            // A branch that has an error of its own may lack columns for that reason.
            if (!_problems.Any(p => p.Place.StartsWith(place, StringComparison.Ordinal)))
            {
                Complain(place, null, null, null, $"Every branch of a union gives the same columns in the same order: {string.Join(", ", names)}; this one gives {string.Join(", ", otherNames)}.");
            }

            return;
        }

        for (var i = start; i < first.Count; i++)
        {
            if (first[i].Type == other[i].Type)
            {
                continue;
            }

            if (first[i].IsOpen || other[i].IsOpen)
            {
                first[i] = first[i].IsOpen ? other[i] : first[i];
            }
            else
            {
                Complain(other[i].Place, other[i].Name, null, null, $"It is {other[i].Type} here and {first[i].Type} in the first branch of the union.");
            }
        }
    }

    private Value? Path(string place, string? column, string path, Scope scope)
    {
        (_context.Place, _context.Column) = (place, column);
        try
        {
            return _typer.Type(PathParser.Parse(path), scope);
        }
        catch (PathException e)
        {
            Complain(place, column, path, e.At + 1, e.Message);
            return null;
        }
    }

    private Value One(Value value) => value.Many
        ? new PickValue(value, Pick.Only, _context.Complaint("the path gives more than one value."))
        : value;

    private void Complain(string place, string? column, string? path, int? position, string text) =>
        _problems.Add(new(place, column, path, position, text));
}
