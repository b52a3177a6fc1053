using System.Text.Json;
using MetricCare.Core.Schema;
using MetricCare.Fhir.Intake;

namespace MetricCare.Cli.Spark.Intake;

internal enum IntakeWork
{
    /// <summary>Line ends of a range of a file.</summary>
    CountLines,

    /// <summary>Size and hash of a file.</summary>
    Hash,

    /// <summary>The records of whole files.</summary>
    ReadFiles,

    /// <summary>The records of the lines that begin in a range of a file.</summary>
    ReadRange,
}

/// <summary>What one task is told.</summary>
/// <param name="Work">What is to be done.</param>
/// <param name="Files">With which files; several only when they are read whole.</param>
/// <param name="From">First byte of a range.</param>
/// <param name="To">The byte after it.</param>
/// <param name="LinesBefore">Line ends before the range.</param>
internal sealed record IntakeTask(IntakeWork Work, IReadOnlyList<SourceFile> Files, long From = 0, long To = 0, long LinesBefore = 0);

/// <summary>What one task says when it has ended.</summary>
/// <param name="Task">What it was told.</param>
/// <param name="Lines">Line ends, when it counted them.</param>
/// <param name="Bytes">Size, when it hashed.</param>
/// <param name="Sha256">Hash; null when the file could not be read to its end.</param>
/// <param name="Parts">What became of the records, by file.</param>
/// <param name="Stages">What was staged, without paths.</param>
/// <param name="Missing">A file that was not there; nothing was read.</param>
internal sealed record IntakeReport(
    IntakeTask Task, long Lines, long Bytes, string? Sha256, IReadOnlyList<PartResult> Parts, IReadOnlyList<StageFile> Stages, string? Missing = null);

/// <summary>What all tasks of an intake are told.</summary>
/// <param name="Schemas">The wanted resource types.</param>
/// <param name="Options">Limits.</param>
internal sealed record IntakeCommand(IReadOnlyList<NarrowSchema> Schemas, IntakeOptions Options);

/// <summary>Between driver and executors, which run the same program.</summary>
internal static class IntakeWire
{
    private static readonly JsonSerializerOptions Options = new() { IgnoreReadOnlyProperties = true };

    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    public static T Read<T>(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<T>(json, Options)!;

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;
}
