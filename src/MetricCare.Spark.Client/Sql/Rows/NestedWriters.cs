using System.Collections;
using Apache.Arrow;
using Microsoft.Spark.Sql;

namespace MetricCare.Spark.Rows;

/// <summary>Lists of values of one type.</summary>
internal sealed class ListWriter(Field column, string name, RowPosition position, ColumnWriter items) : ColumnWriter(column, name, position)
{
    private Offsets _offsets = new();

    protected override bool TryAppend(object value)
    {
        if (value is not IEnumerable many || value is string or byte[] or IDictionary)
        {
            return false;
        }

        foreach (var item in many)
        {
            items.Append(item);
            _offsets.Grow();
        }

        _offsets.End();
        return true;
    }

    protected override void AppendDefault() => _offsets.End();

    protected override ArrowBuffer[] Buffers()
    {
        var buffer = _offsets.Build();
        _offsets = new Offsets();
        return [buffer];
    }

    protected override ArrayData[] Children() => [items.Build()];
}

/// <summary>Maps: lists of pairs.</summary>
internal sealed class MapWriter(Field column, string name, RowPosition position, ColumnWriter keys, ColumnWriter values) : ColumnWriter(column, name, position)
{
    private Offsets _offsets = new();
    private int _entries;

    protected override bool TryAppend(object value)
    {
        if (value is not IDictionary map)
        {
            return false;
        }

        foreach (DictionaryEntry entry in map)
        {
            keys.Append(entry.Key);
            values.Append(entry.Value);
            _offsets.Grow();
            _entries++;
        }

        _offsets.End();
        return true;
    }

    protected override void AppendDefault() => _offsets.End();

    protected override ArrowBuffer[] Buffers()
    {
        var buffer = _offsets.Build();
        _offsets = new Offsets();
        return [buffer];
    }

    protected override ArrayData[] Children()
    {
        var pairs = new ArrayData(((Apache.Arrow.Types.MapType)Column.DataType).KeyValueType, _entries, 0, 0, [ArrowBuffer.Empty], [keys.Build(), values.Build()]);
        _entries = 0;
        return [pairs];
    }
}

/// <summary>Values with named parts, given as rows in the order of the parts.</summary>
internal sealed class StructWriter(Field column, string name, RowPosition position, IReadOnlyList<ColumnWriter> parts) : ColumnWriter(column, name, position)
{
    protected override bool TryAppend(object value)
    {
        if (value switch { GenericRow row => row.Values, Row row => row.Values, _ => null } is not { } values)
        {
            return false;
        }

        if (values.Length != parts.Count)
        {
            throw Refusal($"the value has {values.Length} parts instead of {parts.Count}");
        }

        for (var i = 0; i < values.Length; i++)
        {
            parts[i].Append(values[i]);
        }

        return true;
    }

    protected override void AppendDefault()
    {
        foreach (var part in parts)
        {
            part.AppendAbsent();
        }
    }

    protected override ArrowBuffer[] Buffers() => [];

    protected override ArrayData[] Children() => [.. parts.Select(part => part.Build())];
}

/// <summary>Where each list ends among the items of all.</summary>
internal sealed class Offsets
{
    private readonly ArrowBuffer.Builder<int> _ends = new ArrowBuffer.Builder<int>().Append(0);
    private int _items;

    public void Grow() => _items++;

    public void End() => _ends.Append(_items);

    public ArrowBuffer Build() => _ends.Build();
}
