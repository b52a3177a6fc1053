using System.Collections.Concurrent;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using MetricCare.Core.Relations;

namespace MetricCare.Engines.DuckDb.Native;

/// <summary>One in-memory database, its settings locked, and the connections to it.</summary>
internal sealed class Database : IDisposable
{
    private const int ConnectionsWithProgress = 4;

    private readonly ConcurrentBag<DuckDBConnection> _idle = [];
    private readonly ConcurrentDictionary<DuckDBConnection, bool> _all = [];
    private readonly ConcurrentDictionary<DuckDBConnection, bool> _busy = [];
    private readonly DuckDBConnection _first;

    public Database(DuckDbOptions options)
    {
        var spill = Path.Combine(Path.GetFullPath(options.WorkFolder), "spill");
        Directory.CreateDirectory(spill);
        _first = new DuckDBConnection(
            "DataSource=:memory:;autoinstall_known_extensions=false;autoload_known_extensions=false;allow_community_extensions=false");
        _first.Open();
        _all[_first] = true;
        Run(_first, $"SET threads = {Math.Max(1, options.Threads)}");
        Run(_first, $"SET memory_limit = '{options.EffectiveMemoryLimit}B'");
        Run(_first, $"SET temp_directory = {SqlText.Literal(spill)}");
        if (options.SpillLimit is { } most)
        {
            Run(_first, $"SET max_temp_directory_size = '{most}B'");
        }

        Run(_first, "SET GLOBAL TimeZone = 'UTC'");

        // Rows have no order unless a query asks for one; keeping that of their files would cost memory and threads.
        Run(_first, "SET preserve_insertion_order = false");
        foreach (var layer in Enum.GetValues<Layer>())
        {
            Run(_first, $"CREATE SCHEMA {SqlText.Name(RelationName.SchemaOf(layer))}");
        }

        foreach (var function in NamedFunctions.Statements)
        {
            Run(_first, function);
        }

        Lock(options);
        _idle.Add(_first);
    }

    /// <summary>Share of the statement that has been running, 0..1; null when nothing runs, or nothing is known.</summary>
    public double? Progress
    {
        get
        {
            foreach (var connection in _busy.Keys)
            {
                if (NativeMethods.Startup.DuckDBQueryProgress(connection.NativeConnection).Percentage is >= 0 and var percent)
                {
                    return Math.Min(1, percent / 100);
                }
            }

            return null;
        }
    }

    public Lease Rent()
    {
        if (!_idle.TryTake(out var connection))
        {
            connection = _first.Duplicate();
            connection.Open();
            _all[connection] = true;
        }

        _busy[connection] = true;
        return new Lease(this, connection);
    }

    public void Dispose()
    {
        foreach (var connection in _all.Keys)
        {
            connection.Dispose();
        }
    }

    private static void Run(DuckDBConnection connection, string sql) =>
        Statement.Execute(connection.NativeConnection, sql, CancellationToken.None);

    /// <summary>Folders before the shutting of the outside, that before the lock: each step forbids the one before it.</summary>
    private void Lock(DuckDbOptions options)
    {
        var folders = options.AllowedFolders.Prepend(options.WorkFolder)
            .Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar)
            .SelectMany(folder => new[] { folder, SqlText.Unglobbed(folder) })
            .Distinct()
            .Select(SqlText.Literal);
        Run(_first, $"SET allowed_directories = [{string.Join(", ", folders)}]");
        Run(_first, "SET enable_external_access = false");

        if (!options.TracksProgress)
        {
            Run(_first, "SET lock_configuration = true");
            return;
        }

        // Progress is a setting of a connection, so the connections come before the lock.
        ShowProgress(_first);
        for (var index = 1; index < ConnectionsWithProgress; index++)
        {
            var connection = _first.Duplicate();
            connection.Open();
            ShowProgress(connection);
            _all[connection] = true;
            _idle.Add(connection);
        }

        Run(_first, "SET lock_configuration = true");
    }

    private static void ShowProgress(DuckDBConnection connection)
    {
        Run(connection, "SET enable_progress_bar = true");
        Run(connection, "SET enable_progress_bar_print = false");
    }

    private void Return(DuckDBConnection connection)
    {
        _busy.TryRemove(connection, out _);
        _idle.Add(connection);
    }

    /// <summary>A connection for one piece of work.</summary>
    public sealed class Lease(Database database, DuckDBConnection connection) : IDisposable
    {
        private bool _returned;

        public DuckDBNativeConnection Connection => connection.NativeConnection;

        public void Dispose()
        {
            if (!_returned)
            {
                _returned = true;
                database.Return(connection);
            }
        }
    }
}
