namespace MetricCare.Cli;

/// <summary>Where a command writes: results to <see cref="Out"/>, progress and errors to <see cref="Error"/>.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsInteractive">A person watches standard error, so that lines may be redrawn.</param>
/// <param name="UsesColour">False under NO_COLOR or when the output is no terminal.</param>
/// <param name="Width">Columns of the terminal.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool IsInteractive, bool UsesColour, int Width)
{
    /// <summary>Columns of the terminal that shows <see cref="Error"/>; it may be one while <see cref="Out"/> goes to a file.</summary>
    public int ErrorWidth { get; init; } = Width;

    /// <summary>Takes what only developers ask for, with METRICCARE_TRACE=1: no data ever. Null otherwise.</summary>
    public TextWriter? Trace => Environment.GetEnvironmentVariable("METRICCARE_TRACE") == "1" ? Error : null;

    public static Terminal System()
    {
        var isDumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        var noColour = isDumb || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new Terminal(
            Console.Out,
            Console.Error,
            IsInteractive: !isDumb && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("CI") is null,
            UsesColour: !Console.IsOutputRedirected && !noColour,
            Width: WidthOr(120, Console.IsOutputRedirected))
        {
            ErrorWidth = WidthOr(80, Console.IsErrorRedirected),
        };
    }

    private static int WidthOr(int otherwise, bool isRedirected)
    {
        if (isRedirected)
        {
            return otherwise;
        }

        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : otherwise;
        }
        catch (IOException)
        {
            return otherwise;
        }
    }
}
