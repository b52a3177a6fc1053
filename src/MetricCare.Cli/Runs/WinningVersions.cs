using MetricCare.Core.Engines;
using MetricCare.Core.Relations;
using MetricCare.Core.Schema;

namespace MetricCare.Cli.Runs;

/// <summary>
/// Leaves one version per resource id in a raw relation: the highest (lastUpdated, version, file, line).
/// A deletion counts as a version, and wins over a version of the same instant.
/// </summary>
internal static class WinningVersions
{
    /// <summary>Deletion markers of the run: <c>resource_type, id, n, updated, file_number, line</c>.</summary>
    public static readonly RelationName Deletions = new(Layer.Raw, "deletions");

    public static readonly RelationShape DeletionShape = new(
    [
        new Column("resource_type", ColumnType.Text),
        new Column("id", ColumnType.Text),
        new Column(LineageColumns.Updated, ColumnType.BigInt),
        new Column(LineageColumns.File, ColumnType.Int),
        new Column(LineageColumns.Line, ColumnType.BigInt),
    ]);

    /// <summary>Drops the losers from <paramref name="raw"/>.</summary>
    /// <returns>What lost or deleted, per file.</returns>
    public static async Task<IReadOnlyList<VersionCounts>> KeepAsync(IEngine engine, RelationName raw, bool hasDeletions, CancellationToken cancel)
    {
        var losers = new RelationName(Layer.Raw, raw.Table + "_losers");
        var built = await engine.BuildAsync(losers, LosersSql(raw, hasDeletions), null, cancel);
        var counts = new List<VersionCounts>();
        if (built.Rows > 0)
        {
            await foreach (var row in engine.QueryAsync(CountSql(losers), cancel))
            {
                counts.Add(new VersionCounts(Convert.ToInt32(row[0]), Convert.ToInt64(row[1]), Convert.ToInt64(row[2]), Convert.ToInt64(row[3])));
            }

            if (counts.Any(count => count.Superseded > 0))
            {
                await engine.BuildAsync(
                    raw,
                    $"select * from {raw} kept where not exists (select 1 from {losers} l where l.is_superseded and l.n = kept.{LineageColumns.Record})",
                    null,
                    cancel);
            }
        }

        await engine.DropAsync(losers, cancel);
        return counts;
    }

    // Only ids that come more than once are ranked: on most deliveries that is none, and the wide rows are never sorted.
    private static string LosersSql(RelationName raw, bool hasDeletions)
    {
        var deletions = hasDeletions
            ? $"""
               union all
               select id, {LineageColumns.Updated}, cast(0 as bigint), {LineageColumns.File}, {LineageColumns.Line}, cast(null as bigint), true, cast(null as string)
               from {Deletions}
               where resource_type = '{raw.Table}'
               """
            : string.Empty;
        return $"""
            with versions as (
                select id, {LineageColumns.Updated} as updated, {LineageColumns.Version} as version, {LineageColumns.File} as file_number,
                    {LineageColumns.Line} as line, {LineageColumns.Record} as n, false as is_deletion, {LineageColumns.Hash} as hash
                from {raw}
                {deletions}
            ),
            repeated as (
                select id from versions group by id having count(*) > 1 or bool_or(is_deletion)
            ),
            ranked as (
                select versions.*,
                    row_number() over (partition by versions.id
                        order by updated desc, is_deletion desc, version desc, file_number desc, line desc) as place,
                    lead(updated) over (partition by versions.id
                        order by updated desc, is_deletion desc, version desc, file_number desc, line desc) as next_updated,
                    lead(version) over (partition by versions.id
                        order by updated desc, is_deletion desc, version desc, file_number desc, line desc) as next_version,
                    lead(hash) over (partition by versions.id
                        order by updated desc, is_deletion desc, version desc, file_number desc, line desc) as next_hash
                from versions
                where id in (select id from repeated)
            )
            select n, file_number, is_deletion, place > 1 as is_superseded,
                place = 1 and not is_deletion and next_updated = updated and next_version = version and next_hash <> hash as is_tie
            from ranked
            where place > 1 or is_deletion or (next_updated = updated and next_version = version and next_hash <> hash)
            """;
    }

    private static string CountSql(RelationName losers) =>
        $"""
        select file_number,
            count(*) filter (where is_superseded) as superseded,
            count(*) filter (where is_deletion and not is_superseded) as deleted,
            count(*) filter (where is_tie) as ties
        from {losers}
        group by file_number
        """;
}

/// <param name="FileNumber">Number of the file in <c>ops.inputs</c>.</param>
/// <param name="Superseded">Its versions that lost.</param>
/// <param name="Deleted">Its deletions that hold.</param>
/// <param name="Ties">Its winners that tie with another content in lastUpdated and version (VERSION_TIE).</param>
internal sealed record VersionCounts(int FileNumber, long Superseded, long Deleted, long Ties);
