namespace MetricCare.Engines.Spark.Hudi;

/// <summary>Options of Hudi's Spark datasource (0.14, 0.15, and 1.x kept at table version 6).</summary>
internal static class HudiOptions
{
    private const string RunKey = "metriccare.run_id";

    /// <summary>Options of one commit.</summary>
    /// <param name="table">Hudi's table name.</param>
    /// <param name="operation">bulk_insert, upsert, delete or insert_overwrite_table.</param>
    /// <param name="runId">Carried in the commit's own metadata.</param>
    public static Dictionary<string, string> Of(string table, string operation, string runId) => new(Fixed, StringComparer.Ordinal)
    {
        ["hoodie.table.name"] = table,
        ["hoodie.datasource.write.operation"] = operation,
        [RunKey] = runId,
    };

    private static readonly Dictionary<string, string> Fixed = new(StringComparer.Ordinal)
    {
        ["hoodie.datasource.write.table.type"] = "COPY_ON_WRITE",
        ["hoodie.datasource.write.recordkey.field"] = HudiTable.KeyColumn,
        ["hoodie.datasource.write.precombine.field"] = HudiTable.KeyColumn,
        ["hoodie.datasource.write.partitionpath.field"] = string.Empty,
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
