using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql.Types;

namespace MetricCare.Spark.Testing;

/// <summary>Schemas out of DDL, read by Spark itself.</summary>
internal static class StructTypes
{
    public static StructType FromDdl(string ddl)
    {
        var schema = (JvmObjectReference)SparkEnvironment.JvmBridge.CallStaticJavaMethod("org.apache.spark.sql.types.StructType", "fromDDL", ddl)!;
        return (StructType)DataType.ParseDataType((string)schema.Invoke("json")!);
    }
}
