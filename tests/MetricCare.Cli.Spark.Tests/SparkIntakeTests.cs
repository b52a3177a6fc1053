using System.IO.Compression;
using System.Text;
using MetricCare.Cli.Spark.Intake;
using MetricCare.Cli.Tests.Cases;
using MetricCare.Core.Errors;
using MetricCare.Engines.Spark;
using MetricCare.Engines.Spark.Tests;
using MetricCare.Fhir.Intake;

namespace MetricCare.Cli.Spark.Tests;

/// <summary>What the executors read is what the driver reads: every count, reject, deletion and staged line.</summary>
public sealed class SparkIntakeTests(SparkJvm jvm) : IDisposable
{
    private const string Patient = """{"resourceType":"Patient","id":"p0","meta":{"versionId":"2","lastUpdated":"2024-01-01T00:00:00Z"},"gender":"female","birthDate":"1950-01-01"}""";

    private readonly ScratchFolder _folder = new();

    private string Source => Path.Combine(_folder.Path, "source");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lines_arrays_bundles_and_gzip_with_faults_in_them_are_read_as_the_driver_reads_them()
    {
        jvm.Require();
        var lines = Enumerable.Range(0, 400).Select(number => number switch
        {
            7 or 300 => "no json",
            20 => """{"resourceType":"Basic","id":"b"}""",
            30 => "",
            40 => """{"resourceType":"Patient"}""",
            50 => """{"resourceType":"Patient","id":"x","birthDate":1950}""",
            60 => """{"resourceType":"Bundle","type":"history","entry":[{"request":{"method":"DELETE","url":"Patient/p9"},"response":{"status":"204","lastModified":"2024-03-01T00:00:00Z"}}]}""",
            70 => Patient.Replace("p0", "ä\\u2028😀", StringComparison.Ordinal),
            _ => Patient.Replace("p0", $"p{number}", StringComparison.Ordinal),
        });
        Write("lines.ndjson", Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        Write("dos.ndjson", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join("\r\n", Enumerable.Range(0, 60).Select(number => Patient.Replace("p0", $"d{number}", StringComparison.Ordinal))))]);
        Write("array.json", Encoding.UTF8.GetBytes($"[{string.Join(",\n", Enumerable.Range(0, 50).Select(number => Patient.Replace("p0", $"a{number}", StringComparison.Ordinal)))}, 5]"));
        Write("lines.ndjson.gz", Gzip(Encoding.UTF8.GetBytes(Patient + "\n" + Patient)));
        Write("broken.gz", Gzip(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Repeat(Patient, 1000))))[..^20]);
        Write("empty.json", []);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.SampleData, "fhir")))
        {
            File.Copy(file, Path.Combine(Source, Path.GetFileName(file)));
        }

        await AssertSameAsync(SourceDiscovery.Find([Source]).Files, partBytes: 3000);
    }

    [Fact]
    public async Task A_file_that_executors_do_not_see_ends_the_run_with_its_name_and_a_way_out()
    {
        jvm.Require();
        Write("lines.ndjson", Encoding.UTF8.GetBytes(Patient));
        var files = SourceDiscovery.Find([Source]).Files;
        await using var engine = new SparkEngine(new SparkEngineOptions(_folder.Path));
        var intake = new SparkIntake(Twins.Definitions.Schemas, engine, Twins.Executable);
        File.Move(Path.Combine(Source, "lines.ndjson"), Path.Combine(_folder.Path, "elsewhere"));

        var error = await Assert.ThrowsAsync<MetricCareException>(() => intake.RunAsync(files, Stage("stage"), null, TestContext.Current.CancellationToken));

        Assert.Equal(ExitCode.SourceUnreadable, error.Code);
        Assert.Contains("lines.ndjson", error.Message, StringComparison.Ordinal);
        Assert.Contains("--intake driver", error.Next, StringComparison.Ordinal);
    }

    private async Task AssertSameAsync(IReadOnlyList<SourceFile> files, long partBytes)
    {
        var cancel = TestContext.Current.CancellationToken;
        var here = await new SourceIntake(Twins.Definitions.Schemas).RunAsync(files, Stage("here"), null, cancel);
        await using var engine = new SparkEngine(new SparkEngineOptions(_folder.Path));
        var there = await new SparkIntake(Twins.Definitions.Schemas, engine, Twins.Executable, partBytes).RunAsync(files, Stage("there"), null, cancel);

        Assert.Equal(here.Files.Select(Text), there.Files.Select(Text));
        Assert.Equal(here.Rejects, there.Rejects);
        Assert.Equal(here.Deletions, there.Deletions);
        Assert.Contains(here.Rejects, reject => reject.Line > 300);
        Assert.Equal(StagesOf(here), StagesOf(there));
        Assert.Equal(LinesOf(here).Select(line => line.Text), LinesOf(there).Select(line => line.Text));

        // Ties between versions are settled by the number, so it must grow with the place.
        Assert.All(LinesOf(there).GroupBy(line => line.File), file => Assert.Equal(file.Select(line => line.Number).Order(), file.OrderBy(line => line.Place).Select(line => line.Number)));
        Assert.Equal(LinesOf(there).Count, LinesOf(there).Select(line => (line.File, line.Number)).Distinct().Count());
    }

    private static string Text(FileIntake file) => (file with { AcceptedByType = new Dictionary<string, long>(), IgnoredByType = new Dictionary<string, long>() }).ToString()
        + string.Join(',', file.AcceptedByType.Concat(file.IgnoredByType).Where(pair => pair.Value > 0).OrderBy(pair => pair.Key, StringComparer.Ordinal));

    private static IEnumerable<string> StagesOf(IntakeResult result) => result.Stages
        .GroupBy(stage => stage.ResourceType, StringComparer.Ordinal)
        .Select(type => $"{type.Key} {type.Sum(stage => stage.Rows)} {type.Max(stage => stage.LongestLine) > 0}");

    private static List<(string Text, string File, long Place, long Number)> LinesOf(IntakeResult result) =>
    [
        .. result.Stages.SelectMany(stage => File.Exists(stage.Path) ? [stage.Path] : Directory.EnumerateFiles(stage.Path, "*.txt"))
            .SelectMany(File.ReadLines)
            .Select(line =>
            {
                var start = line.IndexOf(',', StringComparison.Ordinal);
                var fields = System.Text.Json.JsonDocument.Parse(line).RootElement;
                return (line[start..], $"{fields.GetProperty("__f")}", fields.GetProperty("__l").GetInt64(), fields.GetProperty("__n").GetInt64());
            })
            .OrderBy(line => line.Item1, StringComparer.Ordinal),
    ];

    private string Stage(string name) => Path.Combine(_folder.Path, name);

    private void Write(string name, byte[] content)
    {
        Directory.CreateDirectory(Source);
        File.WriteAllBytes(Path.Combine(Source, name), content);
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
