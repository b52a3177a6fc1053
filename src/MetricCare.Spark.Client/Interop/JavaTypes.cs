using System.Reflection;

namespace Microsoft.Spark.Interop.Ipc;

/// <summary>The Java class that an object of a C# wrapper stands for, where arrays of it are handed to the JVM.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class JavaClassAttribute(string name) : Attribute
{
    public string Name => name;
}

/// <summary>Java names of the components of arrays.</summary>
internal static class JavaTypes
{
    public static string ComponentOf(Type type) => type switch
    {
        _ when type == typeof(string) => "java.lang.String",
        _ when type == typeof(int) => "int",
        _ when type == typeof(long) => "long",
        _ when type == typeof(double) => "double",
        _ when type == typeof(bool) => "boolean",
        _ when type == typeof(object) => "java.lang.Object",
        _ when type.GetCustomAttribute<JavaClassAttribute>() is { } java => java.Name,
        _ => throw new NotSupportedException($"An array of {type} cannot be handed to the JVM."),
    };
}
