using MetricCare.Spark.Gateway;

namespace Microsoft.Spark.Interop.Ipc;

/// <summary>An object in the JVM. It lives there as long as this reference does here.</summary>
public sealed class JvmObjectReference : IJvmObjectReferenceProvider
{
    private readonly JvmGateway _gateway;
    private bool _isReleased;

    internal JvmObjectReference(string id, JvmBridge bridge, JvmGateway gateway) => (Id, Jvm, _gateway) = (id, bridge, gateway);

    ~JvmObjectReference() => ReleaseNow();

    /// <summary>The bridge over which the object is reached.</summary>
    public IJvmBridge Jvm { get; }

    JvmObjectReference IJvmObjectReferenceProvider.Reference => this;

    internal string Id { get; }

    public object? Invoke(string methodName) => Jvm.CallNonStaticJavaMethod(this, methodName);

    public object? Invoke(string methodName, object? arg0) => Jvm.CallNonStaticJavaMethod(this, methodName, arg0);

    public object? Invoke(string methodName, object? arg0, object? arg1) => Jvm.CallNonStaticJavaMethod(this, methodName, arg0, arg1);

    public object? Invoke(string methodName, params object?[] args) => Jvm.CallNonStaticJavaMethod(this, methodName, args);

    public override string ToString() => $"JVM object {Id}";

    /// <summary>Frees the object now. For temporaries that nothing else can know of.</summary>
    internal void ReleaseNow()
    {
        if (!_isReleased)
        {
            _isReleased = true;
            _gateway.Release(Id);
        }
    }
}
