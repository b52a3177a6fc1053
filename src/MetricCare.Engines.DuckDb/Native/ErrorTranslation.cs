using DuckDB.NET.Native;
using MetricCare.Core.Errors;

namespace MetricCare.Engines.DuckDb.Native;

/// <summary>
/// DuckDB's words without what may be data. Errors of names and grammar speak of the statement only and are kept;
/// of the others the kind stays, and the place when it is found in the statement.
/// </summary>
internal static class ErrorTranslation
{
    /// <summary>Translates; anything that is not DuckDB's refusal is handed back as it is.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="subject">What was worked on, for example <c>silver.stays</c>.</param>
    /// <param name="code">The exit code when the statement itself is at fault.</param>
    public static MetricCareException Translate(DuckDbFailure failure, string subject, ExitCode code) => failure.Kind switch
    {
        DuckDBErrorType.Io when failure.Words.Contains("No space left", StringComparison.OrdinalIgnoreCase) =>
            new(ExitCode.StorageFailed, $"{subject}: the disk is full.", "Free some space, or put the lake and its work folder on a larger disk."),
        DuckDBErrorType.OutOfMemory =>
            new(code, $"{subject}: DuckDB ran out of memory or of room for spilling.", "Raise the memory limit, or give the work folder a larger disk."),
        DuckDBErrorType.Permission =>
            new(code == ExitCode.QueryFailed ? code : ExitCode.StorageFailed, $"{subject}: DuckDB was denied a file outside of the folders of this run.{Place(failure)}", "Only the tables of the lake can be read: `metriccare query` without SQL lists them."),
        DuckDBErrorType.Io when failure.Words.Contains("No files found", StringComparison.Ordinal) =>
            new(ExitCode.StorageFailed, $"{subject}: a file that should be read is not there."),
        DuckDBErrorType.Io =>
            new(ExitCode.StorageFailed, $"{subject}: a file could not be read or written."),
        DuckDBErrorType.Binder or DuckDBErrorType.Parser or DuckDBErrorType.Catalog or DuckDBErrorType.Syntax =>
            new(code, $"{subject}: {OwnWords(failure)}{Place(failure)}"),
        DuckDBErrorType.NotImplemented when failure.Words.Contains("Unknown TimeZone", StringComparison.Ordinal) =>
            new(code, $"{subject}: a time zone is not known.", "Zones are IANA names such as America/New_York: look at the zones of facilities and the default zone."),
        DuckDBErrorType.InvalidInput when failure.Words.Contains("multiple statements", StringComparison.Ordinal) =>
            new(code, $"{subject}: these are several statements; there can be one at a time."),
        _ => new(code, $"{subject}: {KindWords(failure.Kind)}.{Place(failure)}"),
    };

    private static string KindWords(DuckDBErrorType kind) => kind switch
    {
        DuckDBErrorType.Conversion => "a value could not be converted",
        DuckDBErrorType.OutOfRange => "a value is out of the range of its type",
        DuckDBErrorType.InvalidInput => "a function refused a value",
        DuckDBErrorType.DivideByZero => "a division by zero",
        DuckDBErrorType.Interrupt => "the statement was interrupted",
        DuckDBErrorType.NotImplemented => "something that DuckDB does not do",
        _ => $"DuckDB failed with an error of kind {kind}",
    };

    private static string OwnWords(DuckDbFailure failure)
    {
        var end = failure.Words.IndexOf("\n\nLINE ", StringComparison.Ordinal);
        end = end >= 0 ? end : failure.Words.IndexOf("\nLINE ", StringComparison.Ordinal);
        return (end < 0 ? failure.Words : failure.Words[..end]).Trim().ReplaceLineEndings(" ");
    }

    /// <summary>DuckDB ends a message with <c>LINE 3: text of the statement</c> and a caret; taken over only when the text stands in the statement.</summary>
    private static string Place(DuckDbFailure failure)
    {
        var start = failure.Words.LastIndexOf("\nLINE ", StringComparison.Ordinal);
        if (start < 0)
        {
            return "";
        }

        var lines = failure.Words[(start + 1)..].Split('\n');
        var colon = lines[0].IndexOf(": ", StringComparison.Ordinal);
        if (colon < 0)
        {
            return "";
        }

        var shown = lines[0][(colon + 2)..];
        var text = shown.Trim().Trim('.').Trim();
        if (text.Length == 0 || !failure.Sql.Contains(text, StringComparison.Ordinal))
        {
            return "";
        }

        var caret = lines.Length > 1 ? lines[1].IndexOf('^', StringComparison.Ordinal) - colon - 2 : -1;
        var near = caret >= 0 && caret < shown.Length ? shown[caret..].Trim().TrimEnd('.') : text;
        return $" At: {(near.Length > 60 ? near[..60] : near)}";
    }
}
