using System.Collections;
using System.Data.SqlTypes;
using System.Numerics;
using MetricCare.Spark.Rows;
using MetricCare.Tests.Shared;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace MetricCare.Spark.Client.Tests.Rows;

/// <summary>Rows into Spark and out again.</summary>
public sealed class RoundTripTests(SparkJvm jvm)
{
    private JvmObjectReference Session => Spark.Session(jvm);

    private JvmObjectReference Frame(StructType schema, params object?[][] rows) => ArrowRows.CreateDataset(Session, rows.Select(row => new GenericRow(row)), schema);

    private static StructType Schema(params (string Name, DataType Type)[] columns) => new(columns.Select(column => new StructField(column.Name, column.Type)));

    [Fact]
    public void Random_rows_come_back_as_they_went()
    {
        var session = Session;
        Assert.All(RandomRows.Frames.Fixed(60), frame =>
        {
            var dataset = ArrowRows.CreateDataset(session, frame.Rows, frame.Schema);
            Assert.Equal(frame.Rows, ArrowRows.Collect(dataset).Select(row => new GenericRow(row.Values)));
            Assert.Equal(frame.Schema.Json, StructType.Of((JvmObjectReference)dataset.Invoke("schema")!).Json);
        });
    }

    [Fact]
    public void Spark_sees_the_values_that_were_sent()
    {
        var frame = Frame(
            Schema(("i", new IntegerType()), ("d", new DecimalType(38, 10)), ("t", new TimestampType()), ("day", new DateType()), ("s", new StringType()), ("list", new ArrayType(new ShortType())), ("map", new MapType(new StringType(), new DoubleType())),
                ("part", new StructType([new StructField("x", new ByteType()), new StructField("y", new BinaryType())])), ("flag", new BooleanType()), ("nothing", new NullType())),
            [1, SqlDecimal.Parse("1234567890123456789012345678.0123456789"), new Timestamp(1969, 12, 31, 23, 59, 59, 999_999), new Date(1, 1, 1), "é😀", new short[] { 1, -1 }, new Dictionary<string, double> { ["k"] = 0.5 },
                new GenericRow([(sbyte)-1, new byte[] { 0xAB }]), true, null],
            [null, null, null, null, null, null, null, null, null, null]);
        var texts = (JvmObjectReference)frame.Invoke("selectExpr", [new[] { "string(i)", "string(d)", "string(t)", "string(day)", "s", "string(list)", "string(map)", "concat(part.x, '/', hex(part.y))", "string(flag)", "string(nothing)" }])!;
        Assert.Equal(
            [
                new GenericRow(["1", "1234567890123456789012345678.0123456789", "1969-12-31 23:59:59.999999", "0001-01-01", "é😀", "[1, -1]", "{k -> 0.5}", "-1/AB", "true", null]),
                new GenericRow([null, null, null, null, null, null, null, null, null, null]),
            ],
            ArrowRows.Collect(texts).Select(row => new GenericRow(row.Values)));
    }

    [Fact]
    public void Nothing_goes_there_and_back()
    {
        Assert.Empty(ArrowRows.Collect(Frame(Schema(("a", new StringType())))));
        Assert.Equal([0, 0], ArrowRows.Collect(Frame(Schema(), [], [])).Select(row => row.Size()));
    }

    [Fact]
    public void A_char_column_takes_text()
    {
        _ = Session;
        var schema = StructType.FromDDL("a varchar(10), b int not null");
        Assert.Equal(["a", "b"], schema.Fields.Select(column => column.Name));
        Assert.Equal([new GenericRow(["x", 1])], ArrowRows.Collect(Frame(schema, ["x", 1])).Select(row => new GenericRow(row.Values)));
    }

