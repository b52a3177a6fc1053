namespace MetricCare.Fhir.Intake;

/// <summary>A file to be read.</summary>
/// <param name="Number">From 1, in ordinal order of <paramref name="Path"/>.</param>
/// <param name="FullPath">Where it is.</param>
/// <param name="Path">Its path below the source that it was found in, with <c>/</c>; what reports and tables show.</param>
public sealed record SourceFile(int Number, string FullPath, string Path)
{
    /// <summary>Bytes as stored, at this moment; 0 when it cannot be looked at.</summary>
    public long Size()
    {
        try
        {
            return new FileInfo(FullPath).Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
