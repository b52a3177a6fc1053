using MetricCare.Core.Errors;
using MetricCare.Core.Stores;

namespace MetricCare.Core.Tests.Stores;

public sealed class Leases : LakeTest
{
    [Fact]
    public async Task A_second_run_is_told_who_is_writing()
    {
        await using var first = await Store.BeginAsync("run-1", Cancel);

        var refusal = await RefusesAsync(ExitCode.LakeBusy, () => Store.BeginAsync("run-2", Cancel));

        Assert.Equal($"The lake is being written by process {Environment.ProcessId} since 2024-11-24T10:15:00Z (run run-1).", refusal.Message);
        Assert.True(Directory.Exists(first.WorkFolder));
    }

    [Fact]
    public async Task The_lake_is_free_when_the_run_is_over()
    {
        await (await Store.BeginAsync("run-1", Cancel)).DisposeAsync();
        await using var second = await Store.BeginAsync("run-2", Cancel);

        Assert.EndsWith("run-2", second.WorkFolder, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_that_cannot_be_read_does_not_hide_that_the_lake_is_busy()
    {
        await using var first = await Store.BeginAsync("run-1", Cancel);
        await File.WriteAllTextAsync(Path.Combine(Lake, ".metriccare", "holder.json"), "{", Cancel);

        var refusal = await RefusesAsync(ExitCode.LakeBusy, () => Store.BeginAsync("run-2", Cancel));

        Assert.Equal("The lake is being written by another process.", refusal.Message);
    }

    [Fact]
    public async Task A_start_that_fails_gives_the_lake_back()
    {
        await PublishAsync("one", Stays);
        var pointer = Path.Combine(Lake, "silver", "stays", "_current");
        var version = await File.ReadAllTextAsync(pointer, Cancel);
        await File.WriteAllTextAsync(pointer, "nonsense", Cancel);
        await RefusesAsync(ExitCode.StorageFailed, () => Store.BeginAsync("run-1", Cancel));
        await File.WriteAllTextAsync(pointer, version, Cancel);

        await using var second = await Store.BeginAsync("run-2", Cancel);
    }

    [Fact]
    public async Task A_lake_can_be_read_while_it_is_written()
    {
        await PublishAsync("one", Stays);
        await using var run = await Store.BeginAsync("run", Cancel);

        Assert.Equal(["silver.stays=one"], Seen());
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    public async Task A_run_id_that_is_no_folder_name_is_refused(string id) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.BeginAsync(id, Cancel));

    [Fact]
    public async Task A_lease_may_be_taken_by_itself()
    {
        Directory.CreateDirectory(Lake);
        await using (var lease = FileLease.Acquire(Lake, "mine", Clock))
        {
            Assert.Equal("mine", lease.RunId);
            Assert.Equal(ExitCode.LakeBusy, Assert.Throws<MetricCareException>(() => FileLease.Acquire(Lake, "yours", Clock)).Code);
        }

        await FileLease.Acquire(Lake, "yours", Clock).DisposeAsync();
    }
}
