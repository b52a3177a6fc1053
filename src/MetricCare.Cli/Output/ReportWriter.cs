using System.Globalization;
using MetricCare.Core.Runs;
using Spectre.Console;

namespace MetricCare.Cli.Output;

/// <summary>Prints a run's report for people: the measures first, then what was read, found and written.</summary>
internal static class ReportWriter
{
    private const string AllFacilities = "ALL";

    public static void Write(RunReport report, string lake, Terminal terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(terminal.Out),
            Ansi = terminal.UsesColour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.UsesColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = terminal.Width;
        console.Write(Measures(report));
        WriteInputs(report, terminal.Out);
        WriteFindings(report, terminal.Out);
        terminal.Out.WriteLine($"Written   {report.Tables.Count} tables, {report.Tables.Sum(table => table.Rows):N0} rows, {Size(report.Tables.Sum(table => table.Bytes))} in {lake}; run {report.RunId}, as of {report.AsOf:yyyy-MM-dd}.");
        terminal.Out.WriteLine($"Took      {report.Elapsed.TotalSeconds:0.00} s ({string.Join(", ", report.Stages.Select(stage => $"{stage.Stage.ToString().ToLowerInvariant()} {stage.Elapsed.TotalSeconds:0.00}"))}).");
    }

    private static Table Measures(RunReport report)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("Measure, by hospital").NoWrap());
        foreach (var heading in new[] { "Num.", "Denom.", "Value", "95 % interval", "Excl.", "Undet." })
        {
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        }

        foreach (var row in report.Measures)
        {
            var isTotal = row.Facility == AllFacilities;
            table.AddRow(
                isTotal ? $"[bold]{Markup.Escape(row.Name)}[/]" : $"  {Markup.Escape(row.FacilityName)}",
                Count(row.Numerator),
                Count(row.Denominator),
                Value(row.Value, row.Unit),
                row.Low is null || row.High is null ? "-" : $"{Value(row.Low, row.Unit)} … {Value(row.High, row.Unit)}",
                row.Excluded.ToString("N0", CultureInfo.InvariantCulture),
                row.Undetermined.ToString("N0", CultureInfo.InvariantCulture));
        }

        return table;
    }

    private static void WriteInputs(RunReport report, TextWriter output)
    {
        var total = report.Totals;
        output.WriteLine($"Read      {total.Read:N0} records in {report.Inputs.Count} files: {total.Accepted:N0} accepted, {total.Rejected:N0} rejected, {total.Ignored:N0} ignored, {total.Superseded:N0} superseded.");
        if (report.Rejects.Count > 0)
        {
            output.WriteLine($"Rejected  {string.Join(", ", report.Rejects.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value:N0}"))}: see ops.rejects for file, line and reason.");
        }

        if (report.Ignored.Count > 0)
        {
            output.WriteLine($"Ignored   {string.Join(", ", report.Ignored.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value:N0}"))}: no view reads these types.");
        }
    }

    private static void WriteFindings(RunReport report, TextWriter output)
    {
        if (report.Findings.Count > 0)
        {
            output.WriteLine($"Findings  {string.Join(", ", report.Findings.Select(finding => $"{finding.Rule} {finding.Count:N0}"))}: see ops.findings.");
        }
    }

    private static string Count(double? value) => value is { } number ? number.ToString("#,0.##", CultureInfo.InvariantCulture) : "-";

    private static string Value(double? value, string unit) => value is not { } number
        ? "-"
        : unit switch
        {
            "proportion" => (100 * number).ToString("0.0", CultureInfo.InvariantCulture) + " %",
            "days" => number.ToString("0.00", CultureInfo.InvariantCulture) + " d",
            _ => number.ToString("0.00", CultureInfo.InvariantCulture),
        };

    private static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => $"{bytes / (double)(1L << 30):0.0} GB",
        >= 1L << 20 => $"{bytes / (double)(1L << 20):0.0} MB",
        _ => $"{bytes / 1024.0:0} kB",
    };
}
