using System.Diagnostics.CodeAnalysis;
using Microsoft.Spark;

namespace MetricCare.Spark.Gateway;

/// <summary>Makes exceptions of what went wrong in the JVM, in the shape that users of Microsoft.Spark know.</summary>
internal static class JavaFailure
{
    // A chain of causes that is longer is a loop or of no help.
    private const int Deepest = 16;

    /// <summary>Reads the Throwable over the connection that reported it, and releases it.</summary>
    [SuppressMessage("Usage", "CA2201", Justification = "Microsoft.Spark throws a plain Exception, and code that catches it relies on that.")]
    public static Exception Read(GatewayConnection connection, string throwable, string what)
    {
        var ids = new List<string> { throwable };
        var chain = new List<JavaThrowable>();
        try
        {
            for (var id = throwable; chain.Count < Deepest;)
            {
                chain.Add(One(connection, id, ids));
                var cause = connection.Send(Requests.Call(id, "getCause", []));
                if (cause.Kind != ReplyKind.Object)
                {
                    break;
                }

                id = (string)cause.Value!;
                ids.Add(id);
            }

            var trace = Text(connection.Send(Requests.StackTrace(throwable))) ?? string.Join("\nCaused by: ", chain.Select(one => $"{one.ClassName}: {one.Message}"));
            return new Exception($"JVM method execution failed: {what}", new JavaException(chain, trace));
        }
        finally
        {
            if (!connection.IsDead)
            {
                connection.SendAll([.. ids.Select(Requests.Release)]);
            }
        }
    }

    /// <summary>The gateway found no such class, method or object: a defect of the caller or a Spark of another kind.</summary>
    [SuppressMessage("Usage", "CA2201", Justification = "As above.")]
    public static Exception Refusal(string what, string text) =>
        new($"JVM method execution failed: {what}", new JvmException(text.Length > 0 ? text : "The gateway gave no reason."));

    private static JavaThrowable One(GatewayConnection connection, string id, List<string> ids)
    {
        var javaClass = connection.Send(Requests.Call(id, "getClass", []));
        var name = "java.lang.Throwable";
        if (javaClass is { Kind: ReplyKind.Object, Value: string classId })
        {
            ids.Add(classId);
            name = Text(connection.Send(Requests.Call(classId, "getName", []))) ?? name;
        }

        var replies = connection.SendAll(
        [
            Requests.Call(id, "getMessage", []),
            Requests.Call(id, "getErrorClass", []),
            Requests.Call(id, "getCondition", []),
            Requests.Call(id, "getSqlState", []),
        ]);
        return new JavaThrowable(name, Text(replies[0]), Text(replies[2]) ?? Text(replies[1]), Text(replies[3]));
    }

    // Only exceptions of Spark have error classes, and their getters are named differently from version to version: what is not there is null.
    private static string? Text(Reply reply) => reply is { Kind: ReplyKind.Value, Value: string text } ? text : null;
}
