using System.Buffers;

namespace KB.Indexer.Reports;

/// <summary>The signs that browsers, word processors and chats put in the place of those that the kernel printed.</summary>
internal static class Typography
{
    /// <summary>A sign, and what the kernel printed there; <see cref="WrittenBreaks.Nothing"/> where it printed nothing.</summary>
    private static readonly (char Sign, char Printed)[] Signs =
    [
        // Blanks that keep lines together, of any width.
        ('\u00A0', ' '), ('\u202F', ' '), ('\u205F', ' '), ('\u3000', ' '), .. Range('\u2000', '\u200A', ' '),
        // Places where a line may, or may not, break, and marks of the direction of writing.
        ('\u00AD', WrittenBreaks.Nothing), ('\uFEFF', WrittenBreaks.Nothing), .. Range('\u200B', '\u200F', WrittenBreaks.Nothing),
        .. Range('\u202A', '\u202E', WrittenBreaks.Nothing), .. Range('\u2060', '\u2064', WrittenBreaks.Nothing), .. Range('\u2066', '\u2069', WrittenBreaks.Nothing),
        ('\u2028', WrittenBreaks.End), ('\u2029', WrittenBreaks.End),
        ('\u2018', '\''), ('\u2019', '\''), ('\u201C', '"'), ('\u201D', '"'),
    ];

    private static readonly SearchValues<char> Any = SearchValues.Create([.. Signs.Select(each => each.Sign)]);

    private static readonly Dictionary<char, char> Printed = Signs.ToDictionary(each => each.Sign, each => each.Printed);

    /// <summary>Puts back what the kernel printed, and gives the length of what is left.</summary>
    public static int Plain(Span<char> text)
    {
        // All of them are far from ASCII, which is most of any log.
        int beyond = text.IndexOfAnyExceptInRange('\0', '\x7f');
        int at = beyond < 0 ? -1 : text[beyond..].IndexOfAny(Any);
        if (at < 0)
        {
            return text.Length;
        }

        at += beyond;

        int length = at;
        foreach (char each in text[at..])
        {
            char printed = Printed.GetValueOrDefault(each, each);
            text[length] = printed;
            length += printed == WrittenBreaks.Nothing && each != WrittenBreaks.Nothing ? 0 : 1;
        }

        return length;
    }

    private static IEnumerable<(char, char)> Range(char first, char last, char printed) => Enumerable.Range(first, last - first + 1).Select(sign => ((char)sign, printed));
}
