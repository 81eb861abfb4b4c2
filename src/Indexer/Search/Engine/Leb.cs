namespace KB.Indexer.Search.Engine;

/// <summary>Unsigned LEB128: seven bits a byte, the low ones first, the top bit set on all but the last.</summary>
internal static class Leb
{
    /// <summary>Bytes of the longest number.</summary>
    public const int MaxLength = 5;

    /// <summary>Writes a number; gives its length in bytes.</summary>
    public static int Write(Span<byte> to, uint value)
    {
        int length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            to[length++] = (byte)(value & 0x7f | 0x80);
        }

        to[length++] = (byte)value;
        return length;
    }

    /// <summary>Reads a number and moves <paramref name="at"/> behind it.</summary>
    /// <exception cref="IndexOutOfRangeException">The bytes end inside the number.</exception>
    public static uint Read(ReadOnlySpan<byte> from, ref int at)
    {
        uint value = from[at++];
        if (value < 0x80)
        {
            return value;
        }

        value &= 0x7f;
        for (int shift = 7; shift < 35; shift += 7)
        {
            uint next = from[at++];
            unchecked
            {
                value |= (next & 0x7f) << shift;
            }

            if (next < 0x80)
            {
                break;
            }
        }

        return value;
    }
}
