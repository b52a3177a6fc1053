using MetricCare.Core.Errors;
using MetricCare.Engines.Spark.Hudi;
using MetricCare.Engines.Spark.Text;
using MetricCare.Spark;

namespace MetricCare.Engines.Spark;

/// <summary>
/// Spark's words without what may be data. Errors of names and grammar speak of the statement only and are kept; of errors that came up
/// while rows were computed only the kind stays.
/// </summary>
internal static class ErrorTranslation
{
    /// <summary>The failure as this program speaks of it; null when it is no failure of Spark.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="subject">What was worked on, for example <c>silver.stays</c>.</param>
    /// <param name="code">The exit code when the statement itself is at fault.</param>
    public static MetricCareException? Translate(Exception failure, string subject, ExitCode code) => failure switch
    {
        JvmLostException lost => new MetricCareException(ExitCode.EngineLost, $"{subject}: the JVM of Spark is gone.", "Run again; look at Spark's own log for the reason.", lost),
        { InnerException: JavaException java } => Of(java, subject, code),
        _ => null,
    };

    private static MetricCareException Of(JavaException java, string subject, ExitCode code)
    {
        if (java.Chain.FirstOrDefault(one => IsOfStatement(one.ClassName)) is { } statement)
        {
            return new MetricCareException(code, $"{subject}: {SparkSql.Named(OwnWords(statement.Message))}");
        }

        return Complaints.FirstOrDefault(known => known.Words.Any(words => java.Message.Contains(words, StringComparison.OrdinalIgnoreCase))) is { Words: not null } complaint
            ? new MetricCareException(complaint.Code ?? code, $"{subject}: {complaint.Says}", complaint.Next)
            : new MetricCareException(code, $"{subject}: {Kind(java)}.");
    }

    private static readonly (string[] Words, ExitCode? Code, string Says, string? Next)[] Complaints =
    [
        (["No space left on device"], ExitCode.StorageFailed, "the disk is full.", "Free some space, or put the lake and Spark's local folders on a larger disk."),
        (["Cannot run program"], ExitCode.EnvironmentMissing, "the executors do not find this program.", "Install it under the same path on all machines, or let the driver read the source: --intake driver."),
        (["java.io.FileNotFoundException", "Path does not exist"], ExitCode.StorageFailed, "a file that should be read is not there.", null),
        (["java.lang.OutOfMemoryError"], null, "Spark ran out of memory.", "Give driver and executors more: --conf spark.driver.memory=4g, --conf spark.executor.memory=4g."),
        ([HudiTable.NoKey], ExitCode.RuleBroken, "a row has no key, so the table was not written.", "This is a defect of the model or of the data it cannot handle; please report it."),
        ([HudiTable.NoPartition], ExitCode.RuleBroken, "the partition of a row is empty or holds more than letters, digits, _, . and -, so the table was not written.", "Partition by another column, or let the model give such rows a name."),
        (["ZoneRulesException", "INVALID_TIMEZONE", "Invalid ID for region-based ZoneId", "Unknown time-zone"], null, "a time zone is not known.", "Zones are IANA names such as America/New_York: look at the zones of facilities and the default zone."),
    ];

    private static bool IsOfStatement(string className) =>
        className is "org.apache.spark.sql.AnalysisException" or "org.apache.spark.sql.catalyst.parser.ParseException"
            or "org.apache.spark.sql.catalyst.ExtendedAnalysisException" or "org.apache.spark.sql.catalyst.analysis.NoSuchTableException";

    // The stack trace is Java's, so the innermost cause is the last that it names.
    private static string Kind(JavaException java)
    {
        const string mark = "Caused by: ";
        var last = java.Message.LastIndexOf(mark, StringComparison.Ordinal);
        var name = last < 0 ? java.Chain[^1].ClassName : java.Message[(last + mark.Length)..].Split(':', '\n')[0].Trim();
        var plain = name[(name.LastIndexOf('.') + 1)..];
        return plain switch
        {
            "ArithmeticException" or "SparkArithmeticException" => "a number is out of the range of its type, or a division by zero",
            "SparkNumberFormatException" or "SparkDateTimeException" or "NumberFormatException" => "a value could not be converted",
            "SparkRuntimeException" or "RuntimeException" => "a function refused a value",
            _ => $"a task of Spark failed with {plain}",
        };
    }

    // Behind the first line follow the plan and the text of the statement.
    private static string OwnWords(string? message)
    {
        var text = (message ?? "the statement is not understood").Trim();
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).Trim().TrimEnd(';');
    }
}
