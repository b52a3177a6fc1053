using System.Net;
using System.Net.Sockets;
using MetricCare.Spark.Workers;

namespace MetricCare.Spark.Client.Tests.Worker;

/// <summary>The watch over a connection to an executor.</summary>
public sealed class WorkerConnectionTests
{
    [Fact]
    public async Task Data_that_is_read_while_the_watch_looks_is_no_end_and_the_end_is_one()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var executor = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await executor.ConnectAsync(listener.LocalEndpoint, TestContext.Current.CancellationToken);
        using var connection = new WorkerConnection(await listener.AcceptSocketAsync(TestContext.Current.CancellationToken));
        using var enough = new CancellationTokenSource();
        var sends = Task.Run(
            () =>
            {
                while (!enough.IsCancellationRequested)
                {
                    executor.Send([1]);
                }

                executor.Shutdown(SocketShutdown.Both);
            },
            TestContext.Current.CancellationToken);
        var reads = Task.Run(
            () =>
            {
                while (connection.Input.ReadByte() >= 0)
                {
                }
            },
            TestContext.Current.CancellationToken);

        for (var looks = 0; looks < 1_000_000 && !connection.Gone.IsCancellationRequested; looks++)
        {
            connection.Watch();
        }

        Assert.False(connection.Gone.IsCancellationRequested);
        await enough.CancelAsync();
        await Task.WhenAll(sends, reads);
        connection.Watch();
        Assert.True(connection.Gone.IsCancellationRequested);
    }
}
