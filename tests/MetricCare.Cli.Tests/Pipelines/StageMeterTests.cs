using MetricCare.Cli.Runs;
using MetricCare.Core.Runs;
using Microsoft.Extensions.Time.Testing;

namespace MetricCare.Cli.Tests.Pipelines;

public sealed class StageMeterTests
{
    private static readonly TimeSpan ATick = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Between_the_beginnings_of_two_parts_the_engine_says_how_far_the_statement_is()
    {
        var heard = new Heard(isWatched: true);
        double? share = null;
        using var meter = new StageMeter(RunStage.Silver, () => share, heard, _time);
        meter.Begin(4, "silver.a");
        _time.Advance(ATick);
        share = 0.5;
        _time.Advance(ATick);
        meter.Begin(4, "silver.b");

        Assert.Equal(["Silver begins", "Silver 0 silver.a", "Silver 0.125 silver.a", "Silver 0.25 silver.b"], heard.Words);
    }

    [Fact]
    public void It_never_goes_back()
    {
        var heard = new Heard(isWatched: true);
        var share = 0.9;
        using var meter = new StageMeter(RunStage.Gold, () => share, heard, _time);
        meter.Begin(2, "gold.a");
        _time.Advance(ATick);
        share = 0.1;
        _time.Advance(ATick);

        Assert.Equal(["Gold begins", "Gold 0 gold.a", "Gold 0.45 gold.a", "Gold 0.45 gold.a"], heard.Words);
    }

    [Fact]
    public void After_the_end_nothing_is_heard_and_an_engine_that_fails_is_not_either()
    {
        var heard = new Heard(isWatched: true);
        var meter = new StageMeter(RunStage.Gold, () => throw new InvalidOperationException("gone"), heard, _time);
        meter.Begin(1, "gold.a");
        _time.Advance(ATick);
        meter.Dispose();
        meter.Begin(1, "gold.b");
        _time.Advance(ATick);

        Assert.Equal(["Gold begins", "Gold 0 gold.a"], heard.Words);
    }

    [Fact]
    public void The_engine_is_left_alone_when_nobody_looks_on()
    {
        var asked = 0;
        using var meter = new StageMeter(RunStage.Gold, () => ++asked, new Heard(isWatched: false), _time);
        _time.Advance(ATick * 4);

        Assert.Equal(0, asked);
    }

    private sealed class Heard(bool isWatched) : IRunObserver
    {
        public List<string> Words { get; } = [];

        public bool IsWatched => isWatched;

        public void StageStarted(RunStage stage) => Words.Add($"{stage} begins");

        public void StageAdvanced(RunStage stage, double? fraction, string what) => Words.Add(FormattableString.Invariant($"{stage} {fraction} {what}"));

        public void StageFinished(StageReport stage) => Words.Add($"{stage.Stage} ends");
    }
}
