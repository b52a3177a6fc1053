using System.Buffers.Binary;
using System.Globalization;
using System.IO.Pipes;
using System.Text;

namespace MetricCare.Cli.Spark;

/// <summary>
/// The line between the process that a person started and the driver that spark-submit started for it. spark-submit merges and may cut short what its
/// driver prints, so both streams travel over a pipe of their own; the other way goes one thing only: its end, which means stop.
/// </summary>
internal static class DriverChannel
{
    private const string NameVariable = "METRICCARE_CHANNEL";
    private const string TerminalVariable = "METRICCARE_TERMINAL";
    private const byte ToOut = (byte)'o';
    private const byte ToError = (byte)'e';
    private const int HeadLength = 5;

    /// <summary>What the driver must be told through its environment.</summary>
    public static IReadOnlyDictionary<string, string> Environment(string name, Terminal terminal) => new Dictionary<string, string>
    {
        [NameVariable] = name,
        [TerminalVariable] = string.Create(CultureInfo.InvariantCulture, $"{terminal.IsInteractive},{terminal.UsesColour},{terminal.Width},{terminal.ErrorWidth}"),
    };

    public static NamedPipeServerStream Listen(string name) =>
        new(name, PipeDirection.InOut, maxNumberOfServerInstances: 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);

    /// <summary>Copies what the driver writes to the terminal until the driver closes its end.</summary>
    public static async Task RelayAsync(Stream pipe, Terminal terminal)
    {
        var head = new byte[HeadLength];
        while (await pipe.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false) == HeadLength)
        {
            var text = new byte[BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(1))];
            await pipe.ReadExactlyAsync(text);
            var writer = head[0] == ToOut ? terminal.Out : terminal.Error;
            await writer.WriteAsync(Encoding.UTF8.GetString(text));
            await writer.FlushAsync();
        }
    }

    /// <summary>The driver's end; null when nobody listens, because spark-submit was started by hand.</summary>
    public static DriverEnd? Connect()
    {
        if (System.Environment.GetEnvironmentVariable(NameVariable) is not { Length: > 0 } name
            || System.Environment.GetEnvironmentVariable(TerminalVariable)?.Split(',') is not [var interactive, var colour, var width, var errorWidth])
        {
            return null;
        }

        var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        pipe.Connect(TimeSpan.FromSeconds(5));
        var gate = new Lock();
        return new DriverEnd(
            pipe,
            new Terminal(
                new FrameWriter(pipe, ToOut, gate),
                new FrameWriter(pipe, ToError, gate),
                bool.Parse(interactive),
                bool.Parse(colour),
                int.Parse(width, CultureInfo.InvariantCulture))
            {
                ErrorWidth = int.Parse(errorWidth, CultureInfo.InvariantCulture),
            });
    }

    /// <summary>Each piece of text that is written becomes one frame: its stream, its length, its bytes.</summary>
    private sealed class FrameWriter(Stream pipe, byte stream, Lock gate) : TextWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

        public override void Write(string? value)
        {
            if (string.IsNullOrEmpty(value))
            {
                return;
            }

            var frame = new byte[HeadLength + Encoding.UTF8.GetByteCount(value)];
            frame[0] = stream;
            BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(1), frame.Length - HeadLength);
            Encoding.UTF8.GetBytes(value, frame.AsSpan(HeadLength));
            lock (gate)
            {
                try
                {
                    pipe.Write(frame);
                }
                catch (IOException)
                {
                    // Nobody listens any more; the driver hears that it is to stop from the same pipe.
                }
            }
        }

        public override void WriteLine() => Write("\n");

        public override void WriteLine(string? value) => Write(value + "\n");
    }
}

/// <summary>The driver's side of the channel.</summary>
internal sealed class DriverEnd(Stream pipe, Terminal terminal) : IDisposable
{
    public Terminal Terminal => terminal;

    /// <summary>Ends when the other process wants the driver to stop, or is gone.</summary>
    public async Task ClosedAsync()
    {
        try
        {
            var nothing = new byte[1];
            while (await pipe.ReadAsync(nothing) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
        }
    }

    public void Dispose() => pipe.Dispose();
}
