using System.Buffers.Binary;

namespace KB.Symbolizer.Tests.Elf;

/// <summary>One section of <see cref="SmallElf"/>; its name is an offset in the first one.</summary>
internal sealed record SmallSection(uint Name, uint Type, byte[] Data, ulong Flags = 0, ulong Address = 0, uint Link = 0);

/// <summary>Writes 64-bit little-endian images of a few sections.</summary>
internal static class SmallElf
{
    private const int Header = 64;

    /// <summary>An executable; section 0 is the empty one, section 1 holds the names.</summary>
    public static byte[] Make(params IReadOnlyList<SmallSection> sections)
    {
        int table = Header + sections.Sum(section => section.Data.Length);
        var image = new byte[table + (Header * (sections.Count + 1))];
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(image, 0);
        Put(image, 16, (ushort)2, (ushort)62);
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(40), (ulong)table);
        Put(image, 58, Header, (ushort)(sections.Count + 1), 1);
        int data = Header;
        for (int i = 0; i < sections.Count; i++)
        {
            SmallSection section = sections[i];
            section.Data.CopyTo(image, data);
            Span<byte> header = image.AsSpan(table + (Header * (i + 1)));
            BinaryPrimitives.WriteUInt32LittleEndian(header, section.Name);
            BinaryPrimitives.WriteUInt32LittleEndian(header[4..], section.Type);
            BinaryPrimitives.WriteUInt64LittleEndian(header[8..], section.Flags);
            BinaryPrimitives.WriteUInt64LittleEndian(header[16..], section.Address);
            BinaryPrimitives.WriteUInt64LittleEndian(header[24..], (ulong)data);
            BinaryPrimitives.WriteUInt64LittleEndian(header[32..], (ulong)section.Data.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header[40..], section.Link);
            data += section.Data.Length;
        }

        return image;
    }

    /// <summary>An entry of a symbol table: a global function.</summary>
    public static byte[] Symbol(uint name, ushort section, ulong value, ulong size)
    {
        var entry = new byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(entry, name);
        entry[4] = 0x12;
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(6), section);
        BinaryPrimitives.WriteUInt64LittleEndian(entry.AsSpan(8), value);
        BinaryPrimitives.WriteUInt64LittleEndian(entry.AsSpan(16), size);
        return entry;
    }

    private static void Put(byte[] image, int place, params ReadOnlySpan<ushort> values)
    {
        foreach (ushort value in values)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(place), value);
            place += 2;
        }
    }
}
