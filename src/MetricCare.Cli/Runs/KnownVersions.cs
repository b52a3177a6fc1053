using MetricCare.Core.Engines;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Core.Schema;

namespace MetricCare.Cli.Runs;

/// <summary>
/// What a lake that keeps earlier deliveries knows of every resource: its winning version, deleted ones too. With it a delivery of a part of the
/// resources is merged into what is there, and one that comes late or twice changes nothing.
/// </summary>
internal static class KnownVersions
{
    /// <summary>The table of the lake.</summary>
    public static readonly RelationName Table = new(Layer.Ops, "resources");

    /// <summary>The table as it is in the lake before the run.</summary>
    public static readonly RelationName Lake = new(Layer.Raw, "resources_lake");

    public static readonly RelationShape Shape = new(
    [
        new("resource_type", ColumnType.Text),
        new("id", ColumnType.Text),
        new("updated_us", ColumnType.BigInt),
        new("version", ColumnType.BigInt),
        new("path", ColumnType.Text),
        new("line", ColumnType.BigInt),
        new("sha256", ColumnType.Text),
        new("is_deleted", ColumnType.Boolean),
    ]);

    public static IReadOnlyList<string> Key { get; } = ["resource_type", "id"];

    /// <summary>The versions of one type that this delivery put in the place of others: <see cref="Shape"/>.</summary>
    public static RelationName Replacing(RelationName raw) => new(Layer.Raw, raw.Table + "_replacing");

    /// <summary>Makes <see cref="Replacing"/> once the losers have been dropped from the relation.</summary>
    public static Task<BuildResult> NoteAsync(IEngine engine, RelationName raw, CancellationToken cancel) => engine.BuildAsync(
        Replacing(raw),
        $"""
        select '{raw.Table}' as resource_type, won.id, won.updated_us, won.version, inputs.path, won.line, won.sha256, won.is_deleted
        from (
            select id, {LineageColumns.Updated} as updated_us, {LineageColumns.Version} as version, {LineageColumns.File} as file_number,
                {LineageColumns.Line} as line, {LineageColumns.Hash} as sha256, false as is_deleted
            from {raw}
            union all
            select id, updated, version, file_number, line, cast(null as string), true
            from {WinningVersions.Losers(raw)}
            where is_deletion and not is_superseded
        ) won
        inner join {OperatorRelations.Inputs} inputs on inputs.file_number = won.file_number
        """,
        null,
        cancel);

    /// <summary>The rows of a bronze table: those of the lake whose resource was not delivered again, and those that were.</summary>
    /// <param name="lake">The table as it is in the lake.</param>
    /// <param name="delivered">Query of the delivered rows.</param>
    public static string Merged(RelationName lake, string delivered, RelationName raw, IEnumerable<string> columns)
    {
        var names = string.Join(", ", columns.Select(column => $"`{column}`"));
        return $"""
            select {names} from {lake} kept
            where not exists (select 1 from {Replacing(raw)} replaced where replaced.id = kept.source_id)
            union all
            select {names} from (
            {delivered}
            ) as delivered
            """;
    }

    /// <summary>Refuses to merge into a table that was made by another definition of its view: resources that are not delivered again would have no value for the new columns.</summary>
    /// <exception cref="MetricCareException"><see cref="ExitCode.NotALake"/>.</exception>
    public static void RequireColumns(RelationName table, RelationShape known, IEnumerable<string> columns)
    {
        var missing = columns.Except(known.Columns.Select(column => column.Name), StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw new MetricCareException(
                ExitCode.NotALake,
                $"{table}: the table of the lake has no {string.Join(", ", missing)}, which its view has now; resources of earlier deliveries would be without.",
                "Run over all sources into a new lake: --lake.");
        }
    }

    /// <summary>The whole table after this run.</summary>
    /// <param name="known">The table before it; null when there was none.</param>
    public static string After(RelationName? known, IReadOnlyCollection<RelationName> raws)
    {
        var columns = string.Join(", ", Shape.Columns.Select(column => column.Name));
        var replacing = raws.Select(raw => $"select {columns} from {Replacing(raw)}");
        var kept = known is null
            ? []
            : new[]
            {
                raws.Count == 0
                    ? $"select {columns} from {known}"
                    : $"""
                      select {columns} from {known} kept
                      where not exists (
                          select 1 from ({string.Join(" union all ", raws.Select(raw => $"select resource_type, id from {Replacing(raw)}"))}) as replaced
                          where replaced.resource_type = kept.resource_type and replaced.id = kept.id)
                      """,
            };
        return string.Join("\nunion all\n", kept.Concat(replacing));
    }
}
