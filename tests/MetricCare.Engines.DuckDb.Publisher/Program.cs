using System.Globalization;
using MetricCare.Core.Relations;
using MetricCare.Core.Stores;
using MetricCare.Engines.DuckDb;

// publish LAKE: publishes three tables again and again, until it is killed.
// hold LAKE: takes the lease, says so, and waits for the end of its input.
var store = ParquetTableStore.OpenOrCreate(args[1], TimeProvider.System);
if (args[0] == "hold")
{
    await using var held = await store.BeginAsync("holder", CancellationToken.None);
    Console.WriteLine("holding");
    await Console.In.ReadToEndAsync();
    return;
}

RelationName[] tables = [new(Layer.Bronze, "a"), new(Layer.Silver, "b"), new(Layer.Gold, "c")];
for (var round = 0; ; round++)
{
    await using var run = await store.BeginAsync("run-" + round.ToString(CultureInfo.InvariantCulture), CancellationToken.None);
    await using var engine = new DuckDbEngine(new DuckDbOptions(run.WorkFolder, [store.Folder]) { Threads = 1 });
    var last = store.Tables().Select(table => table.Version).Order(StringComparer.Ordinal).LastOrDefault("none");
    foreach (var table in tables)
    {
        await engine.BuildAsync(
            table, $"select range as n, '{Environment.ProcessId}/{round} after {last}' as run from range(5000)", run.FolderFor(table), CancellationToken.None);
    }

    await run.PublishAsync(CancellationToken.None);
    Console.WriteLine(round);
}
