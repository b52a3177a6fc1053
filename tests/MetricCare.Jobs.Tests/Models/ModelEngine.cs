using MetricCare.Core.Models.Examples;
using MetricCare.Engines.DuckDb;

namespace MetricCare.Jobs.Tests.Models;

/// <summary>One engine for all examples: they replace their relations, so they do not disturb each other.</summary>
public sealed class ModelEngine : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();

    public ModelEngine()
    {
        Engine = new DuckDbEngine(new DuckDbOptions(folder.Path, []) { Threads = 1 });
        Runner = new WorkedExampleRunner(Engine, DefinedModels.All, DefinedModels.Bronze);
    }

    public DuckDbEngine Engine { get; }

    public WorkedExampleRunner Runner { get; }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        folder.Dispose();
    }
}
