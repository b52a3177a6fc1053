using Microsoft.Spark.Sql.Types;

namespace MetricCare.Spark.Client.Tests.Types;

public sealed class DataTypeTests
{
    public static TheoryData<DataType, string, string, string> Known => new()
    {
        { new NullType(), "null", "void", "\"void\"" },
        { new StringType(), "string", "string", "\"string\"" },
        { new BinaryType(), "binary", "binary", "\"binary\"" },
        { new BooleanType(), "boolean", "boolean", "\"boolean\"" },
        { new DateType(), "date", "date", "\"date\"" },
        { new TimestampType(), "timestamp", "timestamp", "\"timestamp\"" },
        { new DoubleType(), "double", "double", "\"double\"" },
        { new FloatType(), "float", "float", "\"float\"" },
        { new ByteType(), "byte", "byte", "\"byte\"" },
        { new ShortType(), "short", "short", "\"short\"" },
        { new IntegerType(), "integer", "integer", "\"integer\"" },
        { new LongType(), "long", "long", "\"long\"" },
        { new DecimalType(), "decimal", "decimal(10,0)", "\"decimal(10,0)\"" },
        { new DecimalType(38, 10), "decimal", "decimal(38,10)", "\"decimal(38,10)\"" },
        { new ArrayType(new LongType(), false), "array", "array<long>", """{"containsNull":false,"elementType":"long","type":"array"}""" },
        { new MapType(new StringType(), new ByteType()), "map", "map<string,byte>", """{"keyType":"string","type":"map","valueContainsNull":true,"valueType":"byte"}""" },
        {
            new StructType([new StructField("é \"x\"", new DateType(), false)]),
            "struct",
            "struct<é \"x\":date>",
            """{"fields":[{"metadata":{},"name":"é \"x\"","nullable":false,"type":"date"}],"type":"struct"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public void Types_have_the_names_of_Microsoft_Spark_and_are_read_back(DataType type, string name, string simple, string json)
    {
        Assert.Equal((name, simple, json), (type.TypeName, type.SimpleString, type.Json));
        var read = DataType.ParseDataType(json);
        Assert.Equal(type, read);
        Assert.Equal(type.GetType(), read.GetType());
        Assert.Equal(json, read.Json);
    }

    [Theory]
    [InlineData("timestamp_ntz")]
    [InlineData("interval day to second")]
    [InlineData("interval year to month")]
    [InlineData("interval")]
    [InlineData("char(5)")]
    [InlineData("varchar(8)")]
    [InlineData("variant")]
    [InlineData("a type of tomorrow")]
    public void A_type_that_came_later_keeps_its_name(string name)
    {
        var type = DataType.ParseDataType($"\"{name}\"");
        Assert.Equal((name, name, $"\"{name}\""), (type.TypeName, type.SimpleString, type.Json));
    }

    [Fact]
    public void Metadata_of_columns_are_kept()
    {
        const string Json = """{"fields":[{"metadata":{"comment":"a \"b\"","n":[1,{"x":null}]},"name":"a","nullable":true,"type":"string"}],"type":"struct"}""";
        Assert.Equal(Json, DataType.ParseDataType(Json).Json);
    }

    [Fact]
    public void A_type_of_a_user_is_read_as_its_SQL_type() => Assert.Equal(
        new ArrayType(new DoubleType()),
        DataType.ParseDataType("""{"type":"udt","class":"x.Y","pyClass":null,"sqlType":{"type":"array","elementType":"double","containsNull":true}}"""));

    [Fact]
    public void Nullability_does_not_make_another_type() =>
        Assert.Equal<DataType>(new StructType([new StructField("a", new ArrayType(new LongType(), true))]), new StructType([new StructField("a", new ArrayType(new LongType(), false), false)]));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("{\"type\":\"array\"}")]
    [InlineData("{\"type\":\"tuple\"}")]
    [InlineData("{\"type\":\"struct\"}")]
    [InlineData("{\"type\":\"struct\",\"fields\":[1]}")]
    [InlineData("{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":\"long\"}]}")]
    public void What_is_no_type_is_refused(string json) => Assert.Throws<ArgumentException>(() => DataType.ParseDataType(json));

    [Fact]
    public void Dates_are_days()
    {
        var date = new Date(2024, 2, 29);
        Assert.Equal((2024, 2, 29, "2024-02-29"), (date.Year, date.Month, date.Day, date.ToString()));
        Assert.Equal(date, new Date(new DateTime(2024, 2, 29, 13, 0, 0)));
        Assert.Equal(date.GetHashCode(), new Date(new DateTime(2024, 2, 29, 13, 0, 0)).GetHashCode());
        Assert.NotEqual(date, new Date(2024, 3, 1));
        Assert.Equal(new DateTime(2024, 2, 29), date.ToDateTime());
    }

    [Fact]
    public void Timestamps_are_instants_to_the_microsecond()
    {
        var timestamp = new Timestamp(1969, 12, 31, 23, 59, 59, 999_999);
        Assert.Equal((1969, 12, 31, 23, 59, 59, 999_999), (timestamp.Year, timestamp.Month, timestamp.Day, timestamp.Hour, timestamp.Minute, timestamp.Second, timestamp.Microsecond));
        Assert.Equal("1969-12-31 23:59:59.999999Z", timestamp.ToString());
        Assert.Equal(timestamp, new Timestamp(DateTime.UnixEpoch.AddTicks(-10)));
        Assert.Equal(DateTimeKind.Utc, timestamp.ToDateTime().Kind);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Timestamp(2024, 1, 1, 0, 0, 0, 1_000_000));
    }
}
