using System.CommandLine;
using MetricCare.Cli.Output;
using MetricCare.Cli.Runs;

namespace MetricCare.Cli.Commands;

/// <summary><c>query</c>: SQL over the tables of a lake.</summary>
internal static class QueryCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var sql = new Argument<string>("SQL") { Description = "One query, for example \"select * from report.measures\"." };
        var lake = SharedOptions.Lake();
        var format = new Option<RowFormat>("--format")
        {
            Description = "table (for people), csv, or jsonl (one JSON object per line).",
            HelpName = "table|csv|jsonl",
            DefaultValueFactory = _ => RowFormat.Table,
        };
        var command = new Command("query", "Run a SQL query (DuckDB's dialect) over the tables of a lake; rows go to standard output.") { sql, lake, format };
        command.SetAction(async (result, cancel) =>
        {
            await using var reading = await LakeReading.OpenAsync(result.GetValue(lake)!, time, cancel);
            var text = result.GetValue(sql)!;
            var (columns, rows) = await reading.QueryAsync(text, cancel);
            await RowWriter.WriteAsync(columns, rows, result.GetValue(format), terminal, cancel);
            return 0;
        });
        return command;
    }
}
