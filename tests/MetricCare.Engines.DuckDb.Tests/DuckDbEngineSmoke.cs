using MetricCare.Core.Relations;
using MetricCare.Core.Schema;

namespace MetricCare.Engines.DuckDb.Tests;

public sealed class DuckDbEngineSmoke
{
    [Fact]
    public async Task Everything_runs_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("metriccare-").FullName;
        await using var engine = new DuckDbEngine(new DuckDbOptions(folder, []) { Threads = 2 });
        var t = new RelationName(Layer.Silver, "t");
        var u = new RelationName(Layer.Gold, "u");
        var raw = new RelationName(Layer.Raw, "Patient");
        var shape = new RelationShape([
            new("s", ColumnType.Text), new("d", new ColumnType.Decimal(38, 9)), new("l", new ColumnType.List(ColumnType.Text)),
            new("r", new ColumnType.Struct([new("a", ColumnType.Int), new("b", ColumnType.Instant)])), new("x", ColumnType.Date)]);
        await engine.LoadAsync(t, shape, [
            ["", 1.5m, new[] { "a", null }, new Dictionary<string, object?> { ["a"] = 1, ["b"] = DateTimeOffset.UnixEpoch }, new DateOnly(2024, 2, 29)],
            [null, null, null, null, null]], cancel);
        var built = await engine.BuildAsync(u, "select *, fhir_date_hi('2024', 'UTC') hi from silver.t -- c", Path.Combine(folder, "u"), cancel);
        Assert.Equal(2, built.Rows);
        var again = await engine.BuildAsync(u, "select *, fhir_date_hi('2024', 'UTC') hi from silver.t", null, cancel);
        Assert.Equal(built.Shape, again.Shape);
        var rows = new List<IReadOnlyList<object?>>();
        await foreach (var row in engine.QueryAsync("select *, interval 1 day, sum(1) over () from gold.u order by s", cancel))
        {
            rows.Add(row);
        }

        Assert.Equal(2, rows.Count);
        await File.WriteAllTextAsync(Path.Combine(folder, "p.ndjson"), "{\"__n\":1,\"__f\":1,\"id\":\"x\",\"name\":[{\"family\":\"f\"}]}\n", cancel);
        var schema = new NarrowSchema("Patient", [
            new("id", JsonKind.Text, false, "id", []),
            new("name", JsonKind.Object, true, "HumanName", [new("family", JsonKind.Text, false, "string", [])])]);
        Assert.Equal(1, await engine.ReadJsonLinesAsync(raw, schema, [Path.Combine(folder, "p.ndjson")], cancel));
        Assert.Equal("__n bigint, __f int, __l bigint, __h string, __u bigint, __v bigint, __g string, id string, name list(struct(family string))", (await engine.DescribeAsync("select * from raw.\"Patient\"", cancel)).ToString());
    }
}
