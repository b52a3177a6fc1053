using MetricCare.Core.Runs;
using Spectre.Console;

namespace MetricCare.Cli.Output;

/// <summary>Shows a run on standard error: a line that is redrawn on a terminal, plain lines otherwise, nothing when quiet.</summary>
internal sealed class ConsoleObserver(Terminal terminal, bool quiet) : IRunObserver
{
    private const int BarWidth = 24;
    private readonly Lock _gate = new();
    private bool _lineIsOpen;

    public bool IsWatched => !quiet && terminal.IsInteractive;

    public void StageStarted(RunStage stage) => Redraw(stage, null, string.Empty);

    public void StageAdvanced(RunStage stage, double? fraction, string what) => Redraw(stage, fraction, what);

    public void StageFinished(StageReport stage)
    {
        if (quiet)
        {
            return;
        }

        lock (_gate)
        {
            CloseLine();
            terminal.Error.WriteLine($"{stage.Stage.ToString().ToLowerInvariant(),-8} {stage.Elapsed.TotalSeconds,7:0.00} s  {stage.Summary}");
        }
    }

    private void Redraw(RunStage stage, double? fraction, string what)
    {
        if (!IsWatched)
        {
            return;
        }

        lock (_gate)
        {
            var done = (int)Math.Round(Math.Clamp(fraction ?? 0, 0, 1) * BarWidth);
            var bar = new string('━', done) + new string('─', BarWidth - done);
            var text = $"{stage.ToString().ToLowerInvariant(),-8} {bar} {what}";
            terminal.Error.Write("\r\u001b[K" + (text.Length > terminal.ErrorWidth - 1 ? text[..(terminal.ErrorWidth - 1)] : text));
            _lineIsOpen = true;
        }
    }

    private void CloseLine()
    {
        if (_lineIsOpen)
        {
            terminal.Error.Write("\r\u001b[K");
            _lineIsOpen = false;
        }
    }
}
