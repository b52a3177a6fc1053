using System.Text;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Spark.Client.Tests.Worker;

public sealed class ArrowMapTests(SparkJvm jvm)
{
    [Fact]
    public void A_million_rows_go_through_a_process_of_ours_and_come_back()
    {
        var rows = Echo("the command", 1_000_000, 4);
        rows.Invoke("createOrReplaceTempView", "echoed");
        var sums = Session().Call("sql", "select count(*) n, sum(id) s, min(line) a, max(line) b from echoed").Call("toJSON").Call("collectAsList").ListItems();
        Assert.Equal(["""{"n":1000000,"s":499999500000,"a":"the command","b":"the command"}"""], sums);
    }

    [Fact]
    public void A_map_that_reads_nothing_gives_no_rows() => Assert.Equal(0L, Echo("none", 100_000, 2).Invoke("count"));

    [Fact]
    public void A_limit_takes_what_it_wants() => Assert.Equal(3L, Echo("x", 100_000, 2).Call("limit", 3).Invoke("count"));

    [Fact]
    public void The_message_of_a_known_failure_is_shown() => Assert.Contains("known a reason", Failure("known a reason"), StringComparison.Ordinal);

    [Fact]
    public void Of_any_other_failure_the_kind_is_shown_and_no_word_of_its_message()
    {
        var text = Failure("unknown secret");
        Assert.Contains("System.InvalidOperationException", text, StringComparison.Ordinal);
        Assert.DoesNotContain("unknown secret", text, StringComparison.Ordinal);
    }

    private string Failure(string command)
    {
        var failure = Assert.ThrowsAny<Exception>(() => Echo(command, 10, 1).Invoke("count"));
        return failure.InnerException!.Message;
    }

    private JvmObjectReference Echo(string command, long rows, int parts) => ArrowMap.Apply(
        Session().Call("range", 0L, rows, 1L, parts),
        Path.Combine(AppContext.BaseDirectory, "MetricCare.Spark.EchoWorker"),
        Encoding.UTF8.GetBytes(command),
        "id bigint, line string");

    private JvmObjectReference Session()
    {
        jvm.Require();
        return Jvm.StaticReference("org.apache.spark.sql.SparkSession", "builder").Call("getOrCreate");
    }
}
