using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using MetricCare.Core.Schema;
using MetricCare.Fhir.Intake;

namespace MetricCare.Fhir.Tests.Intake;

/// <summary>A folder of source files, and what an intake makes of them.</summary>
public sealed class Workbench : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("metriccare-intake-").FullName;
    private int _runs;

    public Workbench() => Directory.CreateDirectory(Source);

    public string Source => Path.Combine(_root, "source");

    public IntakeOptions Options { get; init; } = new();

    public IReadOnlyDictionary<string, NarrowSchema> Schemas { get; init; } = TestSchemas.All;

    public static byte[] Gzip(params byte[][] members)
    {
        using var bytes = new MemoryStream();
        foreach (var member in members)
        {
            using var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true);
            gzip.Write(member);
        }

        return bytes.ToArray();
    }

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Source, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Reads one file of the given content.</summary>
    public static Outcome Read(string text, IntakeOptions? options = null) => Read(Encoding.UTF8.GetBytes(text), options);

    public static Outcome Read(byte[] bytes, IntakeOptions? options = null)
    {
        using var bench = new Workbench { Options = options ?? new IntakeOptions() };
        bench.Write("file", bytes);
        return bench.Run();
    }

    /// <summary>Reads all files of the folder.</summary>
    public Outcome Run()
    {
        var files = Directory.GetFiles(Source, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select((path, index) => new SourceFile(index + 1, path, Path.GetRelativePath(Source, path)));
        return Run([.. files]);
    }

    public Outcome Run(IReadOnlyList<SourceFile> files)
    {
        var stage = Path.Combine(_root, $"stage{++_runs}");
        var result = new SourceIntake(Schemas, Options).Run(files, stage, cancel: TestContext.Current.CancellationToken);
        var lines = new List<StageLine>();
        foreach (var file in result.Stages)
        {
            var texts = File.ReadAllLines(file.Path);
            Assert.Equal(file.Rows, texts.Length);
            Assert.Equal(file.Bytes, new FileInfo(file.Path).Length);
            Assert.Equal(file.LongestLine, texts.Max(text => Encoding.UTF8.GetByteCount(text) + 1));
            lines.AddRange(texts.Select(text => new StageLine(file.ResourceType, text, JsonNode.Parse(text)!.AsObject())));
        }

        Assert.All(result.Files, file => Assert.True(file.IsConserved, $"{file.Path} is not conserved"));
        Assert.Equal(result.Files.Sum(file => file.Rejected), result.Rejects.Count);
        Assert.Equal(result.Files.Sum(file => file.Accepted), lines.Count);
        Assert.Equal(result.Files.Sum(file => file.Deletions), result.Deletions.Count);
        Assert.Equal(lines.Count, lines.Select(line => line.Number).Distinct().Count());
        return new Outcome(result, [.. lines.OrderBy(line => line.Number)]);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
