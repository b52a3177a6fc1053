using System.Collections;
using MetricCare.Spark.Gateway;

namespace Microsoft.Spark.Interop.Ipc;

/// <summary>The arguments of one call as lines of the protocol, with the arrays and collections that had to be made in the JVM for them.</summary>
/// <remarks>An array becomes a Java array of the component its C# type says, because Py4J takes no <c>String[]</c> for an <c>Object[]</c>; any other sequence a java.util.ArrayList, a dictionary a java.util.HashMap.</remarks>
internal sealed class Arguments : IDisposable
{
    private readonly JvmBridge _bridge;
    private readonly List<JvmObjectReference> _made = [];
    private readonly IReadOnlyList<object?> _values;

    public Arguments(JvmBridge bridge, IReadOnlyList<object?> values)
    {
        (_bridge, _values) = (bridge, values);
        Lines = [.. values.Select(Line)];
    }

    public IReadOnlyList<string> Lines { get; }

    // Until the reply is there the objects that a line speaks of must not be released: the JVM would read null in silence.
    public void Dispose()
    {
        GC.KeepAlive(_values);
        _made.ForEach(made => made.ReleaseNow());
    }

    private string Line(object? value)
    {
        if (GatewayText.TryEncode(value, out var line))
        {
            return line;
        }

        return Requests.Reference(value switch
        {
            IJvmObjectReferenceProvider provider => provider.Reference.Id,
            IDictionary map => Made(MapOf(map)).Id,
            Array array => Made(_bridge.NewArray(JavaTypes.ComponentOf(array.GetType().GetElementType()!), [.. array.Cast<object?>()])).Id,
            IEnumerable items => Made(ListOf(items)).Id,
            _ => throw new NotSupportedException($"A {value!.GetType()} cannot be handed to the JVM."),
        });
    }

    private JvmObjectReference Made(JvmObjectReference reference)
    {
        _made.Add(reference);
        return reference;
    }

    private JvmObjectReference ListOf(IEnumerable items)
    {
        var list = _bridge.CallConstructor("java.util.ArrayList");
        _bridge.CallEach(list, "add", items.Cast<object?>().Select(item => new[] { item }));
        return list;
    }

    private JvmObjectReference MapOf(IDictionary items)
    {
        var map = _bridge.CallConstructor("java.util.HashMap");
        _bridge.CallEach(map, "put", items.Keys.Cast<object>().Select(key => new[] { key, items[key] }));
        return map;
    }
}
