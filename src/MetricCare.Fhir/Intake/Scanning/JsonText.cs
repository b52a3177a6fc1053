using System.Runtime.InteropServices;
using System.Text;

namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>The inside of JSON strings.</summary>
internal static class JsonText
{
    /// <summary>Undoes the escapes of the inside of a valid string. The room must be as long as the text.</summary>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text, Span<byte> room)
    {
        var written = 0;
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '\\')
            {
                room[written++] = text[at++];
                continue;
            }

            var escape = text[at + 1];
            at += 2;
            if (escape != 'u')
            {
                room[written++] = escape switch
                {
                    (byte)'b' => (byte)'\b',
                    (byte)'f' => (byte)'\f',
                    (byte)'n' => (byte)'\n',
                    (byte)'r' => (byte)'\r',
                    (byte)'t' => (byte)'\t',
                    _ => escape,
                };
                continue;
            }

            var unit = Unit(text[at..]);
            at += 4;
            var rune = new Rune(0xFFFD);
            if (char.IsHighSurrogate(unit) && text.Length - at >= 6)
            {
                rune = new Rune(unit, Unit(text[(at + 2)..]));
                at += 6;
            }
            else if (!char.IsSurrogate(unit))
            {
                rune = new Rune(unit);
            }

            written += rune.EncodeToUtf8(room[written..]);
        }

        return room[..written];
    }

    private static char Unit(ReadOnlySpan<byte> hex) => (char)JsonWalker.Hex4(ref MemoryMarshal.GetReference(hex), 0);
}
