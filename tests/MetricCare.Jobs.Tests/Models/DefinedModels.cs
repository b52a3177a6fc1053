using MetricCare.Core.Models;
using MetricCare.Core.Relations;

namespace MetricCare.Jobs.Tests.Models;

/// <summary>The models of this repository, read once.</summary>
internal static class DefinedModels
{
    public static JobReading Reading { get; } = JobLoader.Read(Repository.Jobs);

    public static IReadOnlyList<Model> All { get; } = [.. Reading.Jobs.Packs.SelectMany(pack => pack.Models)];

    public static IReadOnlyDictionary<RelationName, RelationShape> Bronze { get; } =
        Reading.Jobs.Packs.SelectMany(pack => pack.Views).ToDictionary(view => new RelationName(Layer.Bronze, view.Name), view => ViewColumns.Read(view.Text));

    /// <summary>What exists before any model.</summary>
    public static IReadOnlyList<RelationName> External { get; } =
        [.. Bronze.Keys, .. ConfigRelations.Shapes.Keys];

    public static Model Named(string name) => All.Single(model => model.Name.ToString() == name);
}
