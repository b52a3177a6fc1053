namespace MetricCare.Core.Stores;

/// <summary>The right to be the only writer of a lake, until it is disposed or its process dies.</summary>
public interface ILease : IAsyncDisposable
{
    /// <summary>The run that holds it.</summary>
    string RunId { get; }
}
