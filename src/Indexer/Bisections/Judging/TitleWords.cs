namespace KB.Indexer.Bisections.Judging;

/// <summary>What a crash title is made of: the kind of crash, the function or file it blames, the words of that name.</summary>
internal static class TitleWords
{
    /// <summary>Titles that name no place: any bug can end in one of them.</summary>
    private static readonly string[] Placeless =
    [
        "no output from test machine", "lost connection to test machine", "unexpected kernel reboot", "SYZFATAL", "SYZFAIL", "test machine",
    ];

    /// <summary>Words that say nothing of the subsystem a function belongs to.</summary>
    private static readonly HashSet<string> Empty = new(StringComparer.Ordinal)
    {
        "in", "at", "the", "of", "for", "to", "sys", "x64", "do", "se", "read", "write", "init", "free", "get", "put", "set", "add", "del", "new",
        "alloc", "release", "handle", "kernel", "corrupted", "test", "work", "fn", "check", "list", "data", "rcu", "LINE",
    };

    /// <summary>Kind and place: <c>KASAN: use-after-free Read</c> and <c>widget_poll</c>; the place is empty when the title names none.</summary>
    public static (string Kind, string Place) Split(string title)
    {
        int blank = title.LastIndexOf(' ');
        ReadOnlySpan<char> before = blank < 0 ? "" : title.AsSpan(0, blank);
        if (blank == title.Length - 1 || !(before.EndsWith(" in") || before.EndsWith(" at")))
        {
            return (title, "");
        }

        return (title[..(blank - 3)], title[(blank + 1)..]);
    }

    /// <summary>True for a title that any bug can end in: a damaged report, a dead machine.</summary>
    public static bool IsPlaceless(string title) =>
        title.EndsWith(" corrupted", StringComparison.Ordinal) || title is "" or "corrupted" or "BUG: unable to handle kernel"
        || Array.Exists(Placeless, words => title.Contains(words, StringComparison.Ordinal));

    /// <summary>Words of the place that tell of its subsystem: <c>widget_poll</c> gives widget and poll.</summary>
    public static HashSet<string> Of(string title)
    {
        HashSet<string> words = Split(Split(title).Place, lower: false);
        words.ExceptWith(Empty);
        return words;
    }

    /// <summary>Words of any text: runs of ASCII letters and digits of two and more.</summary>
    public static HashSet<string> Split(string text, bool lower)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (string word in Sequence(text))
        {
            words.Add(lower ? word.ToLowerInvariant() : word);
        }

        return words;
    }

    /// <summary>The words of a text in order, repeated ones too.</summary>
    public static IEnumerable<string> Sequence(string text)
    {
        int start = 0;
        for (int at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
            {
                continue;
            }

            if (at - start > 1)
            {
                yield return text[start..at];
            }

            start = at + 1;
        }
    }
}
