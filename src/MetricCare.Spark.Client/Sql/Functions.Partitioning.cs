namespace Microsoft.Spark.Sql;

/// <content>Partitions of tables, and functions called by name.</content>
public static partial class Functions
{
    public static Column Years(Column column) => Call("years", column);

    public static Column Months(Column column) => Call("months", column);

    public static Column Days(Column column) => Call("days", column);

    public static Column Hours(Column column) => Call("hours", column);

    public static Column Bucket(Column numBuckets, Column column) => Call("bucket", numBuckets, column);

    public static Column Bucket(int numBuckets, Column column) => Call("bucket", numBuckets, column);

    public static Column CallUDF(string udfName, params Column[] columns) => Call("call_udf", udfName, columns);

    public static Column Call_UDF(string udfName, params Column[] columns) => Call("call_udf", udfName, columns);
}
