using DuckDB.NET.Data;

// The yardstick: a hand-written query on a bare DuckDB, in the same host and library as the product.
if (args.Length != 2)
{
    await Console.Error.WriteLineAsync("usage: BareDuckDb QUERY.sql THREADS");
    return 2;
}

await using var connection = new DuckDBConnection($"DataSource=:memory:;threads={args[1]}");
await connection.OpenAsync();
await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The benchmark's own file.
command.CommandText = await File.ReadAllTextAsync(args[0]);
#pragma warning restore CA2100
await command.ExecuteNonQueryAsync();
return 0;
