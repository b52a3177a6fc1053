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
    /// <param name="known">Versions that the lake holds already, see <see cref="KnownVersions"/>; null when there are none.</param>
    /// <returns>What lost or deleted, per file.</returns>
    public static async Task<IReadOnlyList<VersionCounts>> KeepAsync(IEngine engine, RelationName raw, bool hasDeletions, RelationName? known, CancellationToken cancel)
    {
        var losers = Losers(raw);
        var built = await engine.BuildAsync(losers, LosersSql(raw, hasDeletions, known), null, cancel);
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

        return counts;
    }

    /// <summary>What lost, and the deletions: <c>id, n, updated, version, file_number, line, is_deletion, is_superseded, is_tie</c>. There until the caller drops it.</summary>
    public static RelationName Losers(RelationName raw) => new(Layer.Raw, raw.Table + "_losers");

    // Only ids that come more than once are ranked: on most deliveries that is none, and the wide rows are never sorted.
    private static string LosersSql(RelationName raw, bool hasDeletions, RelationName? known)
    {
        var deletions = hasDeletions
            ? $"""
               union all
               select id, {LineageColumns.Updated}, cast(0 as bigint), {LineageColumns.File}, {LineageColumns.Line}, cast(null as bigint), true, cast(null as string)
               from {Deletions}
               where resource_type = '{raw.Table}'
               """
            : string.Empty;

        // Files of other runs have other numbers, but the same order: that of their paths. Of two equal versions the one that has just come is kept.
        var (earlier, place) = known is null
            ? (string.Empty, "file_number desc, line desc")
            : ($"""
               union all
               select id, updated_us, version, cast(null as int), line, cast(null as bigint), is_deleted, sha256, path
               from {known}
               where resource_type = '{raw.Table}' and id in (select id from delivered)
               """, "path desc, line desc, n is not null desc");
        var order = $"updated desc, is_deletion desc, version desc, {place}";
        return $"""
            with arrived as (
                select id, {LineageColumns.Updated} as updated, {LineageColumns.Version} as version, {LineageColumns.File} as file_number,
                    {LineageColumns.Line} as line, {LineageColumns.Record} as n, false as is_deletion, {LineageColumns.Hash} as hash
                from {raw}
                {deletions}
            ),
            delivered as (
                {(known is null ? "select * from arrived" : $"select arrived.*, inputs.path from arrived inner join {OperatorRelations.Inputs} inputs on inputs.file_number = arrived.file_number")}
            ),
            versions as (
                select * from delivered
                {earlier}
            ),
            repeated as (
                select id from versions group by id having count(*) > 1 or bool_or(is_deletion)
            ),
            ranked as (
                select versions.*,
                    row_number() over (partition by versions.id order by {order}) as place,
                    lead(updated) over (partition by versions.id order by {order}) as next_updated,
                    lead(version) over (partition by versions.id order by {order}) as next_version,
                    lead(hash) over (partition by versions.id order by {order}) as next_hash
                from versions
                where id in (select id from repeated)
            )
            select id, n, updated, version, file_number, line, is_deletion, place > 1 as is_superseded,
                place = 1 and not is_deletion and next_updated = updated and next_version = version and next_hash <> hash as is_tie
            from ranked
            where file_number is not null and (place > 1 or is_deletion or (next_updated = updated and next_version = version and next_hash <> hash))
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
