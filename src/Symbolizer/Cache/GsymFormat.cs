namespace KB.Symbolizer.Cache;

/// <summary>The layout of a GSYM file, version 1.</summary>
/// <remarks>
/// Source: llvm/include/llvm/DebugInfo/GSYM (Header.h, GsymReader.h, FunctionInfo.h, LineTable.h, InlineInfo.h).
/// <code>
/// header          48 bytes: magic, version, size of an address offset, size of the UUID, base address, count of addresses,
///                 offset and size of the strings, UUID (20 bytes)
/// addresses       one offset from the base address for each function, rising
/// infos           one file offset (4 bytes) for each function
/// files           a count, then for each file the strings of its folder and its name; file 0 is no file
/// strings         ended by zero bytes; string 0 is empty
/// functions       each at a multiple of 4: size, name, then pieces of (kind, length, bytes) up to kind 0
/// </code>
/// Files written here have two additions that LLVM passes over: string 1 is <see cref="DirectoryMark"/> with the directory of the
/// compilation, string 2 is <see cref="Unnamed"/> (LLVM wants a name for every function), and behind all stand <see cref="TrailerMagic"/> and a checksum (8 bytes each) of what is before them.
/// </remarks>
internal static class GsymFormat
{
    public const uint Magic = 0x4753594d;
    public const ushort Version = 1;
    public const int HeaderSize = 48;
    public const int MaxUuid = 20;
    public const uint EndOfList = 0, LineTable = 1, InlineInfo = 2;
    public const byte EndSequence = 0, SetFile = 1, AdvancePc = 2, AdvanceLine = 3, FirstSpecial = 4;
    public const string DirectoryMark = "comp_dir=";

    /// <summary>Name of code between functions for which there are lines but no function: padding.</summary>
    public const string Unnamed = "??";

    public const ulong TrailerMagic = 0x31304d595347424b;
    public const int TrailerSize = 16;

    /// <summary>Checksum of a file without its trailer: a multiplying hash of its 8-byte words; it finds damage, not malice.</summary>
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    public static ulong Checksum(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<ulong> words = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(data);
        ulong even = (ulong)data.Length, odd = 0x9e3779b97f4a7c15;
        int i = 0;
        for (; i + 1 < words.Length; i += 2)
        {
            even = unchecked((even ^ words[i]) * 0xff51afd7ed558ccd);
            odd = unchecked((odd ^ words[i + 1]) * 0xc4ceb9fe1a85ec53);
        }

        for (int rest = i * 8; rest < data.Length; rest++)
        {
            even = unchecked((even ^ data[rest]) * 0xff51afd7ed558ccd);
        }

        return unchecked(System.Numerics.BitOperations.RotateLeft(even, 31) ^ odd);
    }
}
