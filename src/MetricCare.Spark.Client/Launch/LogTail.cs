namespace MetricCare.Spark;

/// <summary>The last lines that a process printed: shown when it could not say anything else.</summary>
/// <param name="onLine">Hears every line.</param>
internal sealed class LogTail(Action<string>? onLine = null)
{
    private const int Kept = 30;

    private readonly Queue<string> _lines = new();

    public void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        onLine?.Invoke(line);
        if (line.AsSpan().IsWhiteSpace())
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
            {
                _lines.Dequeue();
            }
        }
    }

    public override string ToString()
    {
        lock (_lines)
        {
            return string.Join('\n', _lines);
        }
    }
}
