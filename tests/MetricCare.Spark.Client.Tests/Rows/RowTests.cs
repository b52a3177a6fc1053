using System.Collections;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace MetricCare.Spark.Client.Tests.Rows;

public sealed class RowTests
{
    private static readonly StructType Schema = new([new StructField("a", new IntegerType()), new StructField("b", new StringType())]);

    [Fact]
    public void A_row_is_read_by_place_and_by_name()
    {
        var row = new Row([1, "x"], Schema);
        Assert.Equal((1, "x", 2), (row[0], row.Get("b"), row.Size()));
        Assert.Equal("[1,x]", row.ToString());
        Assert.Throws<IndexOutOfRangeException>(() => row[2]);
        Assert.Throws<IndexOutOfRangeException>(() => row[-1]);
        Assert.Throws<IndexOutOfRangeException>(() => row.Get("B"));
    }

    [Fact]
    public void A_row_has_as_many_values_as_its_schema_has_columns() =>
        Assert.Equal("Column count mismatches: data:1, schema:2", Assert.Throws<Exception>(() => new Row([1], Schema)).Message);

    [Fact]
    public void Values_are_converted_where_they_fit()
    {
        var row = new Row([300, new ArrayList { 1, 2 }], Schema);
        Assert.Equal(300L, row.GetAs<long>("a"));
        Assert.Equal(300.0, row.GetAs<double?>(0));
        Assert.Throws<OverflowException>(() => row.GetAs<byte>(0));
        Assert.Equal([1L, 2L], row.GetAs<long[]>(1));
        Assert.Equal(new Dictionary<string, long[]> { ["k"] = [1] }, new Row([null, new Hashtable { ["k"] = new ArrayList { 1 } }], Schema).GetAs<Dictionary<string, long[]>>(1));
        Assert.Throws<InvalidCastException>(() => row.GetAs<string>(0));
    }

    [Fact]
    public void Null_is_null_where_there_is_one()
    {
        var row = new Row([null, null], Schema);
        Assert.Null(row.GetAs<string>(1));
        Assert.Null(row.GetAs<int?>(0));
        Assert.Throws<InvalidCastException>(() => row.GetAs<int>(0));
    }

    [Fact]
    public void Rows_are_equal_by_what_is_in_them()
    {
        GenericRow one = new([1, new ArrayList { new Hashtable { ["k"] = new byte[] { 1 } } }, null]);
        GenericRow same = new([1, new ArrayList { new Hashtable { ["k"] = new byte[] { 1 } } }, null]);
        GenericRow other = new([1, new ArrayList { new Hashtable { ["k"] = new byte[] { 2 } } }, null]);
        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, other);
        Assert.Equal(one, (object)new GenericRow(((Row)one).Values));
        Assert.NotEqual<object>(new Row([1, "x"], Schema), new Row([1, "x"], new StructType([new StructField("a", new IntegerType()), new StructField("c", new StringType())])));
    }
}
