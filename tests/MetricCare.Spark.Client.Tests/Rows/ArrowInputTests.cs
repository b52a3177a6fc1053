using Apache.Arrow;
using Apache.Arrow.Types;
using MetricCare.Spark.Rows;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Spark.Client.Tests.Rows;

/// <summary>Batches of Arrow as frames. Spark itself checks nothing here.</summary>
public sealed class ArrowInputTests(SparkJvm jvm)
{
    private static readonly StringArray Texts = new StringArray.Builder().Append("é").AppendNull().Append("xyz").Build();

    private JvmObjectReference Session => Spark.Session(jvm);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Schema Schema(params Field[] fields) => new(fields, null);

    private static RecordBatch Batch(Schema schema, params IArrowArray[] columns) => new(schema, columns, columns[0].Length);

    public static TheoryData<IArrowType> Unreadable => [
        UInt8Type.Default,
        UInt64Type.Default,
        new TimestampType(TimeUnit.Millisecond, "UTC"),
        new TimestampType(TimeUnit.Nanosecond, (string?)null),
        Date64Type.Default,
        StringViewType.Default,
        new DictionaryType(Int32Type.Default, StringType.Default, false),
        new Decimal256Type(40, 2),
        new ListType(HalfFloatType.Default),
        DurationType.Nanosecond,
    ];

    [Theory]
    [MemberData(nameof(Unreadable), DisableDiscoveryEnumeration = true)]
    public void A_type_that_Spark_would_misread_is_refused(IArrowType type)
    {
        var refusal = Assert.Throws<NotSupportedException>(() => ArrowInput.CreateDataFrame(Session, Schema(new Field("a", type, true)), [], Cancel));
        Assert.StartsWith("Column a has the Arrow type", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_come_back_in_order()
    {
        var schema = Schema(new Field("s", StringType.Default, true), new Field("n", Int32Type.Default, false));
        var frame = ArrowInput.CreateDataFrame(Session, schema, Enumerable.Range(0, 5).Select(i => Batch(schema, Texts, new Int32Array.Builder().AppendRange([i, i, i]).Build())), Cancel);
        Assert.Equal(Enumerable.Range(0, 5).SelectMany(i => new (string?, int)[] { ("é", i), (null, i), ("xyz", i) }), frame.Collect().Select(row => (row.GetAs<string?>(0), row.GetAs<int>(1))));
    }

    [Fact]
    public void A_slice_of_a_batch_is_sent_as_such()
    {
        var schema = Schema(new Field("s", StringType.Default, true), new Field("n", Int32Type.Default, false));
        var batch = Batch(schema, Texts, new Int32Array.Builder().AppendRange([1, 2, 3]).Build()).Slice(1, 2);
        Assert.Equal([(null, 2), ("xyz", 3)], ArrowInput.CreateDataFrame(Session, schema, [batch], Cancel).Collect().Select(row => (row.GetAs<string?>(0), row.GetAs<int>(1))));
        var large = Session.With("spark.sql.execution.arrow.useLargeVarTypes", "true");
        Assert.Equal([(null, 2), ("xyz", 3)], ArrowInput.CreateDataFrame(large, schema, [batch], Cancel).Collect().Select(row => (row.GetAs<string?>(0), row.GetAs<int>(1))));
    }

    [Fact]
    public void A_result_can_be_sent_back_exact_to_the_last_digit()
    {
        using var result = ArrowResult.Collect(Session.Sql("""
            select cast('99999999999999999999999999999999999999' as decimal(38,0)) as big, array(map('k', named_struct('t', timestamp_micros(-1)))) as nested, interval '106751991' day as span,
                   timestamp_micros(9223372036854775807L) as late, cast(null as void) as nothing
            """), Cancel);
        var frame = ArrowInput.CreateDataFrame(Session, result.Schema, result.Batches(), Cancel);
        var texts = (JvmObjectReference)frame.Reference.Invoke("selectExpr", [new[] { "string(big)", "to_json(nested)", "string(span)", "unix_micros(late)", "nothing" }])!;
        Assert.Equal<object?>(
            ["99999999999999999999999999999999999999", """[{"k":{"t":"1969-12-31T23:59:59.999Z"}}]""", "INTERVAL '106751991 00:00:00' DAY TO SECOND", long.MaxValue, null],
            Assert.Single(ArrowRows.Collect(texts)).Values);
    }

    [Fact]
    public void A_batch_of_another_schema_is_refused()
    {
        var told = Schema(new Field("n", Int32Type.Default, false));
        string Refusal(params IArrowArray[] columns) => Assert.Throws<ArgumentException>(() => ArrowInput.CreateDataFrame(
            Session, told, [Batch(Schema([.. columns.Select((column, at) => new Field($"c{at}", column.Data.DataType, true))]), columns)], Cancel)).Message;
        Assert.Equal("Batch 1, column n: the values are int64, the schema says int32.", Refusal(new Int64Array.Builder().Append(1).Build()));
        Assert.Equal("Batch 1, column n: there are nulls, and the schema says that there are none.", Refusal(new Int32Array.Builder().AppendNull().Build()));
        Assert.Equal("Batch 1 has 2 columns; the schema has 1.", Refusal(Texts, Texts));
    }
}
