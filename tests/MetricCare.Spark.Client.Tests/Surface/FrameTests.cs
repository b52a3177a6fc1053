using System.Reflection;
using Microsoft.Spark.Sql;
using F = Microsoft.Spark.Sql.Functions;

namespace MetricCare.Spark.Client.Tests.Surface;

/// <summary>What makes a frame of a frame, in C# and in SQL.</summary>
public sealed class FrameTests(SparkJvm jvm)
{
    // Tested below, or with the files they need.
    private static readonly string[] Elsewhere = [nameof(DataFrame.Persist), nameof(DataFrame.Cache), nameof(DataFrame.Unpersist), nameof(DataFrame.Checkpoint)];

    [Fact]
    public void Frames_are_those_of_SQL()
    {
        var (t, u) = Frames();
        var faults = new List<string>();
        foreach (var (api, sql) in FrameCases.All)
        {
            if (Record.Exception(() => Api.Same(api.Compile(preferInterpretation: true)(t, u), Api.Session(jvm).Sql(sql))) is { } fault)
            {
                faults.Add($"{api.Body}: {(fault.InnerException ?? fault).Message.Split("\n\tat ")[0]}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData(typeof(DataFrame))]
    [InlineData(typeof(RelationalGroupedDataset))]
    [InlineData(typeof(DataFrameStatFunctions))]
    public void No_member_that_makes_a_frame_is_left_out(Type type)
    {
        var called = Api.Called(type, FrameCases.All.Select(one => one.Api)).Select(method => method.ToString()).ToHashSet();
        var left = type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType == typeof(DataFrame) || method.ReturnType == typeof(RelationalGroupedDataset))
            .Where(method => !method.IsGenericMethod && !called.Contains(method.ToString()) && !Elsewhere.Contains(method.Name));
        Assert.Empty(left.Select(method => method.ToString()));
    }

    [Fact]
    public void What_is_said_of_a_frame_is_true()
    {
        var (t, u) = Frames();

        Assert.Equal(["k", "n", "s"], t.Columns());
        Assert.Equal([Tuple.Create("k", "integer"), Tuple.Create("n", "long"), Tuple.Create("s", "string")], t.DTypes());
        Assert.Equal("struct<k:integer,n:long,s:string>", t.Schema().SimpleString);
        Assert.Equal((4L, false, true, false), (t.Count(), t.IsEmpty(), t.Limit(0).IsEmpty(), t.IsStreaming()));
        Assert.True(t.SameSemantics(t.ToDF()));
        Assert.False(t.SameSemantics(u));
        Assert.Equal(t.SemanticHash(), t.ToDF().SemanticHash());
        Assert.Empty(t.InputFiles());
        Assert.False(t.IsLocal());
        Assert.True(Api.Session(jvm).Sql("show tables").IsLocal());
    }

    [Fact]
    public void Rows_are_taken_from_the_front_and_the_end()
    {
        var (t, _) = Frames();
        static long[] Numbers(params IEnumerable<Row> rows) => [.. rows.Select(row => row.GetAs<long>("n"))];

        Assert.Equal([1, 2], Numbers(t.Head(2)));
        Assert.Equal([1, 2, 3], Numbers(t.Take(3)));
        Assert.Equal([3, 4], Numbers(t.Tail(2)));
        Assert.Equal([1, 1], Numbers(t.Head(), t.First()));
        Assert.Equal([1, 2, 3, 4], Numbers(t.ToLocalIterator()));
        Assert.Equal([1, 2, 3, 4], Numbers(t.ToLocalIterator(prefetchPartitions: true)));
    }

    [Fact]
    public void A_frame_is_kept_where_it_is_told_to()
    {
        var t = Frames().T.WithColumn("kept", F.Lit(1));

        Assert.Equal(StorageLevel.NONE, t.StorageLevel());
        Assert.Equal(StorageLevel.MEMORY_AND_DISK, t.Cache().StorageLevel());
        t.Unpersist(blocking: true);
        Assert.Equal(StorageLevel.DISK_ONLY, t.Persist(StorageLevel.DISK_ONLY).StorageLevel());
        Assert.Equal(4, t.Count());
        t.Unpersist();
        Assert.Equal(StorageLevel.MEMORY_AND_DISK, t.Persist().StorageLevel());
        t.Unpersist();
        Assert.Equal("Disk Serialized 1x Replicated", StorageLevel.DISK_ONLY.Description());
    }

    [Fact]
    public void A_frame_is_split_at_random_and_the_parts_are_the_whole()
    {
        var range = Api.Session(jvm).Range(0, 100, 1, 2);
        var parts = range.RandomSplit([0.3, 0.7], 5);

        Assert.Equal(2, parts.Length);
        Assert.Equal(Enumerable.Range(0, 100).Select(number => (long)number), parts.SelectMany(part => part.Collect()).Select(row => row.GetAs<long>(0)).Order());
        Assert.Equal(parts[0].Collect(), range.RandomSplit([0.3, 0.7], 5)[0].Collect());
        Assert.Equal(2, range.RandomSplit([1, 1]).Length);
        Assert.InRange(range.Sample(0.5).Count(), 1, 99);
    }

    [Fact]
    public void Statistics_are_numbers()
    {
        var stat = Frames().T.Stat();

        Assert.Equal([1.0, 4.0], stat.ApproxQuantile("n", [0.0, 1.0], 0.0));
        Assert.Equal(7.0 / 6, stat.Cov("k", "n"), 9);
        Assert.Equal(stat.Corr("k", "n"), stat.Corr("k", "n", "pearson"));
        Assert.Equal(0.9438798074, stat.Corr("k", "n"), 6);
    }

    private (DataFrame T, DataFrame U) Frames()
    {
        var session = Api.Session(jvm);
        var t = session.Sql("select * from values (1, 1L, 'one'), (1, 2L, 'two'), (2, 3L, 'one'), (3, 4L, 'two') as t(k, n, s)").Coalesce(1);
        var u = session.Sql("select * from values (1, 'x'), (1, 'y'), (2, 'z'), (9, 'w') as u(k, x)").Coalesce(1);
        t.CreateOrReplaceTempView("t");
        u.CreateOrReplaceTempView("u");
        return (t, u);
    }
}
