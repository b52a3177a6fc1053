using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>Finds what belongs to a name among few names. No two names share a slot, so a look-up is one comparison.</summary>
/// <remarks>Reads eight bytes from the start of a name, whatever its length: the caller's buffer must go on that far.</remarks>
internal sealed class KeyTable<T>
    where T : class
{
    private readonly Slot[] _slots;
    private readonly ulong _multiplier;
    private readonly int _shift;

    public KeyTable(IEnumerable<KeyValuePair<string, T>> entries)
    {
        var slots = entries.Select(entry => Slot.Of(Encoding.UTF8.GetBytes(entry.Key), entry.Value)).ToList();
        var bits = Math.Max(2, (int)Math.Ceiling(Math.Log2(Math.Max(1, slots.Count))) + 2);
        var multiplier = 0x9E3779B97F4A7C15UL;
        Slot[]? table;
        while ((table = Place(slots, bits, multiplier)) is null)
        {
            multiplier = unchecked((multiplier * 6364136223846793005UL) + 1442695040888963407UL) | 1;
            if ((multiplier & 0xF00) == 0 && bits < 20)
            {
                bits++;
            }
        }

        _slots = table;
        _multiplier = multiplier;
        _shift = 64 - bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public T? Find(ref byte key, int length)
    {
        ulong head, tail;
        if (length >= 8)
        {
            head = Unsafe.ReadUnaligned<ulong>(ref key);
            tail = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref key, length - 8));
        }
        else
        {
            head = Unsafe.ReadUnaligned<ulong>(ref key) & ((1UL << (length * 8)) - 1);
            tail = 0;
        }

        ref var slot = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_slots), (nint)Hash(head, tail, length, _multiplier, _shift));
        if (slot.Head != head || slot.Tail != tail || slot.Length != length || slot.Value is null)
        {
            return null;
        }

        return length <= 16 || MemoryMarshal.CreateReadOnlySpan(ref key, length).SequenceEqual(slot.Name) ? slot.Value : null;
    }

    /// <summary>For names that do not stand in a padded buffer.</summary>
    public T? Find(ReadOnlySpan<byte> key)
    {
        Span<byte> padded = stackalloc byte[72];
        if (key.Length > 64)
        {
            return null;
        }

        padded.Clear();
        key.CopyTo(padded);
        return Find(ref MemoryMarshal.GetReference(padded), key.Length);
    }

    private static Slot[]? Place(List<Slot> slots, int bits, ulong multiplier)
    {
        var table = new Slot[1 << bits];
        foreach (var slot in slots)
        {
            ref var place = ref table[(int)Hash(slot.Head, slot.Tail, slot.Length, multiplier, 64 - bits)];
            if (place.Value is not null)
            {
                return null;
            }

            place = slot;
        }

        return table;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ulong head, ulong tail, int length, ulong multiplier, int shift) =>
        unchecked(((head ^ (tail * 0xFF51AFD7ED558CCDUL) ^ ((ulong)length << 56)) * multiplier) >> shift);

    private readonly record struct Slot(ulong Head, ulong Tail, int Length, byte[] Name, T? Value)
    {
        public static Slot Of(byte[] name, T value)
        {
            Span<byte> padded = stackalloc byte[8];
            padded.Clear();
            name.AsSpan(0, Math.Min(8, name.Length)).CopyTo(padded);
            var tail = name.Length >= 8 ? MemoryMarshal.Read<ulong>(name.AsSpan(name.Length - 8)) : 0;
            return new Slot(MemoryMarshal.Read<ulong>(padded), tail, name.Length, name, value);
        }
    }
}
