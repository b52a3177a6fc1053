namespace Microsoft.Spark.Interop.Ipc;

/// <summary>Calls into the JVM. Arguments are encoded by their C# type: int, long, double, bool, string, decimal, byte[], references, and arrays, lists and dictionaries of these.</summary>
/// <remarks>Results are null, bool, int, long, double, decimal, string, byte[] or a <see cref="JvmObjectReference"/>. A Java exception arrives as an <see cref="Exception"/> with a <see cref="JvmException"/> inside.</remarks>
public interface IJvmBridge : IDisposable
{
    JvmObjectReference CallConstructor(string className, object? arg0);

    JvmObjectReference CallConstructor(string className, object? arg0, object? arg1);

    JvmObjectReference CallConstructor(string className, params object?[] args);

    object? CallStaticJavaMethod(string className, string methodName, object? arg0);

    object? CallStaticJavaMethod(string className, string methodName, object? arg0, object? arg1);

    object? CallStaticJavaMethod(string className, string methodName, params object?[] args);

    object? CallNonStaticJavaMethod(JvmObjectReference objectId, string methodName, object? arg0);

    object? CallNonStaticJavaMethod(JvmObjectReference objectId, string methodName, object? arg0, object? arg1);

    object? CallNonStaticJavaMethod(JvmObjectReference objectId, string methodName, params object?[] args);
}
