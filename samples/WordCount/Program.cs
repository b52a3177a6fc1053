using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

// The last argument: with spark-submit the first may be the script that stands in the program's place.
var path = args[^1];
using var spark = SparkSession.Builder().AppName("word count").GetOrCreate();

spark.Read().Text(path)
    .Select(Explode(Split(Lower(Col("value")), "[^a-z]+")).Alias("word"))
    .Filter(Length(Col("word")) > 0)
    .GroupBy("word")
    .Count()
    .OrderBy(Desc("count"), Asc("word"))
    .Show(numRows: 10);
