using MetricCare.Spark.Gateway;
using Microsoft.Spark;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Spark.Client.Tests.Gateway;

/// <summary>The bridge against a real JVM.</summary>
public sealed class BridgeTests(SparkJvm jvm)
{
    private IJvmBridge Bridge
    {
        get
        {
            jvm.Require();
            return SparkEnvironment.JvmBridge;
        }
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("line\nfeed, carriage\rreturn, both\r\n, tab\t and \\n that is none")]
    [InlineData("next line \u0085, separators \u2028 \u2029, vertical \v, form \f")]
    [InlineData("😀 日本語 é \0 end")]
    [InlineData("")]
    public void A_text_goes_there_and_back(string text)
    {
        var list = Bridge.CallConstructor("java.util.ArrayList");
        list.Invoke("add", text);
        Assert.Equal(text, list.Invoke("get", 0));
        Assert.Equal(text.Length, ((string)Bridge.CallStaticJavaMethod("java.lang.String", "join", "-", new List<string> { text })!).Length);
    }

    [Fact]
    public void A_text_of_twenty_megabytes_goes_there_and_back()
    {
        var text = new string('x', 10_000_000) + "\n" + new string('é', 5_000_000);
        var list = Bridge.CallConstructor("java.util.ArrayList");
        list.Invoke("add", text);
        Assert.Equal(text, list.Invoke("get", 0));
    }

    [Fact]
    public void Values_keep_their_types()
    {
        var list = Bridge.CallConstructor("java.util.ArrayList");
        object?[] values = [1, 3_000_000_000L, 1.5, true, "x", null, 12.50m];
        foreach (var value in values)
        {
            list.Invoke("add", value);
        }

        Assert.Equal(values, Enumerable.Range(0, values.Length).Select(index => list.Invoke("get", index)));
    }

    [Fact]
    public void Arrays_lists_and_maps_are_made_there()
    {
        Assert.Equal("[a, b]", Bridge.CallStaticJavaMethod("java.util.Arrays", "toString", [new object[] { "a", "b" }]));
        Assert.Equal("[1, 2]", Bridge.CallStaticJavaMethod("java.util.Arrays", "toString", [new[] { 1, 2 }]));
        Assert.Equal("a-b", Bridge.CallStaticJavaMethod("java.lang.String", "join", "-", new List<string> { "a", "b" }));
        Assert.Equal("{k=v}", Bridge.CallConstructor("java.util.HashMap", new Dictionary<string, string> { ["k"] = "v" }).Invoke("toString"));
    }

    [Fact]
    public void An_array_of_a_thousand_comes_back_in_order()
    {
        var items = Enumerable.Range(0, 1000).Select(number => (object?)$"t{number}").ToList();
        var array = (JvmObjectReference)Bridge.CallConstructor("java.util.ArrayList", items).Invoke("toArray")!;
        Assert.Equal(items, array.Items());
    }

    [Fact]
    public void A_java_exception_arrives_in_the_shape_of_Microsoft_Spark()
    {
        var list = Bridge.CallConstructor("java.util.ArrayList");
        var failure = Assert.ThrowsAny<Exception>(() => list.Invoke("get", 5));

        Assert.Equal("JVM method execution failed: get", failure.Message);
        var java = Assert.IsType<JavaException>(failure.InnerException, exactMatch: true);
        Assert.IsAssignableFrom<JvmException>(java);
        Assert.Equal("java.lang.IndexOutOfBoundsException", java.ClassName);
        Assert.Equal("Index 5 out of bounds for length 0", java.JavaMessage);
        Assert.Contains("at java.base/java.util.ArrayList.get", java.Message, StringComparison.Ordinal);
        Assert.Null(java.SqlState);
    }

    [Fact]
    public void Causes_are_listed()
    {
        var cause = Bridge.CallConstructor("java.lang.IllegalStateException", "inner\nline");
        var future = Bridge.CallConstructor("java.util.concurrent.CompletableFuture");
        future.Invoke("completeExceptionally", cause);
        var java = (JavaException)Assert.ThrowsAny<Exception>(() => future.Invoke("get")).InnerException!;

        Assert.Equal(
            [("java.util.concurrent.ExecutionException", "java.lang.IllegalStateException: inner\nline"), ("java.lang.IllegalStateException", "inner\nline")],
            java.Chain.Select(one => (one.ClassName, one.Message)));
    }

    [Theory]
    [InlineData("java.util.NoSuchClass", "x")]
    [InlineData("java.lang.Math", "noSuchMethod")]
    public void What_does_not_exist_is_refused_and_the_connection_goes_on(string className, string method)
    {
        var failure = Assert.ThrowsAny<Exception>(() => Bridge.CallStaticJavaMethod(className, method));
        Assert.IsType<JvmException>(failure.InnerException);
        Assert.Equal(2, Bridge.CallStaticJavaMethod("java.lang.Math", "max", 1, 2));
    }

    [Fact]
    public void A_handler_that_fails_costs_a_connection_and_no_more()
    {
        var array = ((JvmBridge)Bridge).NewArray("java.lang.String", ["a"]);
        var failure = Assert.ThrowsAny<Exception>(() => ((JvmBridge)Bridge).Send(Requests.GetItem(array.Id, 99), "an item"));
        Assert.Contains("ArrayIndexOutOfBounds", failure.InnerException!.Message, StringComparison.Ordinal);
        Assert.Equal(2, Bridge.CallStaticJavaMethod("java.lang.Math", "max", 1, 2));
    }

    [Fact]
    public void Each_thread_has_its_own_thread_in_the_JVM()
    {
        string NameOfThread() => (string)((JvmObjectReference)Bridge.CallStaticJavaMethod("java.lang.Thread", "currentThread")!).Invoke("getName")!;

        var here = NameOfThread();
        var there = string.Empty;
        var thread = new Thread(() => there = NameOfThread());
        thread.Start();
        thread.Join();

        Assert.NotEqual(here, there);
        Assert.Equal(here, NameOfThread());
    }

    [Fact]
    public void Many_threads_call_at_once()
    {
        var bridge = Bridge;
        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number =>
            Assert.Equal(number, bridge.CallStaticJavaMethod("java.lang.Math", "max", number, -1)));
    }

    [Fact]
    public void Objects_that_nobody_speaks_of_are_released()
    {
        var bridge = Bridge;
        var address = MakeMany(bridge);
        for (var round = 0; round < 50 && Gone(bridge, address) < 900; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            bridge.CallStaticJavaMethod("java.lang.Math", "max", 1, 2);
        }

        Assert.InRange(Gone(bridge, address), 900, 1000);
    }

    [Fact]
    public void The_secret_is_not_in_what_is_printed()
    {
        var address = new GatewayAddress(1, "0123456789abcdef");
        Assert.DoesNotContain("0123456789abcdef", address.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", Assert.Throws<JvmLostException>(() => GatewayConnection.Open(address)).ToString(), StringComparison.Ordinal);
    }

    private static List<string> MakeMany(IJvmBridge bridge) =>
        [.. Enumerable.Range(0, 1000).Select(_ => bridge.CallConstructor("java.util.ArrayList").Id)];

    // As an argument an id that is gone would be null in silence; as a target it is refused.
    private static int Gone(IJvmBridge bridge, List<string> ids) =>
        ids.Count(id => Record.Exception(() => ((JvmBridge)bridge).Send(Requests.Call(id, "hashCode", []), "hashCode")) is not null);
}
