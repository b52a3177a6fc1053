using MetricCare.Core.Engines;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Core.Sql;

namespace MetricCare.Core.Models.Examples;

/// <summary>Runs worked examples on an engine: loads the given rows, builds the model, compares its rows with the expected ones.</summary>
/// <remarks>
/// It replaces the relations it needs, so the engine must be one that holds nothing of value. Examples run one after another, and nobody else changes relations between them.
/// The shape of a given relation is, in this order: that of <see cref="ConfigRelations"/>, the contract of the model of that name, the shape passed in,
/// or a guess from the rows of all examples.
/// </remarks>
public sealed class WorkedExampleRunner
{
    private readonly IEngine engine;
    private readonly Dictionary<RelationName, RelationShape> shapes;

    // Parameters, value sets and what is empty: much of what a model reads is as it was for the example before.
    private readonly Dictionary<RelationName, List<IReadOnlyList<object?>>> loaded = [];

    /// <param name="engine">Where the models run.</param>
    /// <param name="models">All models, for the shapes of what the examples give.</param>
    /// <param name="external">Shapes of relations that are no models: the bronze tables, with their lineage columns. May be empty.</param>
    public WorkedExampleRunner(IEngine engine, IReadOnlyCollection<Model> models, IReadOnlyDictionary<RelationName, RelationShape> external)
    {
        ArgumentNullException.ThrowIfNull(models);
        this.engine = engine;
        shapes = ExampleShapes.Guess(models);
        foreach (var (name, shape) in external.Concat(models.Select(model => KeyValuePair.Create(model.Name, model.Contract.Shape))).Concat(ConfigRelations.Shapes))
        {
            shapes[name] = shape;
        }
    }

    /// <summary>Runs one example. A model that does not build is a difference, not an exception.</summary>
    public async Task<ExampleOutcome> RunAsync(Model model, WorkedExample example, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(example);
        var differences = new List<string>();
        var reads = SqlReferences.Relations(model.Sql);
        foreach (var unread in example.Given.Keys.Except(reads).Order())
        {
            differences.Add($"{unread} is given, but the model does not read it{NearestName.Hint(unread.ToString(), reads.Select(read => read.ToString()))}");
        }

        foreach (var relation in reads.Where(relation => relation != model.Name))
        {
            await LoadAsync(relation, example, differences, cancel);
        }

        var expected = Expected(model, example, differences);
        if (differences.Count == 0)
        {
            await CompareAsync(model, expected, differences, cancel);
        }

        return new ExampleOutcome(model.Name, example.Name, differences);
    }

    /// <summary>Loads every relation that the model reads with no rows (parameters: their defaults), so that the model can be built or described.</summary>
    public async Task PrepareAsync(Model model, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(model);
        var nothing = new WorkedExample("no rows", new Dictionary<RelationName, IReadOnlyList<IReadOnlyDictionary<string, object?>>>(), []);
        foreach (var relation in SqlReferences.Relations(model.Sql).Where(relation => relation != model.Name))
        {
            await LoadAsync(relation, nothing, [], cancel);
        }
    }

    private async Task LoadAsync(RelationName relation, WorkedExample example, List<string> differences, CancellationToken cancel)
    {
        if (!shapes.TryGetValue(relation, out var shape))
        {
            differences.Add($"{relation} is read, but neither a contract, a view nor an example says which columns it has.");
            return;
        }

        var given = example.Given.GetValueOrDefault(relation, []);
        if (relation == ConfigRelations.Parameters)
        {
            given = given.Count > 0 ? [.. given.Select(WithDefaults)] : [ConfigRelations.ParameterDefaults];
        }

        var rows = Rows(relation.ToString(), shape.Columns, given, differences);
        if (loaded.TryGetValue(relation, out var before) && before.Count == rows.Count && before.Zip(rows).All(pair => pair.First.SequenceEqual(pair.Second)))
        {
            return;
        }

        await engine.LoadAsync(relation, shape, rows, cancel);
        loaded[relation] = rows;
    }

    private static Dictionary<string, object?> WithDefaults(IReadOnlyDictionary<string, object?> row)
    {
        var full = new Dictionary<string, object?>(ConfigRelations.ParameterDefaults, StringComparer.Ordinal);
        foreach (var (name, value) in row)
        {
            full[name] = value;
        }

        return full;
    }

    private static List<IReadOnlyList<object?>> Rows(
        string place, IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyDictionary<string, object?>> rows, List<string> differences)
    {
        var converted = new List<IReadOnlyList<object?>>(rows.Count);
        for (var number = 0; number < rows.Count; number++)
        {
            foreach (var name in rows[number].Keys.Where(name => columns.All(column => column.Name != name)))
            {
                differences.Add($"{place} row {number + 1}: there is no column {name}{NearestName.Hint(name, columns.Select(column => column.Name))}");
            }

            var values = new object?[columns.Count];
            for (var at = 0; at < columns.Count; at++)
            {
                try
                {
                    values[at] = ExampleValue.Convert(rows[number].GetValueOrDefault(columns[at].Name), columns[at].Type);
                }
                catch (FormatException wrong)
                {
                    differences.Add($"{place} row {number + 1}: {columns[at].Name} {wrong.Message}.");
                }
            }

            converted.Add(values);
        }

        return converted;
    }

    private static (IReadOnlyList<Column> Columns, List<IReadOnlyList<object?>> Rows) Expected(Model model, WorkedExample example, List<string> differences)
    {
        var named = example.Expect.Count > 0 ? example.Expect[0].Keys.ToHashSet(StringComparer.Ordinal) : [];
        var columns = model.Contract.Shape.Columns.Where(column => named.Count == 0 || named.Contains(column.Name)).ToList();
        foreach (var name in named.Where(name => columns.All(column => column.Name != name)))
        {
            differences.Add($"expect: there is no column {name}{NearestName.Hint(name, model.Contract.Columns.Select(column => column.Name))}");
        }

        foreach (var (row, number) in example.Expect.Select((row, number) => (row, number)).Skip(1))
        {
            foreach (var name in row.Keys.Where(name => !named.Contains(name)))
            {
                differences.Add($"expect row {number + 1}: {name} is not named in row 1, and only the columns of row 1 are compared.");
            }
        }

        return (columns, differences.Count > 0 ? [] : Rows("expect", columns, example.Expect, differences));
    }

    private async Task CompareAsync(
        Model model, (IReadOnlyList<Column> Columns, List<IReadOnlyList<object?>> Rows) expected, List<string> differences, CancellationToken cancel)
    {
        var names = expected.Columns.Select(column => column.Name).ToList();
        var actual = new List<IReadOnlyList<object?>>();
        try
        {
            loaded.Remove(model.Name);
            await engine.BuildAsync(model.Name, model.Sql, null, cancel);
            await foreach (var row in engine.QueryAsync($"select {string.Join(", ", names)} from {model.Name}", cancel))
            {
                actual.Add(row);
            }
        }
        catch (MetricCareException failed) when (failed.Code != ExitCode.Cancelled)
        {
            differences.Add($"{model.File} does not build: {failed.Message}{(failed.InnerException is { } cause ? $" ({cause.Message})" : string.Empty)}");
            return;
        }

        var (missing, unexpected) = RowComparison.Compare(expected.Rows, actual);
        differences.AddRange(missing.Select(row => $"missing     {RowComparison.Print(names, row)}"));
        differences.AddRange(unexpected.Select(row => $"unexpected  {RowComparison.Print(names, row)}"));
    }
}
