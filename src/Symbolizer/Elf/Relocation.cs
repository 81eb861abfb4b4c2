namespace KB.Symbolizer.Elf;

/// <summary>What one type of relocation does to the bytes it points at.</summary>
/// <param name="Machine">e_machine of the file.</param>
/// <param name="Type">Number of the type in the ABI of that machine.</param>
/// <param name="Size">Bytes that are written.</param>
/// <param name="Sign">0 sets the value, 1 adds it to what stands there, -1 subtracts it.</param>
internal readonly record struct Relocation(ushort Machine, uint Type, int Size, int Sign = 0)
{
    /// <summary>The types that compilers use in debug sections. Others (such as PC-relative ones) do not occur there and are left alone.</summary>
    /// <remarks>Sources: the psABI of each machine, as in binutils include/elf/*.h.</remarks>
    private static readonly Relocation[] All =
    [
        new(3, 1, 4),                                                               // i386: R_386_32
        new(8, 2, 4), new(8, 18, 8),                                                // MIPS: R_MIPS_32, R_MIPS_64
        new(20, 1, 4),                                                              // PowerPC: ADDR32
        new(21, 1, 4), new(21, 38, 8),                                              // PowerPC64: ADDR32, ADDR64
        new(22, 4, 4), new(22, 22, 8),                                              // s390: R_390_32, R_390_64
        new(40, 2, 4),                                                              // Arm: ABS32
        new(62, 1, 8), new(62, 10, 4), new(62, 11, 4), new(62, 12, 2),              // x86-64: 64, 32, 32S, 16
        new(183, 257, 8), new(183, 258, 4), new(183, 259, 2),                       // arm64: ABS64, ABS32, ABS16
        new(243, 1, 4), new(243, 2, 8),                                             // RISC-V: 32, 64,
        new(243, 33, 1, 1), new(243, 34, 2, 1), new(243, 35, 4, 1), new(243, 36, 8, 1),      // ADD8 to ADD64,
        new(243, 37, 1, -1), new(243, 38, 2, -1), new(243, 39, 4, -1), new(243, 40, 8, -1),  // SUB8 to SUB64,
        new(243, 54, 1), new(243, 55, 2), new(243, 56, 4),                          // SET8 to SET32
        new(258, 1, 4), new(258, 2, 8),                                             // LoongArch: 32, 64,
        new(258, 47, 1, 1), new(258, 48, 2, 1), new(258, 50, 4, 1), new(258, 51, 8, 1),      // ADD8 to ADD64,
        new(258, 52, 1, -1), new(258, 53, 2, -1), new(258, 55, 4, -1), new(258, 56, 8, -1),  // SUB8 to SUB64
    ];

    /// <summary>Applies every relocation of a .rel or .rela section to the bytes of its target section.</summary>
    /// <exception cref="BadImageFormatException">An entry points outside of the target or the symbol table.</exception>
    public static void Apply(ElfFile file, ElfSection relocations, string target, byte[] data)
    {
        if (relocations.Link >= (uint)file.Sections.Length)
        {
            throw Damage.At(relocations.Name, 0, "no such symbol table");
        }

        Relocation[] types = Array.FindAll(All, row => row.Machine == file.Machine);
        var values = new SymbolValues(file, file.Sections[relocations.Link]);
        ByteReader reader = file.Reader(file.Raw(relocations).Span, relocations.Name);
        bool hasAddend = relocations.Type == ElfSection.Rela;
        int entry = (file.Is64 ? 16 : 8) + (hasAddend ? (file.Is64 ? 8 : 4) : 0);
        while (reader.Remaining >= entry)
        {
            ulong offset = reader.Offset(file.Is64), info = reader.Offset(file.Is64);
            (uint symbol, uint type) = Split(file, info);
            ulong addend = hasAddend ? reader.Offset(file.Is64) : 0;
            foreach (Relocation row in types)
            {
                if (row.Type == type)
                {
                    row.Write(file, target, data, offset, values.Of(symbol), hasAddend ? addend : null);
                    break;
                }
            }
        }
    }

    /// <summary>r_info as symbol and type; 64-bit little-endian MIPS has an order of its own.</summary>
    private static (uint Symbol, uint Type) Split(ElfFile file, ulong info) => file switch
    {
        { Is64: false } => ((uint)(info >> 8), (uint)(info & 0xff)),
        { Machine: 8, LittleEndian: true } => ((uint)(info & 0xffffffff), (uint)(info >> 56)),
        _ => ((uint)(info >> 32), (uint)(info & 0xffffffff)),
    };

    private void Write(ElfFile file, string target, byte[] data, ulong offset, ulong value, ulong? addend)
    {
        if (offset > (ulong)data.Length || (ulong)Size > (ulong)data.Length - offset)
        {
            throw Damage.At(target, offset, "a relocation past the end of the section");
        }

        Span<byte> place = data.AsSpan((int)offset, Size);
        ulong old = file.Reader(place, target).Unsigned(Size);
        ulong result = unchecked(value + (addend ?? (Sign == 0 ? old : 0)));
        result = unchecked(Sign switch { 0 => result, > 0 => old + result, _ => old - result });
        for (int i = 0; i < Size; i++)
        {
            place[file.LittleEndian ? i : Size - 1 - i] = (byte)(result >> (8 * i) & 0xff);
        }
    }

    /// <summary>Values of symbols, with the address of their section added.</summary>
    private readonly ref struct SymbolValues(ElfFile file, ElfSection table)
    {
        private readonly ReadOnlySpan<byte> _data = file.Raw(table).Span;

        public ulong Of(uint symbol)
        {
            ulong size = file.Is64 ? 24u : 16u;
            ByteReader reader = file.Reader(_data, table.Name);
            reader.Seek(symbol * size);
            reader.Skip(4);
            ulong value;
            ushort section;
            if (file.Is64)
            {
                reader.Skip(2);
                (section, value) = (reader.U16(), reader.U64());
            }
            else
            {
                value = reader.U32();
                reader.Skip(6);
                section = reader.U16();
            }

            return section < file.Sections.Length ? unchecked(value + file.Sections[section].Address) : value;
        }
    }
}
