namespace MetricCare.Engines.Spark.Hudi;

/// <summary>What a first write leaves that was killed: a table that Hudi can neither read nor begin again.</summary>
internal static class HudiLeftovers
{
    /// <summary>Removes a table that never had a commit. Only the holder of the lake's lease may ask for it.</summary>
    public static void Clear(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, HudiTimeline.FolderName)) && HudiProfile.IsUnfinished(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
