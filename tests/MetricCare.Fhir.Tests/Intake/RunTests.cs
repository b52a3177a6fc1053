using MetricCare.Core.Errors;
using MetricCare.Fhir.Intake;

namespace MetricCare.Fhir.Tests.Intake;

public sealed class RunTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Progress_reaches_the_bytes_of_all_files()
    {
        var files = Files(5);
        var reports = new List<IntakeProgress>();

        new SourceIntake(TestSchemas.All).Run(files, Path.Combine(_bench.Source, "stage"), new Reports(reports), TestContext.Current.CancellationToken);

        var total = files.Sum(file => new FileInfo(file.FullPath).Length);
        Assert.Contains(new IntakeProgress(total, total, 5, 5), reports);
        Assert.All(reports, report => Assert.InRange(report.BytesDone, 0, total));
    }

    [Fact]
    public void A_cancelled_intake_says_so()
    {
        using var cancel = new CancellationTokenSource();
        var progress = new Reports([], cancel.Cancel);

        Assert.ThrowsAny<OperationCanceledException>(() => new SourceIntake(TestSchemas.All).Run(Files(3), Path.Combine(_bench.Source, "stage"), progress, cancel.Token));
    }

    [Fact]
    public void A_stage_folder_that_cannot_be_made_is_an_error()
    {
        var error = Assert.Throws<MetricCareException>(() => new SourceIntake(TestSchemas.All).Run(Files(1), _bench.Write("file", "x"), cancel: TestContext.Current.CancellationToken));

        Assert.Equal(ExitCode.StorageFailed, error.Code);
    }

    [Fact]
    public void Without_files_there_is_nothing()
    {
        var result = new SourceIntake(TestSchemas.All).Run([], Path.Combine(_bench.Source, "stage"), cancel: TestContext.Current.CancellationToken);

        Assert.Equal((0, 0, 0, 0), (result.Files.Count, result.Rejects.Count, result.Stages.Count, result.Deletions.Count));
    }

    [Fact]
    public void The_result_does_not_depend_on_the_number_of_workers()
    {
        for (var n = 1; n <= 6; n++)
        {
            _bench.Write($"{n}.ndjson", string.Concat(Enumerable.Range(1, n * 20).Select(i => i % 7 == 0 ? "x\n" : $$"""{"resourceType":"Patient","id":"{{n}}-{{i}}"}""" + "\n")));
        }

        var files = SourceDiscovery.Find([_bench.Source]).Files;
        using var alone = new Workbench { Options = new IntakeOptions { Workers = 1 } };
        using var many = new Workbench { Options = new IntakeOptions { Workers = 5 } };
        var (one, five) = (alone.Run(files), many.Run(files));

        Assert.Equal(one.Lines.Select(line => line.Text), five.Lines.Select(line => line.Text));
        Assert.Equal(one.Result.Rejects, five.Result.Rejects);
        Assert.Equal(one.Result.Files.Select(file => (file.Path, file.Read, file.Sha256)), five.Result.Files.Select(file => (file.Path, file.Read, file.Sha256)));
    }

    private SourceFile[] Files(int count) =>
        [.. Enumerable.Range(1, count).Select(n => new SourceFile(n, _bench.Write($"{n}.ndjson", """{"resourceType":"Patient","id":"p"}"""), $"{n}"))];

    private sealed class Reports(List<IntakeProgress> reports, Action? then = null) : IProgress<IntakeProgress>
    {
        public void Report(IntakeProgress value)
        {
            lock (reports)
            {
                reports.Add(value);
            }

            then?.Invoke();
        }
    }
}
