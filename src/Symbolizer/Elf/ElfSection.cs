namespace KB.Symbolizer.Elf;

/// <summary>One section header, widened to 64 bits.</summary>
/// <remarks>Source: System V ABI, chapter 4, "Sections". Constants are the ones of that chapter.</remarks>
internal sealed record ElfSection
{
    public const uint SymbolTable = 2;
    public const uint Rela = 4;
    public const uint Note = 7;
    public const uint NoBits = 8;
    public const uint Rel = 9;
    public const ulong Allocated = 2;
    public const ulong Executable = 4;
    public const ulong Compressed = 0x800;

    public required int Index { get; init; }

    public required string Name { get; init; }

    public required uint Type { get; init; }

    public required ulong Flags { get; init; }

    /// <summary>Address in memory; for a relocatable file the one that <see cref="SectionLayout"/> gives.</summary>
    public required ulong Address { get; init; }

    /// <summary>Offset in the file, in bytes.</summary>
    public required ulong Offset { get; init; }

    /// <summary>Size in bytes; of a <see cref="NoBits"/> section nothing is in the file.</summary>
    public required ulong Size { get; init; }

    public required uint Link { get; init; }

    public required uint Info { get; init; }

    public required ulong Alignment { get; init; }

    public bool IsAllocated => (Flags & Allocated) != 0;

    public bool IsExecutable => (Flags & Executable) != 0;
}
