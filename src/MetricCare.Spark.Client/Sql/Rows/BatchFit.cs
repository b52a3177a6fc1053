using Apache.Arrow;
using Apache.Arrow.Types;

namespace MetricCare.Spark.Rows;

/// <summary>Holds batches against the schema that Spark is told, because Spark itself does not.</summary>
internal static class BatchFit
{
    /// <summary>The batch in exactly the types of the schema.</summary>
    /// <exception cref="ArgumentException">It is not of the schema.</exception>
    public static RecordBatch Fitted(RecordBatch batch, Schema schema, int number)
    {
        if (batch.ColumnCount != schema.FieldsList.Count)
        {
            throw new ArgumentException($"Batch {number} has {batch.ColumnCount} columns; the schema has {schema.FieldsList.Count}.");
        }

        return new RecordBatch(schema, schema.FieldsList.Select((column, at) => Fitted(batch.Column(at), column, $"Batch {number}, column {column.Name}")), batch.Length);
    }

    private static IArrowArray Fitted(IArrowArray array, Field column, string place)
    {
        var data = array.Data;
        var fitted = Widened(data, column.DataType);
        if (!ArrowTypes.AreSame(fitted.DataType, column.DataType))
        {
            throw new ArgumentException($"{place}: the values are {data.DataType.Name}, the schema says {column.DataType.Name}.");
        }

        RefuseNulls(fitted, column, place);
        return ReferenceEquals(fitted, data) ? array : ArrowArrayFactory.BuildArray(fitted);
    }

    private static ArrayData Widened(ArrayData data, IArrowType wanted)
    {
        if ((data.DataType.TypeId, wanted.TypeId) is (ArrowTypeId.String, ArrowTypeId.LargeString) or (ArrowTypeId.Binary, ArrowTypeId.LargeBinary))
        {
            var offsets = new ArrowBuffer.Builder<long>();
            foreach (var offset in data.Buffers[1].Span.CastTo<int>())
            {
                offsets.Append(offset);
            }

            return new ArrayData(wanted, data.Length, data.NullCount, data.Offset, [data.Buffers[0], offsets.Build(), data.Buffers[2]]);
        }

        if (data.DataType is not NestedType || wanted is not NestedType nested || data.Children.Length != nested.Fields.Count)
        {
            return data;
        }

        var children = data.Children.Zip(nested.Fields, (child, part) => Widened(child, part.DataType)).ToArray();
        return children.Zip(data.Children).All(pair => ReferenceEquals(pair.First, pair.Second))
            ? data
            : new ArrayData(wanted, data.Length, data.NullCount, data.Offset, data.Buffers, children);
    }

    // Spark computes with what it was told: a null in a column without nulls would come out as a zero, or not at all.
    private static void RefuseNulls(ArrayData data, Field column, string place)
    {
        if (!column.IsNullable && column.DataType is not NullType && data.GetNullCount() > 0)
        {
            throw new ArgumentException($"{place}: there are nulls, and the schema says that there are none.");
        }

        // Under a null the parts of a struct have no values either, which is no fault.
        if (column.DataType is NestedType nested && !(column.DataType is StructType && data.GetNullCount() > 0))
        {
            for (var i = 0; i < nested.Fields.Count; i++)
            {
                RefuseNulls(data.Children[i], nested.Fields[i], $"{place}.{nested.Fields[i].Name}");
            }
        }
    }
}
