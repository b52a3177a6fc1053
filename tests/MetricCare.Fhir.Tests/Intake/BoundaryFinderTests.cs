using CsCheck;
using MetricCare.Fhir.Intake.Reading;
using MetricCare.Tests.Shared;

namespace MetricCare.Fhir.Tests.Intake;

public sealed class BoundaryFinderTests
{
    [Fact]
    public void It_finds_what_a_search_byte_by_byte_finds_however_the_bytes_arrive()
    {
        var bytes = Gens.OneOf((byte)'{', (byte)'}', (byte)'[', (byte)']', (byte)'"', (byte)'\\', (byte)'\n', (byte)'a', (byte)' ', (byte)0xC3).Array[0, 400];
        foreach (var (tail, piece) in Gen.Select(bytes, Gen.Int[1, 200]).Fixed(20_000))
        {
            byte[] all = [(byte)'{', .. tail];
            var finder = new BoundaryFinder();
            var found = -1;
            for (var at = 0; at < all.Length && found < 0; at += piece)
            {
                var end = finder.Find(all.AsSpan(at, Math.Min(piece, all.Length - at)));
                found = end < 0 ? -1 : at + end;
            }

            Assert.Equal(Slowly(all), found);
        }
    }

    private static int Slowly(byte[] bytes)
    {
        var (depth, inString, escaped) = (0, false, false);
        for (var i = 0; i < bytes.Length; i++)
        {
            var c = (char)bytes[i];
            if (c == '\n')
            {
                (inString, escaped) = (false, false);
            }
            else if (escaped)
            {
                escaped = false;
            }
            else if (c == '\\')
            {
                escaped = true;
            }
            else if (c == '"')
            {
                inString = !inString;
            }
            else if (!inString && c is '{' or '[')
            {
                depth++;
            }
            else if (!inString && c is '}' or ']')
            {
                if (--depth == 0)
                {
                    return i + 1;
                }
            }
        }

        return -1;
    }
}
