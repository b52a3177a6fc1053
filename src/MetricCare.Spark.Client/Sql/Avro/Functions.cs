using Microsoft.Spark.Interop;

namespace Microsoft.Spark.Sql.Avro;

/// <summary>Columns to and from Avro. Spark's own jars do not hold Avro: add its module with --packages.</summary>
public static class Functions
{
    private const string Class = "org.apache.spark.sql.avro.functions";

    public static Column FromAvro(Column data, string jsonFormatSchema) => new(Jvm.StaticReference(Class, "from_avro", data, jsonFormatSchema));

    public static Column FromAvro(Column data, string jsonFormatSchema, Dictionary<string, string> options) => new(Jvm.StaticReference(Class, "from_avro", data, jsonFormatSchema, options));

    public static Column ToAvro(Column data) => new(Jvm.StaticReference(Class, "to_avro", data));

    public static Column ToAvro(Column data, string jsonFormatSchema) => new(Jvm.StaticReference(Class, "to_avro", data, jsonFormatSchema));
}
