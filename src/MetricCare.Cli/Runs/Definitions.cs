using MetricCare.Core.Errors;
using MetricCare.Core.Models;
using MetricCare.Core.Relations;
using MetricCare.Core.Schema;
using MetricCare.Fhir.Views;
using MetricCare.Jobs;

namespace MetricCare.Cli.Runs;

/// <summary>All that <c>jobs/</c> defines, read, compiled and ordered: the <em>what</em> of a run.</summary>
/// <param name="Folder">The <c>jobs/</c> folder.</param>
/// <param name="Views">Bronze tables, by name.</param>
/// <param name="Plan">Silver, gold and report models in building order.</param>
internal sealed record Definitions(string Folder, IReadOnlyList<CompiledView> Views, Plan Plan)
{
    /// <summary>Columns that the run adds to every bronze row.</summary>
    public static readonly IReadOnlyList<Column> BronzeLineage =
    [
        new("source_id", ColumnType.Text),
        new("source_updated_us", ColumnType.BigInt),
        new("source_version", ColumnType.BigInt),
        new("source_file", ColumnType.Text),
        new("source_line", ColumnType.BigInt),
        new("source_sha256", ColumnType.Text),
        new("source_generation", ColumnType.Text),
    ];

    /// <summary>What intake must keep of each resource type: the union of what its views read.</summary>
    public IReadOnlyDictionary<string, NarrowSchema> Schemas { get; } = Views
        .GroupBy(view => view.ResourceType, StringComparer.Ordinal)
        .ToDictionary(
            group => group.Key,
            group => group.Select(view => view.Schema).Aggregate(Identity(group.Key), (merged, schema) => merged.Merge(schema)),
            StringComparer.Ordinal);

    /// <summary>Shapes of the bronze tables, for contracts and worked examples.</summary>
    public static IReadOnlyDictionary<RelationName, RelationShape> ShapesOf(IEnumerable<CompiledView> views) => views.ToDictionary(
        view => new RelationName(Layer.Bronze, view.Name),
        view => new RelationShape([.. view.Columns.Select(column => new Column(column.Name, column.Type)), .. BronzeLineage]));

    /// <summary>The <c>jobs/</c> folder that travels with the program.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "jobs");

    /// <summary>Reads and compiles a <c>jobs/</c> folder.</summary>
    /// <param name="folder">The folder, or null for the one that travels with the program.</param>
    /// <param name="targets">What of it a run shall build.</param>
    public static Definitions Load(string? folder, Targets? targets = null)
    {
        folder ??= ShippedFolder;
        var jobs = JobLoader.Load(folder);
        var views = CompileAll([.. jobs.Packs.SelectMany(pack => pack.Views)]);
        var external = views.Select(view => new RelationName(Layer.Bronze, view.Name))
            .Concat(OperatorRelations.All.Keys)
            .ToList();
        var plan = Plan.Order([.. jobs.Packs.SelectMany(pack => pack.Models)], external, targets?.Model is { } model ? [model] : null);
        if (targets?.Last is { } last)
        {
            plan = new Plan([.. plan.Models.Where(planned => planned.Model.Name.Layer <= last)]);
        }

        return new Definitions(folder, views, plan);
    }

    private static List<CompiledView> CompileAll(IReadOnlyList<ViewFile> files)
    {
        try
        {
            return [.. files.AsParallel().AsOrdered().Select(Compile)];
        }
        catch (AggregateException several) when (several.InnerExceptions.All(one => one is MetricCareException))
        {
            // Which of several faults came first depends on the threads.
            throw several.InnerExceptions.Cast<MetricCareException>().OrderBy(fault => fault.Message, StringComparer.Ordinal).First();
        }
    }

    /// <summary>Compiles one view, whose name must be that of its file.</summary>
    public static CompiledView Compile(ViewFile file)
    {
        var view = ViewCompiler.Compile(file.Text, file.File);
        return view.Name == file.Name
            ? view
            : throw new MetricCareException(ExitCode.DefinitionInvalid, $"{file.File}: the view is named '{view.Name}', but its file makes the table '{file.Name}'.", "Give both the same name.");
    }

    private static NarrowSchema Identity(string resourceType) =>
        new(resourceType, [new NarrowNode("id", JsonKind.Text, IsList: false, "id", [])]);
}
