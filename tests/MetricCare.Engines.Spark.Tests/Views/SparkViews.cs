using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Fhir.Tests.Views;
using MetricCare.Fhir.Views;
using MetricCare.Fhir.Views.Sql;

namespace MetricCare.Engines.Spark.Tests.Views;

/// <summary>Views over resources, through the engine as a run uses it.</summary>
public sealed class SparkViews : IDisposable
{
    private readonly Lazy<SparkEngine> _engine;
    private int _files;

    public SparkViews() => _engine = new(() => new SparkEngine(new SparkEngineOptions(Path.Combine(Folder, "spark")) { RowsInDriver = SparkEngineOptions.FewRows }));

    public string Folder { get; } = Directory.CreateTempSubdirectory("metriccare-spark-views-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Reads resources (JSON texts) as the view's schema says and runs the view over them.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<object?>>> RunAsync(CompiledView view, IEnumerable<string> resources, CancellationToken cancel)
    {
        var lines = Path.Combine(Folder, $"{Interlocked.Increment(ref _files)}.ndjson");
        await File.WriteAllLinesAsync(lines, ProjectedLines.Of(resources, view.Schema), cancel);
        await _engine.Value.ReadJsonLinesAsync(new RelationName(Layer.Raw, view.ResourceType), view.Schema, [lines], cancel);
        return await QueryAsync(view.ToSql(SqlDialect.Spark, lineage: false), cancel);
    }

    /// <summary>The view once more over what was read last, by the other lowering.</summary>
    public Task<IReadOnlyList<IReadOnlyList<object?>>> AgainAsListsAsync(CompiledView view, CancellationToken cancel) =>
        QueryAsync(view.ToListSql(SqlDialect.Spark), cancel);

    private async Task<IReadOnlyList<IReadOnlyList<object?>>> QueryAsync(string sql, CancellationToken cancel)
    {
        try
        {
            return await _engine.Value.QueryAsync(sql, cancel).ToListAsync(cancel);
        }
        catch (MetricCareException failed)
        {
            // Otherwise a case that expects an error of the data would pass for the wrong reason.
            await RequireTakenAsync(sql, failed, cancel);
            throw;
        }
    }

    private async Task RequireTakenAsync(string sql, MetricCareException failed, CancellationToken cancel)
    {
        try
        {
            await _engine.Value.DescribeRowsAsync(sql, cancel);
        }
        catch (MetricCareException misread)
        {
            throw new InvalidOperationException($"Spark does not take the SQL: {misread.Message}\n{sql}", failed);
        }
    }
}
