using System.Diagnostics;
using System.Globalization;
using MetricCare.Spark;
using Microsoft.Spark.Sql;

// Rows per second between .NET and the Spark that SPARK_HOME names: a million rows of five columns, out and in.
const int Rows = 1_000_000;
var rounds = args.Length == 1 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;

using var gateway = SparkGateway.Start(new SparkGatewayOptions(SparkInstallation.Find())
{
    Conf = new Dictionary<string, string> { ["spark.ui.enabled"] = "false", ["spark.driver.memory"] = "1g" },
});
var spark = SparkSession.Builder().GetOrCreate();
Console.WriteLine($"Spark {spark.Version()}, {Rows:N0} rows x 5 columns, best of {rounds}");

var query = $"select id, concat('name ', id) as name, cast(id / 4 as decimal(12,2)) as price, timestamp_micros(id * 1234567) as at, id * 0.5D as score from range(0, {Rows}, 1, 8)";
var frame = spark.Sql(query);
Report("Collect, as rows", () => frame.Collect().Count());
Report("ToLocalIterator, as rows", () => frame.ToLocalIterator(prefetchPartitions: true).Count());
Report("ArrowResult.Collect, as batches", () => Batches(ArrowResult.Collect(frame)));
Report("ArrowResult.Open, as batches", () => Batches(ArrowResult.Open(frame, prefetch: true)));

var (rows, schema) = (frame.Collect().Select(row => new GenericRow(row.Values)).ToList(), frame.Schema());
Report("CreateDataFrame of rows, counted", () => (int)spark.CreateDataFrame(rows, schema).Count());

void Report(string what, Func<int> read)
{
    var best = TimeSpan.MaxValue;
    for (var round = 0; round < rounds; round++)
    {
        var clock = Stopwatch.StartNew();
        if (read() != Rows)
        {
            throw new InvalidOperationException($"{what}: not all rows came.");
        }

        best = clock.Elapsed < best ? clock.Elapsed : best;
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-34} {best.TotalSeconds,6:0.00} s  {Rows / best.TotalSeconds / 1e6,5:0.00} M rows/s"));
}

static int Batches(ArrowResult result)
{
    using (result)
    {
        return result.Batches().Sum(batch =>
        {
            using (batch)
            {
                return batch.Length;
            }
        });
    }
}
