using System.Globalization;
using KB.Symbolizer;

namespace KB.Indexer.Symbolization;

/// <summary>A place in code as it stands in a line: <c>kc_run+0x4a/0x60 [kcrash]</c>.</summary>
/// <param name="Start">Index in the line of the first letter of the symbol.</param>
/// <param name="End">Index behind the size (or the offset where no size is printed); the module follows it.</param>
/// <param name="Place">Symbol, offset, size.</param>
/// <param name="Module">Name of the module as printed; null for the kernel itself.</param>
/// <param name="BuildId">Build id of the module, printed by kernels with CONFIG_STACKTRACE_BUILD_ID; null when not printed.</param>
internal readonly record struct PrintedPlace(int Start, int End, SymbolPlace Place, string? Module, BuildId? BuildId)
{
    private const string Plus = "+0x";
    private const int MaxDigits = 16;

    /// <summary>Places of a line that are read: the kernel prints no more than three or four. What is asked of each looks at the whole line.</summary>
    internal const int MaxPlaces = 64;

    /// <summary>The places of a line, in order. Linear in the line.</summary>
    public static List<PrintedPlace> FindAll(string line)
    {
        var found = new List<PrintedPlace>();
        int from = 0;
        for (int plus = line.IndexOf(Plus, StringComparison.Ordinal); plus >= 0 && found.Count < MaxPlaces; plus = line.IndexOf(Plus, from, StringComparison.Ordinal))
        {
            int start = plus;
            while (start > from && IsSymbolPart(line[start - 1]))
            {
                start--;
            }

            from = plus + Plus.Length;
            if (start < plus && !char.IsAsciiDigit(line[start]) && Hex(line, ref from) is { } offset)
            {
                ulong? size = null;
                int end = from;
                if (line.AsSpan(from).StartsWith("/0x", StringComparison.Ordinal))
                {
                    end = from + 3;
                    size = Hex(line, ref end);
                    end = size == null ? from : end;
                }

                (string? module, BuildId? id) = ReadModule(line.AsSpan(end));
                found.Add(new(start, end, new(line[start..plus], offset, size), module, id));
                from = end;
            }
        }

        return found;
    }

    private static bool IsSymbolPart(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '$';

    private static ulong? Hex(string line, ref int position)
    {
        int start = position;
        while (position < line.Length && char.IsAsciiHexDigit(line[position]))
        {
            position++;
        }

        ReadOnlySpan<char> digits = line.AsSpan(start, position - start);
        return digits.Length is > 0 and <= MaxDigits ? ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Reads <c> [kcrash]</c>, <c> [kcrash(OE)]</c> or <c> [kcrash 3685823…]</c>.</summary>
    private static (string? Module, BuildId? BuildId) ReadModule(ReadOnlySpan<char> rest)
    {
        int end = rest.StartsWith(" [", StringComparison.Ordinal) ? rest.IndexOf(']') : -1;
        if (end < 3 || rest[2] == '<')
        {
            return (null, null);
        }

        ReadOnlySpan<char> inside = rest[2..end];
        int length = inside.IndexOfAny(' ', '(');
        string name = (length < 0 ? inside : inside[..length]).ToString();
        BuildId? id = length > 0 ? KB.Symbolizer.BuildId.Parse(inside[(length + 1)..].Trim().ToString()) : null;
        return name == "inline" || !name.All(letter => IsSymbolPart(letter) || letter == '-') ? (null, null) : (name, id);
    }
}
