using System.Buffers;
using System.Globalization;

namespace KB.Indexer.Symbolization;

/// <summary>A frame printed as an address alone, by kernels without kallsyms: <c> [&lt;ffffffff81234567&gt;]</c> or <c> 0xffffffff81234567</c> at the end of a line.</summary>
/// <param name="End">Index behind the address.</param>
/// <param name="Address">The address as printed.</param>
/// <param name="InBrackets">True for the form of kernels before 4.10, most of which knew no KASLR.</param>
internal readonly record struct PrintedAddress(int End, ulong Address, bool InBrackets)
{
    private const int MinDigits = 8, MaxDigits = 16;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The address at the end of a line; null when it ends otherwise. Linear in the line.</summary>
    public static PrintedAddress? Find(string line)
    {
        ReadOnlySpan<char> text = line.AsSpan().TrimEnd();
        int end = text.Length;
        bool inBrackets = text.EndsWith(">]", StringComparison.Ordinal);
        ReadOnlySpan<char> rest = inBrackets ? text[..^2] : text;
        int start = rest.LastIndexOfAnyExcept(HexDigits) + 1;
        ReadOnlySpan<char> digits = rest[start..], before = rest[..start];
        bool isFrame = before.EndsWith(inBrackets ? "[<" : "0x", StringComparison.Ordinal);
        before = before.Length >= 2 ? before[..^2] : before;
        return isFrame && digits.Length is >= MinDigits and <= MaxDigits && (before.IsEmpty || before[^1] == ' ')
            && (inBrackets || before.TrimEnd() is var head && (head.IsEmpty || head[^1] is '?' or ']'))
            ? new(end, ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), inBrackets)
            : null;
    }
}
