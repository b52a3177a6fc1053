using System.Text.Json.Nodes;
using MetricCare.Core.Schema;

namespace MetricCare.Fhir.Tests.Intake;

/// <summary>One line of a stage file.</summary>
public sealed record StageLine(string Type, string Text, JsonObject Json)
{
    public long Number => (long)Json[LineageColumns.Record]!;

    public int File => (int)Json[LineageColumns.File]!;

    public long Line => (long)Json[LineageColumns.Line]!;

    public string Hash => (string)Json[LineageColumns.Hash]!;

    public long Updated => (long)Json[LineageColumns.Updated]!;

    public long Version => (long)Json[LineageColumns.Version]!;

    public string Generation => (string)Json[LineageColumns.Generation]!;

    /// <summary>The projected properties, without the lineage.</summary>
    public JsonObject Body
    {
        get
        {
            var body = Json.DeepClone().AsObject();
            foreach (var name in Json.Select(property => property.Key).Where(name => name.StartsWith("__", StringComparison.Ordinal)))
            {
                body.Remove(name);
            }

            return body;
        }
    }

    public string Key => $"{Type}/{(string?)Json["id"]}";
}
