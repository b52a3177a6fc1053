using Microsoft.Spark;

namespace MetricCare.Spark;

/// <summary>A Java exception taken apart. Messages may carry values of the data: they are for the one who asked, not for a log.</summary>
public sealed class JavaException : JvmException
{
    internal JavaException(IReadOnlyList<JavaThrowable> chain, string stackTrace)
        : base(stackTrace) => Chain = chain;

    /// <summary>The exception and its causes, outermost first; never empty.</summary>
    public IReadOnlyList<JavaThrowable> Chain { get; }

    /// <summary>Java class of the exception itself, for example <c>org.apache.spark.sql.AnalysisException</c>.</summary>
    public string ClassName => Chain[0].ClassName;

    /// <summary>Its message; null when it has none.</summary>
    public string? JavaMessage => Chain[0].Message;

    /// <summary>Error class of Spark, for example <c>UNRESOLVED_COLUMN.WITH_SUGGESTION</c>: of the first in the chain that has one, else null.</summary>
    public string? ErrorClass => Chain.Select(one => one.ErrorClass).FirstOrDefault(name => name is not null);

    /// <summary>SQL state of the first in the chain that has one, else null.</summary>
    public string? SqlState => Chain.Select(one => one.SqlState).FirstOrDefault(state => state is not null);
}

/// <param name="ClassName">Java class.</param>
/// <param name="Message">Its message.</param>
/// <param name="ErrorClass">Spark's name of the error; null when it is none of Spark's.</param>
/// <param name="SqlState">Five characters, or null.</param>
public sealed record JavaThrowable(string ClassName, string? Message, string? ErrorClass, string? SqlState);
