using MetricCare.Core.Models;
using MetricCare.Core.Relations;
using MetricCare.Core.Schema;

namespace MetricCare.Core.Engines;

/// <summary>A place where SQL runs: it knows relations and rows, never FHIR or measures.</summary>
/// <remarks>Work on different relations may run at the same time. Adapters live in their own assembly and throw only <see cref="Errors.MetricCareException"/> kinds, and <see cref="OperationCanceledException"/> on a cancel.</remarks>
public interface IEngine : IAsyncDisposable
{
    /// <summary><c>duckdb</c> or <c>spark</c>.</summary>
    string Name { get; }

    /// <summary>Makes a relation of the given rows, replacing one of the same name. For small things: parameters, code lists, worked examples.</summary>
    Task LoadAsync(RelationName relation, RelationShape shape, IEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel);

    /// <summary>Makes a relation of projected JSON lines, typed by the schema plus <see cref="LineageColumns"/>.</summary>
    /// <returns>Number of rows.</returns>
    Task<long> ReadJsonLinesAsync(RelationName relation, NarrowSchema schema, IReadOnlyList<string> files, CancellationToken cancel);

    /// <summary>Makes a relation of the rows of a query, replacing one of the same name (which the query may read), all or nothing. The text may use the named functions.</summary>
    /// <param name="relation">What to make.</param>
    /// <param name="sql">One query, without a final semicolon.</param>
    /// <param name="folder">Where the rows are to be kept as Parquet; null keeps them inside the engine.</param>
    /// <param name="cancel">Stops within two seconds.</param>
    /// <param name="isReadAgain">False when nothing of the run will read it, so that keeping it at hand is not worth while. It can be read all the same.</param>
    Task<BuildResult> BuildAsync(RelationName relation, string sql, string? folder, CancellationToken cancel, bool isReadAgain = true);

    /// <summary>Names a folder of Parquet files as a relation.</summary>
    Task AttachAsync(RelationName relation, string folder, CancellationToken cancel);

    Task DropAsync(RelationName relation, CancellationToken cancel);

    /// <summary>Columns that <see cref="BuildAsync"/> would make of the query; refuses, naming the column, a type that no contract knows.</summary>
    Task<RelationShape> DescribeAsync(string sql, CancellationToken cancel);

    /// <summary>Columns of the rows that <see cref="QueryAsync"/> gives, for any query: integers over 64 bits are decimals, types without a counterpart are text.</summary>
    Task<RelationShape> DescribeRowsAsync(string sql, CancellationToken cancel);

    /// <summary>
    /// The rows of a query: string, bool, int, long, double, decimal (<see cref="ExactDecimal"/> where it has more digits than fit one), DateOnly,
    /// DateTimeOffset (UTC), IReadOnlyList of these, IReadOnlyDictionary for a struct, or null.
    /// An error or a cancel in mid-stream throws; it is never the end of the rows.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<object?>> QueryAsync(string sql, CancellationToken cancel);

    /// <summary>Share of the running statement that is done, 0..1, or null when not known. Callable from any thread.</summary>
    double? Progress { get; }
}

/// <summary>What a build did.</summary>
/// <param name="Rows">Rows of the relation.</param>
/// <param name="Bytes">Bytes written; 0 when nothing was.</param>
/// <param name="Shape">Columns as the engine reports them.</param>
public sealed record BuildResult(long Rows, long Bytes, RelationShape Shape);
