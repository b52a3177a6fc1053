using Apache.Arrow;
using Apache.Arrow.Types;
using MetricCare.Engines.Spark;
using MetricCare.Fhir.Intake;
using MetricCare.Spark;

namespace MetricCare.Cli.Spark.Intake;

/// <summary>Intake beside an executor: tasks in; staged lines by resource type, and a report for each task, out.</summary>
internal sealed class IntakeMap(IntakeCommand command) : IArrowMap
{
    public static IntakeMap Open(ReadOnlyMemory<byte> command) => new(IntakeWire.Read<IntakeCommand>(command.Span));

    /// <summary>As <see cref="ExecutorTasks.Output"/> says.</summary>
    public Schema Output { get; } = new([new Field("kind", StringType.Default, nullable: true), new Field("line", StringType.Default, nullable: true)], null);

    public void Run(IEnumerable<RecordBatch> rows, Action<RecordBatch> emit, CancellationToken cancel)
    {
        foreach (var batch in rows)
        {
            var tasks = (StringArray)batch.Column(0);
            for (var at = 0; at < tasks.Length; at++)
            {
                var report = Do(IntakeWire.Read<IntakeTask>(tasks.GetString(at)), (kind, lines) => Emit(kind, lines, emit), cancel);
                Emit(ExecutorTasks.Report, [.. IntakeWire.Bytes(report), (byte)'\n'], emit);
            }
        }
    }

    private IntakeReport Do(IntakeTask task, StageOutput output, CancellationToken cancel)
    {
        // What the driver saw and an executor does not see was never handed to it: that is no fault of the file.
        var report = new IntakeReport(task, 0, 0, null, [], []);
        if (task.Files.FirstOrDefault(file => !File.Exists(file.FullPath)) is { } missing)
        {
            return report with { Missing = missing.Path };
        }

        using var intake = new PartIntake(command.Schemas, command.Options, output, cancel);
        report = task.Work switch
        {
            IntakeWork.CountLines => report with { Lines = intake.CountLines(task.Files[0], task.From, task.To) },
            IntakeWork.Hash => Hashed(intake.Hash(task.Files[0])),
            IntakeWork.ReadFiles => report with { Parts = [.. task.Files.Select(intake.Read)] },
            IntakeWork.ReadRange => report with { Parts = [intake.ReadRange(task.Files[0], task.From, task.To, task.LinesBefore)] },
            _ => throw new InvalidOperationException($"A task of the kind {task.Work}."),
        };
        intake.Flush();
        return report with { Stages = intake.Stages };

        IntakeReport Hashed((long Bytes, string? Sha256) hash) => report with { Bytes = hash.Bytes, Sha256 = hash.Sha256 };
    }

    private void Emit(string kind, ReadOnlySpan<byte> lines, Action<RecordBatch> emit)
    {
        var (kinds, texts) = (new StringArray.Builder(), new StringArray.Builder());
        while (lines.IndexOf((byte)'\n') is >= 0 and var end)
        {
            kinds.Append(kind);
            texts.Append(lines[..end]);
            lines = lines[(end + 1)..];
        }

        using var batch = new RecordBatch(Output, [kinds.Build(), texts.Build()], texts.Length);
        emit(batch);
    }
}
