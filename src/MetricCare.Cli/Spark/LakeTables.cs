using MetricCare.Cli.Runs;
using MetricCare.Core.Relations;
using MetricCare.Engines.Spark.Hudi;

namespace MetricCare.Cli.Spark;

/// <summary>Keys of all tables that a run publishes.</summary>
internal static class LakeTables
{
    public static Func<RelationName, HudiTable> Of(Definitions definitions)
    {
        var contracts = definitions.Plan.Models.ToDictionary(planned => planned.Model.Name, planned => planned.Model.Contract);
        return name => Operators.TryGetValue(name, out var table)
            ? table
            : name.Layer == Layer.Bronze
                ? new HudiTable(name, ["source_id"]) { NumbersRows = true }
                : new HudiTable(name, contracts[name].Key) { Partition = contracts[name].Partition };
    }

    private static readonly Dictionary<RelationName, HudiTable> Operators = new[]
    {
        new HudiTable(OperatorRelations.Inputs, ["run_id", "path"]) { IsHistory = true },
        new HudiTable(OperatorRelations.Rejects, ["run_id", "path"]) { IsHistory = true, NumbersRows = true },
        new HudiTable(OperatorRelations.Findings, ["run_id", "rule"]) { IsHistory = true, NumbersRows = true },
        new HudiTable(OperatorRelations.Runs, ["run_id"]) { IsHistory = true },
        new HudiTable(KnownVersions.Table, KnownVersions.Key),
    }.ToDictionary(table => table.Name);
}
