using System.Buffers;
using System.Globalization;

namespace KB.Symbolizer.Elf;

/// <summary>Reads System.map or /proc/kallsyms: <c>ffffffff81001234 T name</c>, and a module in brackets behind a tab.</summary>
/// <remarks>Source: scripts/mksysmap, kernel/kallsyms.c. Lines that are not of this form are passed over.</remarks>
internal static class SymbolMap
{
    /// <summary>The largest kernels have some 200,000 symbols of 60 bytes.</summary>
    private const long MaxBytes = 256 << 20;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>True when a file starts as a symbol map does: 8 or 16 hex digits, a space, a letter, a space.</summary>
    public static bool Looks(ReadOnlySpan<byte> start)
    {
        int digits = start.IndexOfAnyExcept(HexDigits);
        return digits is 8 or 16 && start.Length > digits + 3 && start[digits] == ' ' && char.IsAsciiLetter((char)start[digits + 1]) && start[digits + 2] == ' ';
    }

    /// <exception cref="BadImageFormatException">It has no symbols, or hides their addresses (kptr_restrict).</exception>
    public static SymbolTable Read(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw Damage.At("symbol map", 0, "larger than any kernel's");
        }

        var symbols = new List<Symbol>();
        using var names = new MemoryStream();
        foreach (string line in File.ReadLines(path))
        {
            string[] parts = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length >= 3 && parts[1].Length == 1 && ulong.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address) && address != 0)
            {
                symbols.Add(new(address, 0, (uint)names.Length));
                names.Write(System.Text.Encoding.UTF8.GetBytes(parts[2]));
                names.WriteByte(0);
            }
        }

        return symbols.Count > 0 ? new SymbolTable([.. symbols], names.ToArray()) : throw Damage.At("symbol map", 0, "no symbols, or their addresses are hidden");
    }
}
