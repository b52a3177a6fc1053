using MetricCare.Core.Errors;
using MetricCare.Core.Relations;

namespace MetricCare.Engines.Spark.Hudi;

/// <summary>Which Hudi tables are written: those of which it is known that nothing gets lost. Any other is refused before a row is touched.</summary>
internal static class HudiProfile
{
    /// <summary>Clocks of two machines differ a little; what lies less ahead is waited for.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>Holds a folder against the profile. One without a table passes, and so does a table that was never finished.</summary>
    /// <param name="name">For the message.</param>
    /// <param name="folder">Of the table.</param>
    /// <param name="now">By the clock that names the next instant.</param>
    /// <exception cref="MetricCareException"><see cref="ExitCode.NotALake"/>: a table of another kind. <see cref="ExitCode.StorageFailed"/>: its timeline is ahead of the clock.</exception>
    public static void Check(RelationName name, string folder, DateTimeOffset now)
    {
        var instants = HudiTimeline.Instants(folder);
        var properties = HudiProperties.Load(folder);
        var version = properties?["hoodie.table.version"];
        if (version is null && !IsUnfinished(folder))
        {
            throw Damaged(name, folder);
        }

        if (version is null)
        {
            return;
        }

        if (version != "6")
        {
            throw Refused(
                name,
                folder,
                $"its table version is {version}, not 6",
                "Hudi 1.x raises the version unless hoodie.write.auto.upgrade=false and hoodie.write.table.version=6 are set: downgrade the table with Hudi's command line, or move its folder away and run over all sources again.");
        }

        if (properties!["hoodie.table.type"] != "COPY_ON_WRITE" || instants.Any(instant => instant.Action is "deltacommit" or "compaction" or "logcompaction"))
        {
            throw Refused(name, folder, "it is Merge-on-Read, not Copy-on-Write", "Move its folder away and run over all sources again.");
        }

        if (properties["hoodie.table.metadata.partitions"] is not null || properties["hoodie.table.metadata.partitions.inflight"] is not null
            || Directory.Exists(Path.Combine(folder, HudiTimeline.FolderName, "metadata")))
        {
            throw Refused(
                name,
                folder,
                "it has a metadata table, which does not know what others commit",
                "Whoever else writes it must set hoodie.metadata.enable=false; remove the metadata table with Hudi's command line (metadata delete), then run again.");
        }

        if (properties[HudiProperties.ZoneKey] is { } zone && zone != "UTC")
        {
            throw Refused(
                name,
                folder,
                $"the zone of its timeline is {zone}, not UTC",
                $"If every writer of it ran in UTC, set {HudiProperties.ZoneKey}=UTC in its hoodie.properties; otherwise move its folder away and run over all sources again.");
        }

        if (properties["hoodie.table.recordkey.fields"] != HudiTable.KeyColumn)
        {
            throw Refused(name, folder, $"its record key is not {HudiTable.KeyColumn}: another program made it", "Move its folder away, or name another lake with --lake.");
        }

        if (Ahead(folder, now) is var ahead && ahead > Tolerance)
        {
            throw new MetricCareException(
                ExitCode.StorageFailed,
                $"{name}: the newest instant of the Hudi table at {folder} is {(ahead >= TimeSpan.FromHours(2) ? $"{ahead.TotalHours:0} hours" : $"{ahead.TotalMinutes:0} minutes")} ahead of this clock: what is committed now would never be seen.",
                "Set the clock of this machine right. If another writer wrote local time into the timeline, move the table's folder away and run over all sources again.");
        }
    }

    /// <summary>How much of the timeline is still to come; zero or less when nothing is.</summary>
    public static TimeSpan Ahead(string folder, DateTimeOffset now) => HudiTimeline.Instants(folder).Max(instant => instant.Moment) - now ?? TimeSpan.Zero;

    /// <summary>A table that was begun and whose first commit never came: there is nothing in it that anybody could have read.</summary>
    public static bool IsUnfinished(string folder)
    {
        var own = Path.Combine(folder, HudiTimeline.FolderName);
        return !HudiTimeline.Instants(folder).Any(instant => instant.IsCompleted && instant.Action is not ("rollback" or "clean"))
            && IsEmpty(Path.Combine(own, "archived")) && IsEmpty(Path.Combine(own, "timeline")) && IsEmpty(Path.Combine(own, "metadata"));

        static bool IsEmpty(string place) => !Directory.Exists(place) || !Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories).Any();
    }

    private static MetricCareException Damaged(RelationName name, string folder) => Refused(
        name,
        folder,
        "it has commits, but its hoodie.properties is missing or says no version",
        "Restore .hoodie/hoodie.properties from a copy, or move the table's folder away and run over all sources again.");

    private static MetricCareException Refused(RelationName name, string folder, string reason, string next) =>
        new(ExitCode.NotALake, $"{name}: the Hudi table at {folder} is not written: {reason}.", next);
}
