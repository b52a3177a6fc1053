using System.Runtime.CompilerServices;
using DuckDB.NET.Native;
using MetricCare.Core.Engines;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Core.Schema;
using MetricCare.Engines.DuckDb.Native;

namespace MetricCare.Engines.DuckDb;

/// <summary>DuckDB inside this process, in memory: nothing outside of the folders of its options can be read or written.</summary>
/// <remarks>Work may run at the same time; each piece has a connection of its own.</remarks>
public sealed class DuckDbEngine : IEngine
{
    // What is built of so many bytes of lines takes some ten times as much memory at worst; beyond, relations are read back from their files.
    private const int MemoryPerByteRead = 10;

    private readonly Database _database;
    private readonly Relations _relations = new(new KnownRelations());
    private readonly long _memory;
    private readonly bool _keepsSmall;
    private long _bytesRead;

    /// <exception cref="MetricCareException">DuckDB or its work folder cannot be opened.</exception>
    public DuckDbEngine(DuckDbOptions options)
    {
        _memory = options.EffectiveMemoryLimit;
        _keepsSmall = options.KeepsSmallRelations;
        _database = Guard("DuckDB", ExitCode.EnvironmentMissing, () => new Database(options));
    }

    public string Name => "duckdb";

    public double? Progress => _database.Progress;

    private bool IsSmall => _keepsSmall && Interlocked.Read(ref _bytesRead) <= _memory / MemoryPerByteRead;

    public Task LoadAsync(RelationName relation, RelationShape shape, IEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel) =>
        RunAsync(relation.ToString(), ExitCode.ModelFailed, connection =>
        {
            RowLoader.Load(_relations, connection.Connection, relation, shape, rows, cancel);
            return true;
        });

    public Task<long> ReadJsonLinesAsync(RelationName relation, NarrowSchema schema, IReadOnlyList<string> files, CancellationToken cancel) =>
        RunAsync(relation.ToString(), ExitCode.InternalError, connection =>
        {
            Interlocked.Add(ref _bytesRead, files.Sum(file => new FileInfo(file).Length));
            return JsonLines.Read(_relations, connection.Connection, relation, schema, files, cancel);
        });

    public Task<BuildResult> BuildAsync(RelationName relation, string sql, string? folder, CancellationToken cancel, bool isReadAgain = true) =>
        RunAsync(relation.ToString(), ExitCode.ModelFailed, connection =>
        {
            var query = Backticks.ToDoubleQuotes(sql);
            return folder is null || (IsSmall && isReadAgain)
                ? _relations.BuildTable(connection.Connection, relation, query, folder, cancel)
                : _relations.BuildParquet(connection.Connection, relation, query, folder, cancel);
        });

    public Task AttachAsync(RelationName relation, string folder, CancellationToken cancel) =>
        RunAsync(relation.ToString(), ExitCode.StorageFailed, connection =>
        {
            _relations.Attach(connection.Connection, relation, folder, cancel);
            return true;
        });

    public Task DropAsync(RelationName relation, CancellationToken cancel) =>
        RunAsync(relation.ToString(), ExitCode.ModelFailed, connection =>
        {
            _relations.Drop(connection.Connection, relation, cancel);
            return true;
        });

    public Task<RelationShape> DescribeAsync(string sql, CancellationToken cancel) =>
        RunAsync("The query", ExitCode.ModelFailed, connection => QueryShape.Strict(connection.Connection, Backticks.ToDoubleQuotes(sql), "The query"));

    public Task<RelationShape> DescribeRowsAsync(string sql, CancellationToken cancel) =>
        RunAsync("The query", ExitCode.QueryFailed, connection =>
            new RelationShape([.. QueryShape.Readable(connection.Connection, Backticks.ToDoubleQuotes(sql)).Select(column => column.Column)]));

    public async IAsyncEnumerable<IReadOnlyList<object?>> QueryAsync(string sql, [EnumeratorCancellation] CancellationToken cancel)
    {
        const string subject = "The query";
        using var connection = _database.Rent();
        using var stream = await Task.Run(
            () => Guard(subject, ExitCode.QueryFailed, () => new ResultStream(connection.Connection, Shown(connection.Connection, Backticks.ToDoubleQuotes(sql)), cancel)),
            CancellationToken.None);
        while (await Task.Run(() => Guard(subject, ExitCode.QueryFailed, stream.Next), CancellationToken.None) is { } rows)
        {
            foreach (var row in rows)
            {
                yield return row;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The query as it is; columns of types that rows cannot hold become text.</summary>
    private static string Shown(DuckDBNativeConnection connection, string sql)
    {
        var columns = QueryShape.Readable(connection, sql);
        if (!columns.Any(column => column.AsText))
        {
            return sql;
        }

        var names = Enumerable.Range(0, columns.Count).Select(index => $"c{index}").ToList();
        var shown = names.Select((name, index) => columns[index].AsText ? $"cast({name} as varchar)" : name);
        return $"SELECT {string.Join(", ", shown)} FROM {SqlText.Inner(sql)} AS q({string.Join(", ", names)})";
    }

    private static T Guard<T>(string subject, ExitCode code, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DuckDbFailure failure)
        {
            throw ErrorTranslation.Translate(failure, subject, code);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new MetricCareException(ExitCode.StorageFailed, $"{subject}: {failure.Message}", cause: failure);
        }
    }

    private Task<T> RunAsync<T>(string subject, ExitCode code, Func<Database.Lease, T> work) => Task.Run(() =>
    {
        using var connection = _database.Rent();
        return Guard(subject, code, () => work(connection));
    });
}
