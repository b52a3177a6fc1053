namespace MetricCare.Cli.Output;

/// <summary>How rows leave <c>query</c>.</summary>
internal enum RowFormat
{
    Table,
    Csv,
    Jsonl,
}
