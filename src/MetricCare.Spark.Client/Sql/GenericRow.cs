using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Spark.Sql;

/// <summary>Values in the order of the columns, without a schema: how rows are handed to Spark.</summary>
public sealed class GenericRow(object?[] values)
{
    public object?[] Values => values;

    public object? this[int index] => Get(index);

    public int Size() => Values.Length;

    /// <exception cref="IndexOutOfRangeException">There is no such column.</exception>
    [SuppressMessage("Usage", "CA2201", Justification = "Microsoft.Spark throws it, and callers may catch it.")]
    public object? Get(int index) => index >= 0 && index < Size()
        ? Values[index]
        : throw new IndexOutOfRangeException($"The row has no column {index}: it has {Size()}.");

    /// <summary>A plain cast of the value: no conversion between types.</summary>
    public T GetAs<T>(int index) => (T)Get(index)!;

    public override string ToString() => $"[{string.Join(',', Values.Select(value => value?.ToString() ?? string.Empty))}]";

    /// <summary>The values are equal one by one; lists, maps and byte arrays are compared by what is in them.</summary>
    public override bool Equals(object? obj) => obj is GenericRow row && CellEquality.AreEqual(Values, row.Values);

    public override int GetHashCode() => CellEquality.HashOf(Values);
}
