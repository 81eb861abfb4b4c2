using System.Buffers.Binary;

namespace KB.Symbolizer.Cache;

/// <summary>Bytes that grow: little-endian numbers and LEB128.</summary>
internal sealed class ByteWriter
{
    private byte[] _data = new byte[1 << 16];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _data.AsSpan(0, Length);

    public ReadOnlySpan<byte> Piece(int start, int length) => _data.AsSpan(start, length);

    /// <summary>Takes back what was written behind a place.</summary>
    public void CutTo(int length) => Length = length;

    public void U8(byte value)
    {
        Room(1)[0] = value;
    }

    public void U16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Room(2), value);

    public void U32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Room(4), value);

    public void U64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Room(8), value);

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

    public void PatchU32(int place, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_data.AsSpan(place, 4), value);

    public void Align(int size)
    {
        while (Length % size != 0)
        {
            U8(0);
        }
    }

    public void Uleb(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            U8((byte)((value & 0x7f) | 0x80));
        }

        U8((byte)value);
    }

    public void Sleb(long value)
    {
        while (true)
        {
            byte bits = (byte)(value & 0x7f);
            value >>= 7;
            if ((value == 0 && (bits & 0x40) == 0) || (value == -1 && (bits & 0x40) != 0))
            {
                U8(bits);
                return;
            }

            U8((byte)(bits | 0x80));
        }
    }

    private Span<byte> Room(int count)
    {
        if (_data.Length - Length < count)
        {
            Array.Resize(ref _data, Math.Max(_data.Length * 2, Length + count));
        }

        Length += count;
        return _data.AsSpan(Length - count, count);
    }
}
