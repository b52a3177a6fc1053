using System.Data.SqlTypes;
using System.Numerics;

namespace MetricCare.Spark.Rows;

/// <summary>Decimal numbers as a whole number and a scale. Nothing is ever rounded.</summary>
internal static class ExactNumber
{
    private const int MostDigitsAfterPoint = 28;

    private static readonly BigInteger MostUnscaled = (BigInteger.One << 96) - 1;

    /// <summary>The number as a decimal, with its trailing zeros as far as they fit; false when it has too many digits.</summary>
    public static bool TryDecimal(BigInteger unscaled, int scale, out decimal number)
    {
        for (; scale > MostDigitsAfterPoint || (scale > 0 && BigInteger.Abs(unscaled) > MostUnscaled); scale--)
        {
            (unscaled, var rest) = BigInteger.DivRem(unscaled, 10);
            if (!rest.IsZero)
            {
                number = 0;
                return false;
            }
        }

        unscaled *= BigInteger.Pow(10, Math.Max(0, -scale));
        if (BigInteger.Abs(unscaled) > MostUnscaled)
        {
            number = 0;
            return false;
        }

        var bits = (UInt128)BigInteger.Abs(unscaled);
        unchecked
        {
            number = new decimal((int)(uint)bits, (int)(uint)(bits >> 32), (int)(uint)(bits >> 64), unscaled.Sign < 0, (byte)Math.Max(0, scale));
        }

        return true;
    }

    /// <summary>The whole number that stands for the value in a column of that precision and scale; null when the value does not fit, or is no exact number.</summary>
    public static Int128? Unscaled(object value, int precision, int scale)
    {
        var (unscaled, from) = value switch
        {
            decimal number => Parts(number),
            BigInteger whole => (whole, 0),
            SqlDecimal { IsNull: false } number => Parts(number),
            int or long or short or sbyte or byte => (new BigInteger(Convert.ToInt64(value)), 0),
            _ => (default(BigInteger?), 0),
        };
        if (unscaled is not { } some)
        {
            return null;
        }

        for (; from > scale; from--)
        {
            (some, var rest) = BigInteger.DivRem(some, 10);
            if (!rest.IsZero)
            {
                return null;
            }
        }

        some *= BigInteger.Pow(10, scale - from);
        return BigInteger.Abs(some) < BigInteger.Pow(10, precision) ? (Int128)some : null;
    }

    private static (BigInteger? Unscaled, int Scale) Parts(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var whole = Whole(bits[0], bits[1], bits[2], 0);
        return (decimal.IsNegative(number) ? -whole : whole, number.Scale);
    }

    private static (BigInteger? Unscaled, int Scale) Parts(SqlDecimal number)
    {
        var data = number.Data;
        var whole = Whole(data[0], data[1], data[2], data[3]);
        return (number.IsPositive ? whole : -whole, number.Scale);
    }

    private static BigInteger Whole(int a, int b, int c, int d)
    {
        unchecked
        {
            return (uint)a + ((BigInteger)(uint)b << 32) + ((BigInteger)(uint)c << 64) + ((BigInteger)(uint)d << 96);
        }
    }
}
