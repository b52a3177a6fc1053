using MetricCare.Core.Models;
using MetricCare.Core.Relations;

namespace MetricCare.Cli.Runs;

/// <summary>The relations that exist before any model: the operator's, and what the run says about its inputs.</summary>
internal static class OperatorRelations
{
    public static readonly RelationName Inputs = new(Layer.Ops, "inputs");

    public static readonly RelationShape InputsShape = new(
    [
        new("file_number", ColumnType.Int),
        new("path", ColumnType.Text),
        new("bytes", ColumnType.BigInt),
        new("sha256", ColumnType.Text),
        new("format", ColumnType.Text),
        new("compression", ColumnType.Text),
        new("generations", ColumnType.Text),
        new("read", ColumnType.BigInt),
        new("accepted", ColumnType.BigInt),
        new("rejected", ColumnType.BigInt),
        new("ignored", ColumnType.BigInt),
        new("superseded", ColumnType.BigInt),
        new("deleted", ColumnType.BigInt),
        new("run_id", ColumnType.Text),
    ]);

    public static readonly RelationName Rejects = new(Layer.Ops, "rejects");

    public static readonly RelationShape RejectsShape = new(
    [
        new("path", ColumnType.Text),
        new("line", ColumnType.BigInt),
        new("byte_offset", ColumnType.BigInt),
        new("sha256", ColumnType.Text),
        new("reason", ColumnType.Text),
        new("element", ColumnType.Text),
        new("run_id", ColumnType.Text),
    ]);

    public static readonly RelationName Findings = new(Layer.Ops, "findings");

    public static readonly RelationShape FindingsShape = new(
    [
        new("rule", ColumnType.Text),
        new("severity", ColumnType.Text),
        new("found_in", ColumnType.Text),
        new("found", ColumnType.BigInt),
        new("run_id", ColumnType.Text),
    ]);

    public static readonly RelationName Runs = new(Layer.Ops, "runs");

    public static readonly RelationShape RunsShape = new(
    [
        new("run_id", ColumnType.Text),
        new("started_at", ColumnType.Instant),
        new("as_of", ColumnType.Instant),
        new("engine", ColumnType.Text),
        new("version", ColumnType.Text),
        new("params_hash", ColumnType.Text),
        new("files", ColumnType.BigInt),
        new("read", ColumnType.BigInt),
        new("accepted", ColumnType.BigInt),
        new("rejected", ColumnType.BigInt),
        new("ignored", ColumnType.BigInt),
        new("superseded", ColumnType.BigInt),
        new("tables", ColumnType.BigInt),
        new("table_rows", ColumnType.BigInt),
    ]);

    /// <summary>What models may read besides views and other models.</summary>
    public static readonly IReadOnlyDictionary<RelationName, RelationShape> All =
        new Dictionary<RelationName, RelationShape>(ConfigRelations.Shapes)
        {
            [Inputs] = InputsShape,
            [Rejects] = RejectsShape,
        };
}
