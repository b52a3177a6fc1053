using MetricCare.Core.Engines;
using MetricCare.Engines.Contract;

namespace MetricCare.Engines.DuckDb.Tests;

public sealed class DuckDbContract : EngineContract
{
    protected override Task<IEngine> OpenAsync(string folder) =>
        Task.FromResult<IEngine>(new DuckDbEngine(new DuckDbOptions(Path.Combine(folder, "work"), [folder]) { Threads = 2 }));

    protected override string Numbers(long count) => $"select range as id from range({count})";

    protected override string FailWith(string words) => $"error('{words}')";
}
