using System.Diagnostics;
using MetricCare.Core.Errors;
using MetricCare.Core.Stores;

namespace MetricCare.Core.Tests.Stores;

/// <summary>On a disk of one megabyte, where the machine lets the test make one.</summary>
public sealed class FullDisk : LakeTest
{
    [Fact]
    public async Task A_publication_on_a_full_disk_fails_and_the_old_tables_stay()
    {
        var disk = Path.GetDirectoryName(Lake)! + "/disk";
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(await TryAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk), "A small disk cannot be mounted here.");
        try
        {
            var store = ParquetTableStore.OpenOrCreate(Path.Combine(disk, "lake"), Clock);
            await using (var first = await store.BeginAsync("run-1", Cancel))
            {
                Write(first, Stays, "one");
                await first.PublishAsync(Cancel);
            }

            await using (var second = await store.BeginAsync("run-2", Cancel))
            {
                Write(second, Stays, "two");
                Fill(Path.Combine(disk, "other-data"));

                var refusal = await RefusesAsync(ExitCode.StorageFailed, () => second.PublishAsync(Cancel));

                Assert.Equal($"The disk of {store.Folder} is full.", refusal.Message);
                Assert.NotNull(refusal.Next);
            }

            var table = Assert.Single(store.Tables());
            Assert.Equal("one", await File.ReadAllTextAsync(Path.Combine(table.Folder, "part-0.parquet"), Cancel));

            File.Delete(Path.Combine(disk, "other-data"));
            await using var third = await store.BeginAsync("run-3", Cancel);
            Write(third, Stays, "three");
            Assert.Single(await third.PublishAsync(Cancel));
        }
        finally
        {
            await TryAsync("umount", disk);
        }
    }

    private static void Fill(string file)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        try
        {
            while (true)
            {
                stream.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
        }
    }

    private static async Task<bool> TryAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
            await process!.WaitForExitAsync(Cancel);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
