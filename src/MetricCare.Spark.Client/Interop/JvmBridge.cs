using System.Globalization;
using MetricCare.Spark.Gateway;

namespace Microsoft.Spark.Interop.Ipc;

/// <summary>The bridge over a Py4J gateway.</summary>
internal sealed class JvmBridge(GatewayAddress address) : IJvmBridge
{
    private readonly JvmGateway _gateway = new(address);

    /// <summary>Requests sent so far.</summary>
    public long Calls => _gateway.Calls;

    public JvmObjectReference CallConstructor(string className, object? arg0) => Construct(className, [arg0]);

    public JvmObjectReference CallConstructor(string className, object? arg0, object? arg1) => Construct(className, [arg0, arg1]);

    public JvmObjectReference CallConstructor(string className, params object?[] args) => Construct(className, args);

    public object? CallStaticJavaMethod(string className, string methodName, object? arg0) => CallStatic(className, methodName, [arg0]);

    public object? CallStaticJavaMethod(string className, string methodName, object? arg0, object? arg1) => CallStatic(className, methodName, [arg0, arg1]);

    public object? CallStaticJavaMethod(string className, string methodName, params object?[] args) => CallStatic(className, methodName, args);

    public object? CallNonStaticJavaMethod(JvmObjectReference objectId, string methodName, object? arg0) => Call(objectId, methodName, [arg0]);

    public object? CallNonStaticJavaMethod(JvmObjectReference objectId, string methodName, object? arg0, object? arg1) => Call(objectId, methodName, [arg0, arg1]);

    public object? CallNonStaticJavaMethod(JvmObjectReference objectId, string methodName, params object?[] args) => Call(objectId, methodName, args);

    /// <summary>A public static field, for example <c>MODULE$</c> of a Scala object.</summary>
    public object? StaticField(string className, string member) => Result(_gateway.Send(Requests.StaticField(className, member), $"field {className}.{member}"));

    /// <summary>The java.lang.Class of the name.</summary>
    public JvmObjectReference ClassOf(string className) => (JvmObjectReference)Result(_gateway.Send(Requests.ClassOf(className), $"class {className}"))!;

    public JvmObjectReference NewArray(string component, IReadOnlyList<object?> items)
    {
        var array = (JvmObjectReference)Result(_gateway.Send(Requests.NewArray(component, items.Count), $"array of {component}"))!;
        using var arguments = new Arguments(this, items);
        _gateway.SendAll([.. arguments.Lines.Select((line, index) => Requests.SetItem(array.Id, index, line))], $"items of an array of {component}");
        GC.KeepAlive(array);
        return array;
    }

    public IReadOnlyList<object?> ArrayItems(JvmObjectReference array)
    {
        var length = (int)_gateway.Send(Requests.LengthOf(array.Id), "length of an array").Value!;
        var replies = _gateway.SendAll([.. Enumerable.Range(0, length).Select(index => Requests.GetItem(array.Id, index))], "items of an array");
        GC.KeepAlive(array);
        return [.. replies.Select(Result)];
    }

    /// <summary>Calls the same method once per list of arguments, in one go.</summary>
    public IReadOnlyList<object?> CallEach(JvmObjectReference target, string method, IEnumerable<IReadOnlyList<object?>> calls)
    {
        var arguments = calls.Select(call => new Arguments(this, call)).ToList();
        var replies = _gateway.SendAll([.. arguments.Select(some => Requests.Call(target.Id, method, some.Lines))], $"{method} of {target}");
        arguments.ForEach(some => some.Dispose());
        GC.KeepAlive(target);
        return [.. replies.Select(Result)];
    }

    /// <summary>Any request of the protocol.</summary>
    internal object? Send(string request, string what) => Result(_gateway.Send(request, what));

    public void Dispose() => _gateway.Dispose();

    private JvmObjectReference Construct(string className, IReadOnlyList<object?> args)
    {
        using var arguments = new Arguments(this, args);
        return (JvmObjectReference)Result(_gateway.Send(Requests.Construct(className, arguments.Lines), $"new {className}"))!;
    }

    private object? CallStatic(string className, string method, IReadOnlyList<object?> args)
    {
        using var arguments = new Arguments(this, args);
        return Result(_gateway.Send(Requests.CallStatic(className, method, arguments.Lines), $"{className}.{method}"));
    }

    private object? Call(JvmObjectReference target, string method, IReadOnlyList<object?> args)
    {
        using var arguments = new Arguments(this, args);
        var result = Result(_gateway.Send(Requests.Call(target.Id, method, arguments.Lines), method));
        GC.KeepAlive(target);
        return result;
    }

    private object? Result(Reply reply) => reply switch
    {
        { Kind: ReplyKind.Object, Value: string id } => new JvmObjectReference(id, this, _gateway),
        { Value: BigNumber number } => decimal.TryParse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fits) ? fits : number.Text,
        _ => reply.Value,
    };
}
