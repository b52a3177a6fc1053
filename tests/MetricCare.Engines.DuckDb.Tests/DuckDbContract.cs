using MetricCare.Core.Engines;
using MetricCare.Engines.Contract;

namespace MetricCare.Engines.DuckDb.Tests;

public class DuckDbContract : EngineContract
{
    protected virtual bool KeepsSmallRelations => true;

    protected override Task<IEngine> OpenAsync(string folder) =>
        Task.FromResult<IEngine>(new DuckDbEngine(new DuckDbOptions(Path.Combine(folder, "work"), [folder])
        {
            Threads = 2,
            TracksProgress = true,
            KeepsSmallRelations = KeepsSmallRelations,
        }));

    protected override string Numbers(long count) => $"select range as id from range({count})";

    protected override string FailWith(string words) => $"error('{words}')";
}

/// <summary>The same with every relation read back from its file, as after much input.</summary>
public sealed class DuckDbFilesContract : DuckDbContract
{
    protected override bool KeepsSmallRelations => false;
}
