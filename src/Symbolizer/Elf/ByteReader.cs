using System.Buffers.Binary;

namespace KB.Symbolizer.Elf;

/// <summary>Reads numbers and strings from a section, in the byte order of its image.</summary>
/// <remarks>Every read is checked; a read past the end is a <see cref="BadImageFormatException"/> that gives section and offset.</remarks>
internal ref struct ByteReader(ReadOnlySpan<byte> data, string part, bool littleEndian, int position = 0)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private readonly string _part = part;
    private readonly bool _swap = littleEndian != BitConverter.IsLittleEndian;

    /// <summary>Offset of the next byte from the start of the section.</summary>
    public int Position { readonly get; set; } = position;

    /// <summary>Bytes that are left.</summary>
    public readonly int Remaining => _data.Length - Position;

    /// <summary>True when no byte is left.</summary>
    public readonly bool AtEnd => Position >= _data.Length;

    /// <summary>The exception for a fault at the current position.</summary>
    public readonly BadImageFormatException Fault(string fault) => Damage.At(_part, Position, fault);

    /// <summary>Moves on by a count of bytes that the file gives.</summary>
    public void Skip(ulong count)
    {
        if (count > (ulong)Math.Max(Remaining, 0))
        {
            throw Fault($"0x{count:x} bytes end past the section");
        }

        Position += (int)count;
    }

    /// <summary>Goes to an offset that the file gives.</summary>
    public void Seek(ulong offset)
    {
        if (offset > (ulong)_data.Length)
        {
            throw Damage.At(_part, offset, "past the end of the section");
        }

        Position = (int)offset;
    }

    /// <summary>One byte.</summary>
    public byte U8()
    {
        if ((uint)Position >= (uint)_data.Length)
        {
            throw Fault("the section ends here");
        }

        return _data[Position++];
    }

    /// <summary>Two bytes.</summary>
    public ushort U16()
    {
        ushort value = BitConverter.ToUInt16(Take(2));
        return _swap ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    /// <summary>Three bytes (DW_FORM_strx3, DW_FORM_addrx3).</summary>
    public uint U24()
    {
        ReadOnlySpan<byte> bytes = Take(3);
        bool little = _swap != BitConverter.IsLittleEndian;
        return little ? bytes[0] | (uint)bytes[1] << 8 | (uint)bytes[2] << 16 : bytes[2] | (uint)bytes[1] << 8 | (uint)bytes[0] << 16;
    }

    /// <summary>Four bytes.</summary>
    public uint U32()
    {
        uint value = BitConverter.ToUInt32(Take(4));
        return _swap ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    /// <summary>Eight bytes.</summary>
    public ulong U64()
    {
        ulong value = BitConverter.ToUInt64(Take(8));
        return _swap ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    /// <summary>A number of 1, 2, 4 or 8 bytes.</summary>
    public ulong Unsigned(int size) => size switch
    {
        8 => U64(),
        4 => U32(),
        2 => U16(),
        1 => U8(),
        _ => throw Fault($"a number of {size} bytes"),
    };

    /// <summary>A length or offset: 8 bytes in a 64-bit file or DWARF unit, else 4.</summary>
    public ulong Offset(bool wide) => wide ? U64() : U32();

    /// <summary>Reads an unsigned LEB128 number, the form of most lengths and codes in DWARF.</summary>
    /// <exception cref="BadImageFormatException">The section ends inside the number, or it needs more than 64 bits.</exception>
    /// <remarks>Source: DWARF 5, section 7.6. Redundant zero bytes at the end of a number are legal and accepted.</remarks>
    public ulong Uleb()
    {
        byte first = U8();
        return first < 0x80 ? first : LongUleb(first);
    }

    /// <summary>Reads a signed LEB128 number.</summary>
    /// <exception cref="BadImageFormatException">The section ends inside the number, or it is longer than <see cref="MaxLebBytes"/>.</exception>
    public long Sleb()
    {
        long value = 0;
        for (int shift = 0, count = 0; ; shift += 7)
        {
            byte next = U8();
            if (shift < 64)
            {
                value |= unchecked((long)((ulong)(next & 0x7f) << shift));
            }

            if (next < 0x80)
            {
                return shift + 7 < 64 && (next & 0x40) != 0 ? value | (-1L << (shift + 7)) : value;
            }

            if (++count >= MaxLebBytes)
            {
                throw Fault("an LEB128 number without end");
            }
        }
    }

    /// <summary>A 64-bit number needs 10 bytes; assemblers pad to 16 at most.</summary>
    private const int MaxLebBytes = 16;

    /// <summary>Moves behind a LEB128 number.</summary>
    public void SkipLeb()
    {
        while (U8() >= 0x80)
        {
        }
    }

    /// <summary>The bytes of a string that ends with a zero byte; the reader stands behind it.</summary>
    public ReadOnlySpan<byte> CString()
    {
        ReadOnlySpan<byte> rest = _data[Math.Min(Position, _data.Length)..];
        int length = rest.IndexOf((byte)0);
        if (length < 0)
        {
            throw Fault("a string without end");
        }

        Position += length + 1;
        return rest[..length];
    }

    /// <summary>Some bytes as they are.</summary>
    public ReadOnlySpan<byte> Bytes(ulong count)
    {
        int start = Position;
        Skip(count);
        return _data[start..Position];
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining)
        {
            throw Fault("the section ends here");
        }

        ReadOnlySpan<byte> bytes = _data.Slice(Position, count);
        Position += count;
        return bytes;
    }

    private ulong LongUleb(byte first)
    {
        ulong value = first & 0x7fu;
        for (int shift = 7, count = 1; ; shift += 7)
        {
            byte next = U8();
            ulong bits = next & 0x7fu;
            if (bits != 0 && (shift > 63 || (shift == 63 && bits > 1)))
            {
                throw Fault("an LEB128 number of more than 64 bits");
            }

            value |= shift < 64 ? bits << shift : 0;
            if (next < 0x80)
            {
                return value;
            }

            if (++count >= MaxLebBytes)
            {
                throw Fault("an LEB128 number without end");
            }
        }
    }
}
