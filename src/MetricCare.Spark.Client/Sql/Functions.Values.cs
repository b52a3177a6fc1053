using Microsoft.Spark.Interop;

namespace Microsoft.Spark.Sql;

/// <content>Values and conditions.</content>
public static partial class Functions
{
    public static Column Abs(Column column) => Call("abs", column);

    public static Column Array(params Column[] columns) => Call("array", [columns]);

    public static Column Array(string columnName, params string[] columnNames) => Call("array", columnName, columnNames);

    public static Column Map(params Column[] columns) => Call("map", [columns]);

    public static Column MapFromArrays(Column key, Column values) => Call("map_from_arrays", key, values);

    public static DataFrame Broadcast(DataFrame df) => new(Jvm.StaticReference(Class, "broadcast", df));

    public static Column Coalesce(params Column[] columns) => Call("coalesce", [columns]);

    public static Column InputFileName() => Call("input_file_name");

    public static Column IsNaN(Column column) => Call("isnan", column);

    public static Column IsNull(Column column) => Call("isnull", column);

    public static Column MonotonicallyIncreasingId() => Call("monotonically_increasing_id");

    public static Column NaNvl(Column column1, Column column2) => Call("nanvl", column1, column2);

    public static Column Negate(Column column) => Call("negate", column);

    public static Column Not(Column column) => Call("not", column);

    public static Column Rand(long seed) => Call("rand", seed);

    public static Column Rand() => Call("rand");

    public static Column Randn(long seed) => Call("randn", seed);

    public static Column Randn() => Call("randn");

    public static Column SparkPartitionId() => Call("spark_partition_id");

    public static Column Sqrt(Column column) => Call("sqrt", column);

    public static Column Sqrt(string columnName) => Call("sqrt", columnName);

    public static Column Struct(params Column[] columns) => Call("struct", [columns]);

    public static Column Struct(string columnName, params string[] columnNames) => Call("struct", columnName, columnNames);

    public static Column When(Column condition, object? value) => Call("when", condition, Literal.Of(value));

    public static Column BitwiseNOT(Column column) => Call("bitwise_not", column);

    public static Column Bitwise_Not(Column column) => Call("bitwise_not", column);

    public static Column Expr(string expr) => Call("expr", expr);
}
