using System.CommandLine;
using MetricCare.Cli.Runs;
using MetricCare.Core.Errors;
using MetricCare.Core.Models;
using MetricCare.Core.Relations;
using MetricCare.Core.Schema;
using MetricCare.Engines.Spark;
using MetricCare.Fhir.Views;
using MetricCare.Fhir.Views.Sql;

namespace MetricCare.Cli.Commands;

/// <summary><c>describe</c>: what a view or a model is, down to its SQL.</summary>
internal static class DescribeCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "A view (encounter, or bronze.encounter), a model (gold.fact_readmission), or a ViewDefinition file." };
        var jobs = SharedOptions.Jobs();
        var engine = new Option<string>("--engine") { Description = "Whose SQL.", HelpName = "duckdb|spark", DefaultValueFactory = _ => "duckdb" };
        var command = new Command("describe", "Show a view's clause tree, narrow schema and SQL, or a model's contract, inputs and SQL.") { name, jobs, engine };
        command.SetAction(result =>
        {
            var dialect = result.GetValue(engine) switch
            {
                "duckdb" => SqlDialect.DuckDb,
                "spark" => SqlDialect.Spark,
                _ => throw new MetricCareException(ExitCode.Usage, "--engine wants duckdb or spark."),
            };
            Describe(result.GetValue(name)!, result.GetValue(jobs), dialect, terminal.Out);
            return 0;
        });
        return command;
    }

    private static void Describe(string name, string? jobs, SqlDialect dialect, TextWriter output)
    {
        if (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            if (!File.Exists(name))
            {
                throw new MetricCareException(ExitCode.SourceUnreadable, $"There is no file {name}.", "Name a ViewDefinition file, or a view or model by its name.");
            }

            Describe(ViewCompiler.Compile(File.ReadAllText(name), name), dialect, output);
            return;
        }

        var definitions = Definitions.Load(jobs);
        var table = name.StartsWith("bronze.", StringComparison.Ordinal) ? name["bronze.".Length..] : name;
        if (definitions.Views.FirstOrDefault(view => view.Name == table) is { } view)
        {
            Describe(view, dialect, output);
        }
        else if (definitions.Plan.Models.FirstOrDefault(planned => planned.Model.Name.ToString() == name) is { } model)
        {
            Describe(model, dialect, output);
        }
        else
        {
            var views = definitions.Views.Select(one => one.Name).ToList();
            var known = views.Concat(views.Select(view => "bronze." + view)).Concat(definitions.Plan.Models.Select(planned => planned.Model.Name.ToString()));
            throw new MetricCareException(ExitCode.Usage, $"There is no view or model {name}{NearestName.Hint(name, known)}", "`metriccare plan SOURCE` lists them all.");
        }
    }

    private static void Describe(CompiledView view, SqlDialect dialect, TextWriter output)
    {
        output.WriteLine($"View {view.Name}: one flat table of {view.ResourceType}. {view.Description}");
        output.WriteLine();
        foreach (var column in view.Columns)
        {
            output.WriteLine($"  {column.Name,-34} {column.FhirType ?? column.Type.ToString(),-16} {column.Description}");
        }

        output.WriteLine();
        output.WriteLine("Clause tree");
        output.WriteLine(view.Tree.TrimEnd());
        output.WriteLine();
        output.WriteLine("Narrow schema (all that is read of a resource)");
        Write(view.Schema.Properties, 1, output);
        output.WriteLine();
        if (dialect == SqlDialect.Spark)
        {
            output.WriteLine("Schema of the read (Spark)");
            output.WriteLine(SparkReading.Schema(view.Schema));
            output.WriteLine();
            output.WriteLine("SQL (Spark)");
            output.WriteLine(SparkReading.Sql(view.ToSql(dialect, lineage: true)));
        }
        else
        {
            output.WriteLine("SQL (DuckDB)");
            output.WriteLine(view.ToSql(dialect, lineage: true));
        }

        foreach (var warning in view.Warnings)
        {
            output.WriteLine($"warning: {warning}");
        }
    }

    private static void Write(IReadOnlyList<NarrowNode> nodes, int depth, TextWriter output)
    {
        foreach (var node in nodes)
        {
            output.WriteLine($"{new string(' ', 2 * depth)}{node.Name}{(node.IsList ? "[]" : string.Empty)}: {(node.Kind == JsonKind.Object ? node.FhirType : $"{node.FhirType} ({node.Kind.ToString().ToLowerInvariant()})")}");
            Write(node.Children, depth + 1, output);
        }
    }

    private static void Describe(PlannedModel planned, SqlDialect dialect, TextWriter output)
    {
        var contract = planned.Model.Contract;
        output.WriteLine($"Model {planned.Model.Name} ({planned.Model.File}): {contract.Grain}. Key: {string.Join(", ", contract.Key)}.");
        output.WriteLine($"Reads {string.Join(", ", planned.Reads)}.");
        output.WriteLine();
        foreach (var column in contract.Columns)
        {
            output.WriteLine($"  {column.Name,-28} {column.Type,-10} {column.Means}");
        }

        foreach (var rule in contract.Rules)
        {
            output.WriteLine($"  rule {rule.Name} ({rule.Severity.ToString().ToLowerInvariant()}): {rule.Means}");
        }

        output.WriteLine($"  {contract.Examples.Count} worked examples");
        output.WriteLine();
        output.WriteLine(dialect == SqlDialect.Spark ? SparkReading.Sql(planned.Model.Sql) : planned.Model.Sql.TrimEnd());
    }
}
