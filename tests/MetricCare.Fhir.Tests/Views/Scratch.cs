using MetricCare.Fhir.Views; using MetricCare.Fhir.Views.Sql;
namespace MetricCare.Fhir.Tests.Views;
public sealed class Scratch
{
    [Fact]
    public void Show()
    {
        using var duck = new DuckDb();
        var view = ViewCompiler.Compile(File.ReadAllText("/tmp/vx/view.json"), "view.json");
        var res = File.ReadLines("/tmp/vx/res.ndjson").ToList();
        var o = view.Tree + "\n" + view.ToSql(SqlDialect.DuckDb, false) + "\n" + string.Join("\n", view.Warnings) + "\n";
        try { foreach (var r in duck.Run(view, res)) o += string.Join(" | ", r.Select(v => v is System.Collections.IList l ? "[" + string.Join(",", l.Cast<object?>()) + "]" : v)) + "\n"; } catch (Exception e) { o += e.Message; }
        File.WriteAllText("/tmp/vx/out.txt", o);
    }
}
