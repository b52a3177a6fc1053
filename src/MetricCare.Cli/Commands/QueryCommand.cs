using System.CommandLine;
using MetricCare.Cli.Output;
using MetricCare.Cli.Runs;
using MetricCare.Core.Errors;

namespace MetricCare.Cli.Commands;

/// <summary><c>query</c>: SQL over the tables of a lake.</summary>
internal static class QueryCommand
{
    private const string ListOfTables = """
        select table_schema || '.' || table_name as "table", count(*) as columns
        from information_schema.columns
        where table_schema in ('bronze', 'silver', 'gold', 'report', 'ops')
        group by table_schema, table_name
        order by case table_schema when 'bronze' then 1 when 'silver' then 2 when 'gold' then 3 when 'report' then 4 else 5 end, table_name
        """;

    private static readonly Dictionary<string, RowFormat> Formats = new(StringComparer.Ordinal) { ["table"] = RowFormat.Table, ["csv"] = RowFormat.Csv, ["jsonl"] = RowFormat.Jsonl };

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var sql = new Argument<string?>("SQL") { Description = "One query, for example \"select * from report.measures\". Without it: the list of tables.", Arity = ArgumentArity.ZeroOrOne };
        var lake = SharedOptions.Lake();
        var format = new Option<string>("--format")
        {
            Description = "table (for people), csv, or jsonl (one JSON object per line).",
            HelpName = "table|csv|jsonl",
            DefaultValueFactory = _ => "table",
        };
        var command = new Command("query", "Run a SQL query (DuckDB's dialect) over the tables of a lake; rows go to standard output.") { sql, lake, format };
        command.SetAction(async (result, cancel) =>
        {
            if (!Formats.TryGetValue(result.GetValue(format)!, out var written))
            {
                throw new MetricCareException(ExitCode.Usage, "--format wants table, csv or jsonl.");
            }

            var text = result.GetValue(sql) ?? ListOfTables;
            if (string.IsNullOrWhiteSpace(text))
            {
                throw new MetricCareException(ExitCode.QueryFailed, "The query is empty.");
            }

            await using var reading = await LakeReading.OpenAsync(result.GetValue(lake)!, time, cancel);
            var (columns, rows) = await reading.QueryAsync(text, cancel);
            await RowWriter.WriteAsync(columns, rows, written, terminal, cancel);
            return 0;
        });
        return command;
    }
}
