using System.Diagnostics.CodeAnalysis;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql;

/// <summary>A row that came from Spark. Which .NET type a cell has, the classes of <see cref="Types.DataType"/> say.</summary>
public sealed class Row
{
    private readonly GenericRow _row;

    [SuppressMessage("Usage", "CA2201", Justification = "Microsoft.Spark throws a plain Exception here.")]
    internal Row(object?[] values, StructType schema)
    {
        (_row, Schema) = (new GenericRow(values), schema);
        if (values.Length != schema.Fields.Count)
        {
            throw new Exception($"Column count mismatches: data:{values.Length}, schema:{schema.Fields.Count}");
        }
    }

    private Row(GenericRow row) => (_row, Schema) = (row, null!);

    /// <summary>Null in a row that was made of a <see cref="GenericRow"/>.</summary>
    public StructType Schema { get; }

    public object?[] Values => _row.Values;

    public object? this[int index] => Get(index);

    public static implicit operator Row(GenericRow genericRow) => new(genericRow);

    public int Size() => _row.Size();

    /// <exception cref="IndexOutOfRangeException">There is no such column.</exception>
    public object? Get(int index) => _row.Get(index);

    /// <summary>The value of the first column of that name, upper and lower case told apart.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such column.</exception>
    [SuppressMessage("Usage", "CA2201", Justification = "As for a wrong index.")]
    public object? Get(string columnName)
    {
        var index = Schema?.Fields.FindIndex(field => field.Name == columnName) ?? -1;
        return index >= 0 ? Get(index) : throw new IndexOutOfRangeException($"The row has no column {columnName}.");
    }

    /// <summary>The value as a T: numbers are converted into other numbers where they fit, lists into arrays, maps into dictionaries.</summary>
    /// <exception cref="InvalidCastException">It is nothing of the kind, or null where T has none.</exception>
    /// <exception cref="OverflowException">The number does not fit.</exception>
    public T GetAs<T>(int index) => CellConversion.To<T>(Get(index));

    /// <inheritdoc cref="GetAs{T}(int)"/>
    public T GetAs<T>(string columnName) => CellConversion.To<T>(Get(columnName));

    public override string ToString() => _row.ToString();

    public override bool Equals(object? obj) => obj is Row row && _row.Equals(row._row) && Equals(Schema, row.Schema);

    public override int GetHashCode() => _row.GetHashCode();
}
