using MetricCare.Core.Models;
using MetricCare.Core.Relations;
using MetricCare.Fhir.Views;

namespace MetricCare.Jobs.Tests.Models;

/// <summary>The models of this repository, read once.</summary>
internal static class DefinedModels
{
    public static JobReading Reading { get; } = JobLoader.Read(Repository.Jobs);

    public static IReadOnlyList<Model> All { get; } = [.. Reading.Jobs.Packs.SelectMany(pack => pack.Models)];

    public static IReadOnlyDictionary<RelationName, RelationShape> Bronze { get; } =
        Reading.Jobs.Packs.SelectMany(pack => pack.Views).ToDictionary(view => new RelationName(Layer.Bronze, view.Name), Shape);

    /// <summary>What exists before any model.</summary>
    public static IReadOnlyList<RelationName> External { get; } =
        [.. Bronze.Keys, .. ConfigRelations.Shapes.Keys];

    public static Model Named(string name) => All.Single(model => model.Name.ToString() == name);

    /// <summary>The columns that the compiler gives the view, and those that every bronze table has.</summary>
    private static RelationShape Shape(ViewFile view) => new(
    [
        .. ViewCompiler.Compile(view.Text, view.File).Columns.Select(column => new Column(column.Name, column.Type)),
        new("source_id", ColumnType.Text),
        new("source_updated_us", ColumnType.BigInt),
        new("source_version", ColumnType.BigInt),
        new("source_file", ColumnType.Text),
        new("source_line", ColumnType.BigInt),
        new("source_sha256", ColumnType.Text),
        new("source_generation", ColumnType.Text),
    ]);
}
