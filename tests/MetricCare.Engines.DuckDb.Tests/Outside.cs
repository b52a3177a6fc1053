using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Core.Schema;

namespace MetricCare.Engines.DuckDb.Tests;

/// <summary>What a query may not do, whoever wrote it.</summary>
public sealed class Outside : OpenEngine
{
    private static readonly RelationName Made = new(Layer.Gold, "made");

    [Theory]
    [InlineData("select * from read_text('/etc/hostname')")]
    [InlineData("select * from read_csv('/etc/hostname')")]
    [InlineData("select * from glob('/etc/*')")]
    [InlineData("select * from '/etc/hostname.csv'")]
    [InlineData("select * from read_parquet('https://example.org/a.parquet')")]
    public async Task A_file_outside_of_the_folders_cannot_be_read(string sql)
    {
        var refusal = await Assert.ThrowsAsync<MetricCareException>(() => RowsAsync(sql));

        Assert.Equal((ExitCode.QueryFailed, "The query: DuckDB was denied a file outside of the folders of this run."), (refusal.Code, refusal.Message.Split(" At: ")[0]));
    }

    [Fact]
    public async Task A_path_that_climbs_out_of_a_folder_cannot_be_read()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "lake"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "secret.txt"), "x", Cancel);

        await Assert.ThrowsAsync<MetricCareException>(() => RowsAsync($"select * from read_text('{Folder}/lake/../secret.txt')"));
    }

    [Fact]
    public async Task A_folder_whose_name_begins_like_an_allowed_one_cannot_be_read()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "lake-of-others"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "lake-of-others", "a.txt"), "x", Cancel);

        await Assert.ThrowsAsync<MetricCareException>(() => RowsAsync($"select * from read_text('{Folder}/lake-of-others/a.txt')"));
    }

    [Fact]
    public async Task Nothing_is_written_outside_of_the_folders()
    {
        var refusal = await Assert.ThrowsAsync<MetricCareException>(() => Engine.BuildAsync(Made, "select 1 as a", Path.Combine(Folder, "elsewhere"), Cancel));

        Assert.Equal(ExitCode.StorageFailed, refusal.Code);
        Assert.Empty(Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("set threads = 1")]
    [InlineData("set enable_external_access = true")]
    [InlineData("attach 'x.db'")]
    [InlineData("install httpfs")]
    [InlineData("load httpfs")]
    [InlineData("copy (select 1) to 'x.csv'")]
    [InlineData("create table t as select 1")]
    [InlineData("pragma enable_profiling")]
    [InlineData("insert into gold.made values (1)")]
    [InlineData("delete from gold.made")]
    [InlineData("export database 'x'")]
    [InlineData("explain select 1")]
    public async Task A_statement_that_is_no_query_is_refused(string sql)
    {
        await Engine.BuildAsync(Made, "select 1 as a", null, Cancel);

        var refusal = await Assert.ThrowsAsync<MetricCareException>(() => RowsAsync(sql));

        Assert.Contains(refusal.Code, new[] { ExitCode.QueryFailed, ExitCode.StorageFailed });
        Assert.Equal(["1"], await RowsAsync("select * from gold.made"));
        Assert.Empty(Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_settings_hold_on_every_connection()
    {
        var rows = Enumerable.Range(0, 8).Select(_ => RowsAsync("select current_setting('TimeZone'), current_setting('enable_external_access'), current_setting('lock_configuration'), current_setting('autoload_known_extensions')"));

        Assert.All(await Task.WhenAll(rows), row => Assert.Equal(["'UTC' | false | true | false"], row));
    }

    [Theory]
    [InlineData("it's a \"lake\" with ä")]
    [InlineData("[brackets] and * stars?")]
    [InlineData("#1; 100 %")]
    public async Task A_folder_may_have_any_name(string name)
    {
        var folder = Path.Combine(Folder, name);
        await using var engine = new DuckDbEngine(new DuckDbOptions(Path.Combine(folder, "work"), [Path.Combine(folder, "lake")]));
        var lines = Path.Combine(folder, "work", "lines.ndjson");
        await File.WriteAllTextAsync(lines, "{\"__n\":7}\n", Cancel);
        var raw = new RelationName(Layer.Raw, "Patient");

        await engine.ReadJsonLinesAsync(raw, new NarrowSchema("Patient", []), [lines], Cancel);
        await engine.BuildAsync(Made, "select __n from raw.Patient", Path.Combine(folder, "lake", "made"), Cancel);

        Assert.Equal(7L, Assert.Single(await engine.QueryAsync("select * from gold.made", Cancel).ToListAsync(Cancel))[0]);
    }
}
