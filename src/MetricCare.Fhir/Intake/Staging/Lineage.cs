namespace MetricCare.Fhir.Intake.Staging;

/// <summary>Where an accepted record comes from.</summary>
internal readonly ref struct Lineage(long record, int file, long line, ReadOnlySpan<byte> hash)
{
    public readonly long Record = record;
    public readonly int File = file;
    public readonly long Line = line;
    public readonly ReadOnlySpan<byte> Hash = hash;
}
