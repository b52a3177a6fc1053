using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Interop;

/// <summary>Short forms for the wrappers: static calls over the bridge of the process, and collections read back.</summary>
internal static class Jvm
{
    public static object? Static(string className, string method, params object?[] args) => SparkEnvironment.Bridge.CallStaticJavaMethod(className, method, args);

    public static JvmObjectReference StaticReference(string className, string method, params object?[] args) => (JvmObjectReference)Static(className, method, args)!;

    public static JvmObjectReference New(string className, params object?[] args) => SparkEnvironment.Bridge.CallConstructor(className, args);

    /// <summary>A scala.collection.Seq of the items. Where an overload with an array exists, hand the array instead.</summary>
    public static JvmObjectReference Seq(IEnumerable<object?> items) =>
        StaticReference("org.apache.spark.api.python.PythonUtils", "toSeq", items.ToList());

    /// <summary>A scala.collection.immutable.Map of the entries. Where an overload with a java.util.Map exists, hand the dictionary instead.</summary>
    public static JvmObjectReference ScalaMap(Dictionary<string, string> entries) =>
        StaticReference("org.apache.spark.api.python.PythonUtils", "toScalaMap", entries);

    public static IReadOnlyList<object?> Items(this JvmObjectReference array) => ((JvmBridge)array.Jvm).ArrayItems(array);

    /// <summary>The items of a java.util.List.</summary>
    public static IReadOnlyList<object?> ListItems(this JvmObjectReference list) => ((JvmObjectReference)list.Invoke("toArray")!).Items();

    /// <summary>The value of a scala.Option, null for None.</summary>
    public static object? OptionValue(this JvmObjectReference option) => (bool)option.Invoke("isDefined")! ? option.Invoke("get") : null;

    /// <summary>The object that a call gave.</summary>
    public static JvmObjectReference Call(this JvmObjectReference target, string method, params object?[] args) => (JvmObjectReference)target.Invoke(method, args)!;
}
