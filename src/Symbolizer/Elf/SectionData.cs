using System.IO.Compression;

namespace KB.Symbolizer.Elf;

/// <summary>Makes a debug section readable: decompresses it and, in a relocatable file, applies its relocations.</summary>
internal static class SectionData
{
    private const uint Zlib = 1;
    private const uint Zstandard = 2;

    /// <summary>Deflate cannot shrink more than 1032 times; a section that claims more is damaged.</summary>
    private const ulong MaxZlibRatio = 1040;

    public static ReadOnlyMemory<byte> Read(ElfFile file, ElfSection section)
    {
        ReadOnlyMemory<byte> data = file.Raw(section);
        if ((section.Flags & ElfSection.Compressed) != 0)
        {
            data = Decompress(file, section, data);
        }

        if (!file.IsRelocatable)
        {
            return data;
        }

        byte[]? relocated = null;
        foreach (ElfSection relocations in file.Sections)
        {
            if (relocations.Type is ElfSection.Rela or ElfSection.Rel && relocations.Info == (uint)section.Index && !data.IsEmpty)
            {
                relocated ??= data.ToArray();
                Relocation.Apply(file, relocations, section.Name, relocated);
            }
        }

        return relocated ?? data;
    }

    private static byte[] Decompress(ElfFile file, ElfSection section, ReadOnlyMemory<byte> data)
    {
        ByteReader reader = file.Reader(data.Span, section.Name);
        uint kind = reader.U32();
        reader.Skip(file.Is64 ? 4u : 0u);
        ulong size = reader.Offset(file.Is64);
        reader.Offset(file.Is64);
        if (kind != Zlib)
        {
            string what = kind == Zstandard ? "compressed with zstd, which is not read here" : $"compression of unknown kind {kind}";
            throw Damage.At(section.Name, 0, $"{what}: run objcopy --decompress-debug-sections on the image");
        }

        if (size > MaxZlibRatio * (ulong)reader.Remaining || size > (ulong)Array.MaxLength)
        {
            throw Damage.At(section.Name, 0, $"0x{size:x} bytes cannot come out of 0x{reader.Remaining:x}");
        }

        var result = new byte[(int)size];
        try
        {
            using var stream = new ZLibStream(new MemoryStream(reader.Bytes((ulong)reader.Remaining).ToArray()), CompressionMode.Decompress);
            stream.ReadExactly(result);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new BadImageFormatException($"{section.Name} at 0x0: damaged zlib data", error);
        }

        return result;
    }
}
