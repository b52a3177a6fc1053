using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using MetricCare.Spark;

return ArrowWorker.Run(args, command => new Echo(Encoding.UTF8.GetString(command.Span)), TimeProvider.System);

/// <summary>Gives back each row's number and, as text, the command; or fails as the command says.</summary>
internal sealed class Echo(string command) : IArrowMap
{
    public Schema Output { get; } = new([new Field("id", Int64Type.Default, nullable: true), new Field("line", StringType.Default, nullable: true)], null);

    public void Run(IEnumerable<RecordBatch> rows, Action<RecordBatch> emit, CancellationToken cancel)
    {
        if (command == "none")
        {
            return;
        }

        foreach (var batch in rows)
        {
            using var lines = new StringArray.Builder().AppendRange(Enumerable.Repeat(command, batch.Length)).Build();
            emit(new RecordBatch(Output, [batch.Column(0), lines], batch.Length));
            if (command.StartsWith("known ", StringComparison.Ordinal))
            {
                throw new ArrowWorkerException(command);
            }

            if (command.StartsWith("unknown ", StringComparison.Ordinal))
            {
                throw new InvalidOperationException(command);
            }
        }
    }
}
