namespace MetricCare.Core.Schema;

/// <summary>
/// Properties that the intake puts in front of every projected JSON line. The typed read of a resource type carries them as columns of these
/// names, a compiled view hands <see cref="HandedThrough"/> and, as <see cref="Id"/>, the resource's id through to its rows.
/// </summary>
public static class LineageColumns
{
    /// <summary>bigint: number of the record, unique in the run.</summary>
    public const string Record = "__n";

    /// <summary>int: number of the file in <c>ops.inputs</c>; files are numbered in ordinal order of their paths.</summary>
    public const string File = "__f";

    /// <summary>bigint: line (NDJSON), or entry number (array, Bundle), counted from 1.</summary>
    public const string Line = "__l";

    /// <summary>string: SHA-256 of the record's bytes in the file, lower-case hex.</summary>
    public const string Hash = "__h";

    /// <summary>bigint: <c>meta.lastUpdated</c> in microseconds since 1970, or the smallest bigint when absent.</summary>
    public const string Updated = "__u";

    /// <summary>bigint: <c>meta.versionId</c> as a number, 0 when it is none.</summary>
    public const string Version = "__v";

    /// <summary>string: <c>R4</c> or <c>R5</c>, as the record's field names say.</summary>
    public const string Generation = "__g";

    /// <summary>string: id of the resource, beside the rows that a view makes of it.</summary>
    public const string Id = "__i";

    /// <summary>In this order.</summary>
    public static readonly IReadOnlyList<string> HandedThrough = [Record, File, Line, Hash, Updated, Version, Generation];
}
