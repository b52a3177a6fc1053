namespace Microsoft.Spark.Sql;

/// <content>Hashes and checks.</content>
public static partial class Functions
{
    public static Column Md5(Column column) => Call("md5", column);

    public static Column Sha1(Column column) => Call("sha1", column);

    public static Column Sha2(Column column, int numBits) => Call("sha2", column, numBits);

    public static Column Crc32(Column column) => Call("crc32", column);

    public static Column Hash(params Column[] columns) => Call("hash", [columns]);

    public static Column XXHash64(params Column[] columns) => Call("xxhash64", [columns]);

    public static Column AssertTrue(Column column) => Call("assert_true", column);

    public static Column AssertTrue(Column column, Column errMsg) => Call("assert_true", column, errMsg);

    public static Column RaiseError(Column errMsg) => Call("raise_error", errMsg);
}
