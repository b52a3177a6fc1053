using Microsoft.Spark.Interop;

namespace Microsoft.Spark.Sql;

/// <summary>The functions of Spark SQL, under the names of Microsoft.Spark. What each does is said in Spark's own reference, under its name there.</summary>
public static partial class Functions
{
    private const string Class = "org.apache.spark.sql.functions";

    private static Column Call(string name, params object?[] arguments) => new(Jvm.StaticReference(Class, name, arguments));
}