    public static TheoryData<string, object, string> Misfits => new()
    {
        { "\"integer\"", 3_000_000_000L, "Int64 does not fit int32" },
        { "\"byte\"", 200, "Int32 does not fit int8" },
        { "\"string\"", 5, "Int32 does not fit utf8" },
        { "\"string\"", "half \ud83d", "surrogate" },
        { "\"decimal(5,2)\"", 1.234m, "Decimal does not fit decimal128" },
        { "\"decimal(5,2)\"", 1000m, "Decimal does not fit decimal128" },
        { "\"decimal(38,0)\"", BigInteger.Pow(10, 38), "BigInteger does not fit decimal128" },
        { "\"date\"", new DateTime(2024, 1, 1, 5, 0, 0), "DateTime does not fit date32" },
        { "\"timestamp\"", new DateTime(2024, 1, 1), "DateTime does not fit timestamp" },
        { "\"timestamp\"", new DateTime(1, DateTimeKind.Utc), "DateTime does not fit timestamp" },
        { "{\"type\":\"array\",\"elementType\":\"integer\",\"containsNull\":false}", new int?[] { 1, null }, "column a.element: the column is not nullable" },
        { "{\"type\":\"array\",\"elementType\":\"integer\",\"containsNull\":true}", "text", "String does not fit list" },
        { "{\"type\":\"map\",\"keyType\":\"string\",\"valueType\":\"integer\",\"valueContainsNull\":true}", new Hashtable { ["k"] = "v" }, "column a.value: a value of type String" },
        { "{\"type\":\"struct\",\"fields\":[{\"name\":\"x\",\"type\":\"integer\",\"nullable\":true,\"metadata\":{}}]}", new GenericRow([1, 2]), "the value has 2 parts instead of 1" },
    };

    [Theory]
    [MemberData(nameof(Misfits), DisableDiscoveryEnumeration = true)]
    public void A_value_that_does_not_fit_is_refused_with_its_place(string type, object value, string reason)
    {
        var schema = new StructType([new StructField("id", new IntegerType(), false), new StructField("a", DataType.ParseDataType(type))]);
        var refusal = Assert.Throws<ArgumentException>(() => RowWriter.Batches([new GenericRow([1, null]), new GenericRow([2, value])], ArrowTypes.Of(schema, false)).ToList());
        Assert.StartsWith("Row 2, column a", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_another_length_and_nulls_where_none_may_be_are_refused()
    {
        var schema = ArrowTypes.Of(new StructType([new StructField("id", new IntegerType(), false)]), false);
        Assert.Equal("Row 1 has 2 values; the schema has 1 columns.", Assert.Throws<ArgumentException>(() => RowWriter.Batches([new GenericRow([1, 2])], schema).ToList()).Message);
        Assert.Equal("Row 2, column id: the column is not nullable, and the value is null.", Assert.Throws<ArgumentException>(() => RowWriter.Batches([new GenericRow([1]), new GenericRow([null])], schema).ToList()).Message);
    }

    [Fact]
    public void After_rows_that_failed_half_way_others_are_taken()
    {
        var schema = Schema(("a", new IntegerType()));
        IEnumerable<GenericRow> Failing()
        {
            for (var i = 0; i < 600_000; i++)
            {
                yield return i < 550_000 ? new GenericRow([i]) : throw new InvalidOperationException("The source broke.");
            }
        }

        Assert.Equal("The source broke.", Assert.Throws<InvalidOperationException>(() => ArrowRows.CreateDataset(Session, Failing(), schema)).Message);
        Assert.Equal([7], ArrowRows.Collect(Frame(schema, [7])).Select(row => row.GetAs<int>(0)));
    }

    [Fact]
    public void Large_text_is_sent_where_the_session_asks_for_it()
    {
        var session = Session.With("spark.sql.execution.arrow.useLargeVarTypes", "true");
        var schema = Schema(("s", new StringType()), ("list", new ArrayType(new StringType())), ("b", new BinaryType()));
        object?[] row = ["é", new ArrayList { "x", null, "yy" }, new byte[] { 1, 2 }];
        Assert.Equal([new GenericRow(row), new GenericRow([null, null, null])], ArrowRows.Collect(ArrowRows.CreateDataset(session, [new GenericRow(row), new GenericRow([null, null, null])], schema)).Select(one => new GenericRow(one.Values)));
    }

    [Fact]
    public void A_million_rows_go_there_and_back()
    {
        var schema = Schema(("id", new LongType()), ("name", new StringType()), ("price", new DecimalType(12, 2)), ("at", new TimestampType()), ("score", new DoubleType()));
        static object?[] Values(long id) => [id, id % 10 == 0 ? null : $"name {id}", id / 4m + 0.00m, new Timestamp(DateTime.UnixEpoch.AddTicks(id * 1_234_560)), id * 0.5];
        var frame = ArrowRows.CreateDataset(Session, Enumerable.Range(0, 1_000_000).Select(id => new GenericRow(Values(id))), schema);
        var expected = 0L;
        foreach (var row in ArrowRows.Collect(frame))
        {
            if (!CellEquality.AreEqual(Values(expected), row.Values))
            {
                Assert.Fail($"Row {expected} is another.");
            }

            expected++;
        }

        Assert.Equal(1_000_000, expected);
    }
}
