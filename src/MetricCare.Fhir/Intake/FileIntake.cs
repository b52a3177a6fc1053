namespace MetricCare.Fhir.Intake;

/// <summary>What became of one file.</summary>
public sealed record FileIntake
{
    public required int Number { get; init; }

    public required string Path { get; init; }

    /// <summary>Bytes of the file as it is stored.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of those bytes, lower-case hex; null when the file could not be read to its end.</summary>
    public required string? Sha256 { get; init; }

    /// <summary>The file holds gzip data.</summary>
    public required bool IsGzip { get; init; }

    public required SourceFormat Format { get; init; }

    /// <summary>Records found. A fault of the file as a whole counts as one, so that every reject is one of them.</summary>
    public required long Read { get; init; }

    public required long Accepted { get; init; }

    /// <summary>Equals the number of this file's rows among the rejects.</summary>
    public required long Rejected { get; init; }

    /// <summary>Resources of types that no view reads, and entries of Bundles that hold no resource.</summary>
    public required long Ignored { get; init; }

    /// <summary>Records that say that a resource was deleted.</summary>
    public required long Deletions { get; init; }

    public required IReadOnlyDictionary<string, long> AcceptedByType { get; init; }

    /// <summary>By resource type; entries of Bundles without a resource are counted under <c>Bundle.entry</c>.</summary>
    public required IReadOnlyDictionary<string, long> IgnoredByType { get; init; }

    /// <summary>Accepted records with names of FHIR R5 in them.</summary>
    public required long GenerationR5 { get; init; }

    public long GenerationR4 => Accepted - GenerationR5;

    /// <summary>Every record read is accounted for.</summary>
    public bool IsConserved => Read == Accepted + Rejected + Ignored + Deletions;
}
