using System.Text;
using Apache.Arrow;

namespace MetricCare.Spark.Rows;

/// <summary>Values of a fixed width.</summary>
/// <param name="fit">The value as it is stored; null when it does not fit.</param>
internal sealed class FixedWriter<T>(Field column, string name, RowPosition position, Func<object, T?> fit) : ColumnWriter(column, name, position)
    where T : struct
{
    private ArrowBuffer.Builder<T> _values = new();

    protected override bool TryAppend(object value)
    {
        if (fit(value) is not { } stored)
        {
            return false;
        }

        _values.Append(stored);
        return true;
    }

    protected override void AppendDefault() => _values.Append(default(T));

    protected override ArrowBuffer[] Buffers()
    {
        var values = _values.Build();
        _values = new ArrowBuffer.Builder<T>();
        return [values];
    }
}

/// <summary>True and false, a bit each.</summary>
internal sealed class FlagWriter(Field column, string name, RowPosition position) : ColumnWriter(column, name, position)
{
    private ArrowBuffer.BitmapBuilder _values = new();

    protected override bool TryAppend(object value)
    {
        if (value is bool flag)
        {
            _values.Append(flag);
        }

        return value is bool;
    }

    protected override void AppendDefault() => _values.Append(false);

    protected override ArrowBuffer[] Buffers()
    {
        var values = _values.Build();
        _values = new ArrowBuffer.BitmapBuilder();
        return [values];
    }
}

/// <summary>Nothing but nulls.</summary>
internal sealed class NothingWriter(Field column, string name, RowPosition position) : ColumnWriter(column, name, position)
{
    protected override bool TryAppend(object value) => false;

    protected override void AppendDefault()
    {
    }

    protected override ArrowBuffer[] Buffers() => [];

    protected override ArrayData Data(ArrowBuffer.BitmapBuilder valid) => new NullArray(valid.Length).Data;
}

/// <summary>Text as UTF-8, or bytes.</summary>
internal sealed class BytesWriter(Field column, string name, RowPosition position, bool isText, bool isLarge) : ColumnWriter(column, name, position)
{
    // Half of a surrogate pair is no text: refused, not replaced.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<long> _ends = [];
    private ArrowBuffer.Builder<byte> _bytes = new();

    protected override bool TryAppend(object value)
    {
        switch (value)
        {
            case string text when isText:
                Append(Encoded(text));
                return true;
            case byte[] bytes when !isText:
                Append(bytes);
                return true;
            default:
                return false;
        }
    }

    protected override void AppendDefault() => _ends.Add(_bytes.Length);

    protected override ArrowBuffer[] Buffers()
    {
        ArrowBuffer[] buffers = [isLarge ? Offsets(end => end) : Offsets(end => (int)end), _bytes.Build()];
        _ends.Clear();
        _bytes = new ArrowBuffer.Builder<byte>();
        return buffers;
    }

    private ArrowBuffer Offsets<T>(Func<long, T> offset)
        where T : struct
    {
        var offsets = new ArrowBuffer.Builder<T>(_ends.Count + 1).Append(offset(0));
        _ends.ForEach(end => offsets.Append(offset(end)));
        return offsets.Build();
    }

    private void Append(byte[] bytes)
    {
        _bytes.Append(bytes);
        _ends.Add(_bytes.Length);
        Position.Bytes += bytes.Length;
    }

    private byte[] Encoded(string text)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw Refusal("the text holds half of a surrogate pair, which no UTF-8 can tell");
        }
    }
}
