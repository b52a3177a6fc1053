using MetricCare.Core.Models;
using MetricCare.Core.Relations;
using MetricCare.Jobs.Contracts;

namespace MetricCare.Jobs.Tests.Models;

/// <summary>The models of this repository, read once.</summary>
internal static class DefinedModels
{
    public static JobReading Reading { get; } = JobLoader.Read(Repository.Jobs);

    public static IReadOnlyList<Model> All { get; } = [.. Reading.Jobs.Packs.SelectMany(pack => pack.Models)];

    public static IReadOnlyDictionary<RelationName, RelationShape> Bronze { get; } =
        Reading.Jobs.Packs.SelectMany(pack => pack.Views).ToDictionary(view => new RelationName(Layer.Bronze, view.Name), view => ViewColumns.Read(view.Text));

    /// <summary>Shapes that examples may rely on: the bronze tables, and contracts whose query is still to come.</summary>
    public static IReadOnlyDictionary<RelationName, RelationShape> Shapes { get; } = Bronze.Concat(Promised()).ToDictionary();

    /// <summary>What exists before any model.</summary>
    public static IReadOnlyList<RelationName> External { get; } =
        [.. Bronze.Keys, .. ConfigRelations.Shapes.Keys];

    public static Model Named(string name) => All.Single(model => model.Name.ToString() == name);

    private static IEnumerable<KeyValuePair<RelationName, RelationShape>> Promised() =>
        from path in Directory.Exists(Repository.Jobs) ? Directory.EnumerateFiles(Repository.Jobs, "*.yml", SearchOption.AllDirectories) : []
        where !File.Exists(Path.ChangeExtension(path, ".sql"))
        let layer = path.Contains("2-silver", StringComparison.Ordinal) ? Layer.Silver : Layer.Gold
        let contract = ContractReader.Read(path, File.ReadAllText(path), [])
        where contract is not null
        select KeyValuePair.Create(new RelationName(layer, Path.GetFileNameWithoutExtension(path)), contract.Shape);
}
