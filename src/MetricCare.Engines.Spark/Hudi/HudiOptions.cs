namespace MetricCare.Engines.Spark.Hudi;

/// <summary>Options of Hudi's Spark datasource (0.14, 0.15, and 1.x kept at table version 6).</summary>
internal static class HudiOptions
{
    private const string RunKey = "metriccare.run_id";

    /// <summary>Options of one commit.</summary>
    /// <param name="table">Its name and partition.</param>
    /// <param name="operation">bulk_insert, upsert or insert_overwrite_table.</param>
    /// <param name="runId">Carried in the commit's own metadata.</param>
    public static Dictionary<string, string> Of(HudiTable table, string operation, string runId)
    {
        var options = new Dictionary<string, string>(Fixed, StringComparer.Ordinal)
        {
            ["hoodie.table.name"] = table.Name.Table,
            ["hoodie.datasource.write.operation"] = operation,
            ["hoodie.datasource.write.partitionpath.field"] = table.Partition ?? string.Empty,
            [RunKey] = runId,
        };
        foreach (var (key, value) in table.Partition is null ? [] : Partitioned)
        {
            options[key] = value;
        }

        if (operation == "bulk_insert")
        {
            // A table's first commit leaves nothing to clear away, and looking for it costs as much as writing.
            options["hoodie.clean.automatic"] = "false";
            options["hoodie.archive.automatic"] = "false";
        }

        if (operation == "insert_overwrite_table")
        {
            // All rows are written, so a column may go with the old ones.
            options["hoodie.datasource.write.schema.allow.auto.evolution.column.drop"] = "true";
        }

        return options;
    }

    /// <summary>Settings of the session that reads and commits: days and instants of the old calendar's times are written as they are.</summary>
    public static IReadOnlyList<(string Key, string Value)> Session { get; } =
    [
        ("spark.sql.session.timeZone", "UTC"),
        ("spark.sql.ansi.enabled", "false"),
        ("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
        ("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED"),
        ("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED"),
        ("spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED"),
        ("spark.sql.parquet.int96RebaseModeInRead", "CORRECTED"),
        ("spark.sql.avro.datetimeRebaseModeInWrite", "CORRECTED"),
        ("spark.sql.avro.datetimeRebaseModeInRead", "CORRECTED"),
    ];

    /// <summary>Settings of Hadoop that Hudi's writers read: without it a list with a missing element cannot be written.</summary>
    public static IReadOnlyList<(string Key, string Value)> Hadoop { get; } = [("parquet.avro.write-old-list-structure", "false")];

    private static readonly Dictionary<string, string> Partitioned = new(StringComparer.Ordinal)
    {
        ["hoodie.datasource.write.keygenerator.class"] = "org.apache.hudi.keygen.SimpleKeyGenerator",

        // The key is looked up in all partitions, and a row whose partition has changed is taken out of the old one in the same commit.
        ["hoodie.index.type"] = "GLOBAL_SIMPLE",
        ["hoodie.simple.index.update.partition.path"] = "true",
    };

    private static readonly Dictionary<string, string> Fixed = new(StringComparer.Ordinal)
    {
        ["hoodie.datasource.write.table.type"] = "COPY_ON_WRITE",
        ["hoodie.datasource.write.recordkey.field"] = HudiTable.KeyColumn,
        ["hoodie.datasource.write.precombine.field"] = HudiTable.KeyColumn,
        ["hoodie.datasource.write.keygenerator.class"] = "org.apache.hudi.keygen.NonpartitionedKeyGenerator",
        ["hoodie.datasource.write.hive_style_partitioning"] = "true",
        ["hoodie.datasource.write.payload.class"] = "org.apache.hudi.common.model.OverwriteWithLatestAvroPayload",
        ["hoodie.datasource.write.commitmeta.key.prefix"] = "metriccare.",
        ["hoodie.datasource.meta.sync.enable"] = "false",
        ["hoodie.table.timeline.timezone"] = "UTC",

        // Readers of version 6 are everywhere (Athena, Trino, hudi-rs); Hudi 1.x would raise it.
        ["hoodie.write.table.version"] = "6",
        ["hoodie.write.auto.upgrade"] = "false",

        // A metadata table would lose what another writer commits beside it.
        ["hoodie.metadata.enable"] = "false",

        // One writer per lake, tables that fit few files: services for more only cost time.
        ["hoodie.embed.timeline.server"] = "false",
        ["hoodie.write.markers.type"] = "DIRECT",
        ["hoodie.index.type"] = "SIMPLE",
        ["hoodie.combine.before.insert"] = "false",
        ["hoodie.combine.before.upsert"] = "false",
        ["hoodie.bulkinsert.sort.mode"] = "NONE",
        ["hoodie.bloom.index.filter.type"] = "DYNAMIC_V0",

        // The default filter makes a file of three rows 430 KB; this one grows with its rows.
        ["hoodie.index.bloom.num_entries"] = "1000",
        ["hoodie.bloom.index.filter.dynamic.max.entries"] = "100000",
    };
}
