using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;
using static Microsoft.Spark.Sql.Functions;

using var spark = SparkSession.Builder().AppName("join").GetOrCreate();

var hospitals = spark.CreateDataFrame(
    [new GenericRow(["east", "Eastside Hospital"]), new GenericRow(["west", "Westside Hospital"])],
    new StructType([new StructField("id", new StringType()), new StructField("name", new StringType())]));
var stays = spark.CreateDataFrame(
    [new GenericRow(["east", 2]), new GenericRow(["east", 5]), new GenericRow(["west", 3])],
    new StructType([new StructField("hospital", new StringType()), new StructField("days", new IntegerType())]));

foreach (var row in stays.Join(hospitals, stays["hospital"] == hospitals["id"])
    .GroupBy("name").Agg(Count(Lit(1)).Alias("n"), Avg("days").Alias("mean")).OrderBy("name").Collect())
{
    Console.WriteLine($"{row.GetAs<string>("name")}: {row.GetAs<long>("n")} stays of {row.GetAs<double>("mean")} days on average");
}
