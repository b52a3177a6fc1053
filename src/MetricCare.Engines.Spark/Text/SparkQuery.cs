using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Engines.Spark.Text;

/// <summary>A query in the words of Spark, not yet planned.</summary>
/// <param name="Session">Where its relations are known.</param>
/// <param name="Text">One query.</param>
internal sealed record SparkQuery(JvmObjectReference Session, string Text)
{
    // In brackets, so that a statement or a second one is not understood.
    private string Bracketed => $"* from (\n{Text}\n) as query";

    /// <summary>All rows.</summary>
    public JvmObjectReference All() => Planned($"select {Bracketed}");

    /// <summary>The first rows, in the order that the query asks for.</summary>
    public JvmObjectReference AtMost(int rows) => Planned($"select {Bracketed} limit {rows}");

    /// <summary>Any rows, in one task, which ends when it has so many.</summary>
    /// <remarks>Said in the text: each step behind it would have Spark look through the whole plan again.</remarks>
    public JvmObjectReference AtMostInOneTask(int rows) => Planned($"select /*+ coalesce(1) */ {Bracketed} limit {rows}");

    private JvmObjectReference Planned(string text) => Session.Call("sql", text);
}
