using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Engines.Spark.Hudi;
using Microsoft.Extensions.Time.Testing;

namespace MetricCare.Engines.Spark.Tests.Hudi;

/// <summary>Tables that must not be written, by the files that make them so. No Spark is needed: they are refused before it is asked for anything.</summary>
public sealed class HudiProfileTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("metriccare-hudi-profile-").FullName;
    private readonly FakeTimeProvider _clock = new(Now);

    private string Table => Path.Combine(_folder, "silver", "stays");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_table_of_ours_is_taken()
    {
        Make();
        await BeginAsync();
        Assert.True(Directory.Exists(Table));
    }

    [Theory]
    [InlineData("hoodie.table.version=8", "its table version is 8, not 6", "hoodie.write.auto.upgrade=false")]
    [InlineData("hoodie.table.type=MERGE_ON_READ", "Merge-on-Read, not Copy-on-Write", "Move its folder away")]
    [InlineData("hoodie.table.metadata.partitions=files", "it has a metadata table", "hoodie.metadata.enable=false")]
    [InlineData("hoodie.table.metadata.partitions.inflight=files", "it has a metadata table", "hoodie.metadata.enable=false")]
    [InlineData("hoodie.table.timeline.timezone=LOCAL", "the zone of its timeline is LOCAL, not UTC", "set hoodie.table.timeline.timezone=UTC")]
    [InlineData("hoodie.table.recordkey.fields=id", "its record key is not record_key", "another lake")]
    public async Task A_table_of_another_kind_is_refused_by_what_it_says(string property, string reason, string next)
    {
        Make(property);
        await RefusesAsync(ExitCode.NotALake, reason, next);
    }

    [Theory]
    [InlineData("20260304110000000.deltacommit", "Merge-on-Read")]
    [InlineData("metadata/hoodie.properties", "it has a metadata table")]
    public async Task A_table_of_another_kind_is_refused_by_what_lies_in_it(string file, string reason)
    {
        Make();
        Write(file);
        await RefusesAsync(ExitCode.NotALake, reason, "run");
    }

    [Theory]
    [InlineData("20260304170000000.commit", "5 hours ahead of this clock")]
    [InlineData("20260304120130000.commit.requested", "2 minutes ahead of this clock")]
    [InlineData("20260304120130.rollback.inflight", "2 minutes ahead of this clock")]
    public async Task A_timeline_ahead_of_the_clock_is_refused(string instant, string reason)
    {
        Make();
        Write(instant);
        await RefusesAsync(ExitCode.StorageFailed, reason, "Set the clock of this machine right");
    }

    [Fact]
    public async Task A_clock_that_differs_by_seconds_is_no_reason_to_refuse()
    {
        Make();
        Write("20260304120059000.commit");
        await BeginAsync();
        Assert.Equal(TimeSpan.FromSeconds(59), HudiProfile.Ahead(Table, Now));
    }

    [Fact]
    public async Task Commits_without_properties_are_refused_and_stay()
    {
        Make();
        File.Delete(Path.Combine(Table, ".hoodie", "hoodie.properties"));
        await RefusesAsync(ExitCode.NotALake, "it has commits, but its hoodie.properties is missing", "Restore");
        Assert.True(File.Exists(Path.Combine(Table, ".hoodie", "20260304100000000.commit")));
    }

    [Fact]
    public async Task A_table_of_another_version_without_commits_where_we_look_for_them_is_refused_and_stays()
    {
        Make("hoodie.table.version=8");
        File.Move(Path.Combine(Table, ".hoodie", "20260304100000000.commit"), Path.Combine(Directory.CreateDirectory(Path.Combine(Table, ".hoodie", "timeline")).FullName, "20260304100000000_20260304100001000.commit"));
        await RefusesAsync(ExitCode.NotALake, "its table version is 8, not 6", "downgrade");
        File.Delete(Path.Combine(Table, ".hoodie", "hoodie.properties"));
        await RefusesAsync(ExitCode.NotALake, "hoodie.properties is missing", "Restore");
        Assert.True(Directory.Exists(Table));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hoodie.properties|")]
    [InlineData("hoodie.properties|#Properties saved\nhoodie.table.ty")]
    [InlineData("hoodie.properties|hoodie.table.version=6\nhoodie.table.type=COPY_ON_WRITE\nhoodie.table.timeline.timezone=UTC\nhoodie.table.recordkey.fields=record_key\n;20260304100000000.commit.requested|;20260304100000000.inflight|{}")]
    [InlineData("hoodie.properties|hoodie.table.version=6\nhoodie.table.type=COPY_ON_WRITE\nhoodie.table.timeline.timezone=UTC\nhoodie.table.recordkey.fields=record_key\n;20260304100000000.rollback|x")]
    public async Task A_first_write_that_was_killed_leaves_nothing_in_the_way(string files)
    {
        Directory.CreateDirectory(Path.Combine(Table, ".hoodie", "archived"));
        foreach (var file in files.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            Write(file.Split('|')[0], file.Split('|')[1]);
        }

        await File.WriteAllTextAsync(Path.Combine(Table, "a_0-0-0_20260304100000000.parquet"), "half", TestContext.Current.CancellationToken);
        await BeginAsync();

        Assert.False(Directory.Exists(Table));
    }

    [Fact]
    public void What_a_commit_wrote_and_could_not_write_is_read_from_it()
    {
        const string commit = """
            {"partitionToWriteStats":{"":[{"numWrites":3,"totalWriteErrors":2,"fileSizeInBytes":100},{"numWrites":1,"totalWriteErrors":0,"fileSizeInBytes":20}],"month=1":[{"totalWriteErrors":5,"fileSizeInBytes":3}]},"compacted":false}
            """;
        Assert.Equal(7, HudiTimeline.RowsNotWritten(commit));
        Assert.Equal(123, HudiTimeline.BytesWritten(commit));
    }

    // What is said twice counts as it is said last.
    private void Make(string property = "")
    {
        Directory.CreateDirectory(Path.Combine(Table, ".hoodie"));
        Write("20260304100000000.commit", "{}");
        Write("hoodie.properties", $"""
            #Properties saved on 2026-03-04T10:00:00Z
            hoodie.table.name=stays
            hoodie.table.version=6
            hoodie.table.type=COPY_ON_WRITE
            hoodie.table.partition.fields=
            hoodie.table.metadata.partitions=
            hoodie.table.recordkey.fields=record_key
            hoodie.table.timeline.timezone=UTC
            {property}

            """);
    }

    private void Write(string name, string text = "")
    {
        var file = Path.Combine(Table, ".hoodie", name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private async Task BeginAsync()
    {
        await using var run = await HudiTableStore.OpenOrCreate(Lake(), name => new HudiTable(name, ["stay_id"]), new StagedFrames(), _clock).BeginAsync("run-1", TestContext.Current.CancellationToken);
    }

    private async Task RefusesAsync(ExitCode code, string reason, string next)
    {
        var refusal = await Assert.ThrowsAsync<MetricCareException>(BeginAsync);
        Assert.Equal(code, refusal.Code);
        Assert.StartsWith("silver.stays: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(next, refusal.Next, StringComparison.Ordinal);
    }

    // Tables are put into a lake that is there.
    private string Lake()
    {
        Directory.CreateDirectory(Path.Combine(_folder, ".metriccare"));
        File.WriteAllText(Path.Combine(_folder, ".metriccare", "lake.json"), """{"FormatVersion":1,"Tables":"Hudi"}""");
        return _folder;
    }
}
