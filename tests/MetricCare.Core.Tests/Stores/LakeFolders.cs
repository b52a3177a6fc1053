using MetricCare.Core.Errors;
using MetricCare.Core.Stores;

namespace MetricCare.Core.Tests.Stores;

public sealed class LakeFolders : LakeTest
{
    private string Marker => Path.Combine(Lake, ".metriccare", "lake.json");

    [Fact]
    public void A_new_folder_becomes_a_lake_that_can_be_opened()
    {
        Assert.Empty(Store.Tables());
        Assert.Equal("{\"FormatVersion\":1,\"Tables\":\"Parquet\"}", File.ReadAllText(Marker));
        Assert.Equal(Lake, ParquetTableStore.Open(Lake, Clock).Folder);
        Assert.Empty(Store.Tables());
    }

    [Fact]
    public void An_empty_folder_becomes_a_lake()
    {
        Directory.CreateDirectory(Lake);

        Assert.Empty(Store.Tables());
    }

    [Fact]
    public void A_lake_whose_maker_died_before_the_marker_is_made_again()
    {
        Directory.CreateDirectory(Path.Combine(Lake, ".metriccare"));
        File.WriteAllText(Marker + ".new", "{");

        Assert.Empty(Store.Tables());
    }

    [Fact]
    public async Task A_folder_with_other_things_is_refused_and_stays_as_it_is()
    {
        Directory.CreateDirectory(Lake);
        await File.WriteAllTextAsync(Path.Combine(Lake, "thesis.doc"), "x", Cancel);

        await RefusesAsync(ExitCode.NotALake, () => Task.Run(() => Store, Cancel));
        await RefusesAsync(ExitCode.NotALake, () => Task.Run(() => ParquetTableStore.Open(Lake, Clock), Cancel));
        Assert.Equal([Path.Combine(Lake, "thesis.doc")], Directory.EnumerateFileSystemEntries(Lake));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_can_be_made_but_not_opened()
    {
        var refusal = await RefusesAsync(ExitCode.NotALake, () => Task.Run(() => ParquetTableStore.Open(Lake, Clock), Cancel));

        Assert.Equal($"There is no lake at {Lake}.", refusal.Message);
        Assert.False(Directory.Exists(Lake));
    }

    [Fact]
    public async Task A_file_is_no_lake()
    {
        await File.WriteAllTextAsync(Lake, "x", Cancel);

        await RefusesAsync(ExitCode.NotALake, () => Task.Run(() => Store, Cancel));
    }

    [Theory]
    [InlineData("{\"FormatVersion\":2}")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"FormatVersion\":")]
    [InlineData("")]
    public async Task A_lake_of_another_format_is_refused(string marker)
    {
        _ = Store;
        await File.WriteAllTextAsync(Marker, marker, Cancel);

        await RefusesAsync(ExitCode.NotALake, () => Task.Run(() => Store, Cancel));
        await RefusesAsync(ExitCode.NotALake, () => Task.Run(() => ParquetTableStore.Open(Lake, Clock), Cancel));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_an_error_of_storage()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is a folder that nobody can write in, on Linux.");

        await RefusesAsync(ExitCode.StorageFailed, () => Task.Run(() => ParquetTableStore.OpenOrCreate("/proc/metriccare", Clock), Cancel));
    }

    [Fact]
    public async Task A_lake_that_may_only_be_read_can_be_read_and_not_written()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such rights.");
            return;
        }

        await PublishAsync("one", Stays);
        var own = Path.Combine(Lake, ".metriccare");
        File.SetUnixFileMode(own, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetUnixFileMode(Path.Combine(own, "lock"), UnixFileMode.UserRead);
        try
        {
            Assert.SkipWhen(CanWrite(own), "This user may write everywhere.");
            var refusal = await RefusesAsync(ExitCode.StorageFailed, () => Store.BeginAsync("run", Cancel));

            Assert.Contains("may not be read or written", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(["silver.stays=one"], Seen());
        }
        finally
        {
            File.SetUnixFileMode(own, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static bool CanWrite(string folder)
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, "try"), "");
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
