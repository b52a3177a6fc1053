using MetricCare.Cli.Tests.Cases;

namespace MetricCare.Cli.Spark.Tests;

/// <summary>How much there is to do.</summary>
public sealed class WorkSizeTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_delivery_is_as_large_as_its_files_and_the_newest_files_of_the_lake_unpacked()
    {
        Write("source/Patient.ndjson", 100);
        Write("source/more/Encounter.ndjson", 11);
        Write("lake/gold/t/a-0_0-1-0_20260101000000000.parquet", 5);
        Write("lake/gold/t/a-0_0-9-0_20260102000000000.parquet", 7);
        Write("lake/gold/t/b-0_0-1-0_20260101000000000.parquet", 20);
        Write("lake/gold/t/.hoodie/20260101000000000.commit", 1000);

        Assert.Equal(new WorkSize(111, 4 * (7 + 20)), WorkSize.Of([Path.Combine(_folder.Path, "source")], Path.Combine(_folder.Path, "lake")));
    }

    [Fact]
    public void What_is_not_there_is_nothing()
    {
        Assert.Equal(new WorkSize(0, 0), WorkSize.Of([Path.Combine(_folder.Path, "none")], Path.Combine(_folder.Path, "none")));
        Assert.Equal(new WorkSize(0, 0), WorkSize.Of([], null));
    }

    private void Write(string path, int bytes)
    {
        var file = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, new byte[bytes]);
    }
}
