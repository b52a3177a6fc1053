using System.Globalization;
using System.Numerics;

namespace MetricCare.Core.Relations;

/// <summary>A decimal number of any length: <c>Unscaled / 10^Scale</c>. For values that <see cref="decimal"/> cannot hold exactly.</summary>
/// <param name="Unscaled">All digits, without the point.</param>
/// <param name="Scale">Number of digits behind the point, 0 or more.</param>
public readonly record struct ExactDecimal(BigInteger Unscaled, int Scale)
{
    private static readonly BigInteger LargestDecimal = (BigInteger.One << 96) - 1;

    /// <summary>The value as <see cref="decimal"/> with its scale kept; false when it does not fit without loss.</summary>
    public bool TryToDecimal(out decimal value)
    {
        value = 0;
        var magnitude = BigInteger.Abs(Unscaled);
        if (Scale is < 0 or > 28 || magnitude > LargestDecimal)
        {
            return false;
        }

        var low = (uint)(magnitude & uint.MaxValue);
        var middle = (uint)((magnitude >> 32) & uint.MaxValue);
        var high = (uint)(magnitude >> 64);
        value = unchecked(new decimal((int)low, (int)middle, (int)high, Unscaled.Sign < 0, (byte)Scale));
        return true;
    }

    public static ExactDecimal From(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var magnitude = unchecked(((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0]);
        return new ExactDecimal(value < 0 ? -magnitude : magnitude, value.Scale);
    }

    /// <summary>The same number with another scale; false when digits would be lost.</summary>
    public bool TryRescale(int scale, out ExactDecimal value)
    {
        value = this;
        if (scale >= Scale)
        {
            value = new ExactDecimal(Unscaled * BigInteger.Pow(10, scale - Scale), scale);
            return true;
        }

        var quotient = BigInteger.DivRem(Unscaled, BigInteger.Pow(10, Scale - scale), out var rest);
        value = new ExactDecimal(quotient, scale);
        return rest.IsZero;
    }

    /// <summary>Reads an optional sign, digits and a fraction; false for anything else.</summary>
    public static bool TryParse(string? text, out ExactDecimal value)
    {
        value = default;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        var start = text[0] is '+' or '-' ? 1 : 0;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text[start..] : text[start..point];
        var fraction = point < 0 ? "" : text[(point + 1)..];
        if (whole.Length == 0 || (point >= 0 && fraction.Length == 0) || !(whole + fraction).All(char.IsAsciiDigit))
        {
            return false;
        }

        var digits = BigInteger.Parse(whole + fraction, NumberStyles.None, CultureInfo.InvariantCulture);
        value = new ExactDecimal(text[0] == '-' ? -digits : digits, fraction.Length);
        return true;
    }

    /// <summary>All digits, with as many behind the point as the scale says.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        var sign = Unscaled.Sign < 0 ? "-" : "";
        return Scale == 0 ? sign + digits : $"{sign}{digits[..^Scale]}.{digits[^Scale..]}";
    }
}
