using Apache.Arrow;
using Apache.Arrow.Types;

namespace MetricCare.Spark.Rows;

/// <summary>Where the writing of rows is.</summary>
internal sealed class RowPosition
{
    /// <summary>Number of the row, from 1.</summary>
    public long Row { get; set; }

    /// <summary>Bytes of text and binary values in the batch that is being built.</summary>
    public long Bytes { get; set; }
}

/// <summary>Values of one column as an Arrow array. What does not fit its type without loss is refused, with the column and the number of the row but without the value.</summary>
internal abstract class ColumnWriter(Field column, string name, RowPosition position)
{
    private ArrowBuffer.BitmapBuilder _valid = new();

    protected Field Column => column;

    protected RowPosition Position => position;

    protected int Count => _valid.Length;

    /// <exception cref="ArgumentException">The value does not fit.</exception>
    public void Append(object? value)
    {
        if (value is null)
        {
            AppendNull();
            return;
        }

        if (!TryAppend(value))
        {
            throw Refusal($"a value of type {value.GetType().Name} does not fit {column.DataType.Name} without loss");
        }

        _valid.Append(true);
    }

    /// <summary>A cell inside of something that is null itself.</summary>
    public void AppendAbsent()
    {
        AppendDefault();
        _valid.Append(false);
    }

    /// <summary>What was appended since the last call.</summary>
    public ArrayData Build()
    {
        var data = Data(_valid);
        _valid = new ArrowBuffer.BitmapBuilder();
        return data;
    }

    /// <summary>False when the value does not fit.</summary>
    protected abstract bool TryAppend(object value);

    /// <summary>A place for a null.</summary>
    protected abstract void AppendDefault();

    /// <summary>The buffers after that of validity; leaves the writer empty.</summary>
    protected abstract ArrowBuffer[] Buffers();

    protected virtual ArrayData[] Children() => [];

    protected virtual ArrayData Data(ArrowBuffer.BitmapBuilder valid) =>
        new(column.DataType, valid.Length, valid.UnsetBitCount, 0, [valid.Build(), .. Buffers()], Children());

    protected ArgumentException Refusal(string reason) => new($"Row {position.Row}, column {name}: {reason}.");

    private void AppendNull()
    {
        if (!column.IsNullable && column.DataType is not NullType)
        {
            throw Refusal("the column is not nullable, and the value is null");
        }

        AppendAbsent();
    }
}
