namespace KB.Indexer.Duplicates.Features;

/// <summary>The words of a report that are not frames, registers or numbers.</summary>
internal static class MessageWords
{
    /// <summary>Words after these are memory dumps and other noise.</summary>
    private const int MaxWords = 96;

    /// <summary>Characters read; messages come first.</summary>
    private const int MaxLength = 24_000;

    private static readonly string[] Skipped =
        ["RIP:", "RSP:", "Code:", "CR2:", "CS:", "FS:", "Hardware name:", "Modules linked in", "CPU:", "Memory state around", "Kernel Offset", "Rebooting in", "Dumping ftrace", "(ftrace buffer"];

    /// <summary>Distinct words of four letters or more, lower case, in order.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (ReadOnlySpan<char> line in text.AsSpan(0, Math.Min(text.Length, MaxLength)).EnumerateLines())
        {
            if (words.Count < MaxWords && !IsDump(line))
            {
                Add(words, line);
            }
        }

        return words;
    }

    private static bool IsDump(ReadOnlySpan<char> line)
    {
        if (line.Contains("+0x", StringComparison.Ordinal) || line.Contains("[inline]", StringComparison.Ordinal))
        {
            return true;
        }

        ReadOnlySpan<char> start = line.TrimStart();
        foreach (string skipped in Skipped)
        {
            if (start.StartsWith(skipped, StringComparison.Ordinal))
            {
                return true;
            }
        }

        // A register dump: "RAX: 0000…", "x29: ffff…".
        int colon = start.IndexOf(':');
        return colon is > 0 and < 5 && start.Length > colon + 9 && char.IsAsciiHexDigit(start[colon + 2]) && char.IsAsciiHexDigit(start[colon + 8]);
    }

    private static void Add(HashSet<string> words, ReadOnlySpan<char> line)
    {
        int start = -1;
        for (int i = 0; i <= line.Length; i++)
        {
            bool inside = i < line.Length && (char.IsAsciiLetter(line[i]) || line[i] is '_' || (start >= 0 && char.IsAsciiDigit(line[i])));
            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                ReadOnlySpan<char> word = line[start..i];
                if (word.Length is >= 4 and <= 40 && !IsHex(word))
                {
                    words.Add(word.ToString().ToLowerInvariant());
                }

                start = -1;
            }
        }
    }

    private static bool IsHex(ReadOnlySpan<char> word)
    {
        if (word[0] == 'x' && word.Length > 4 && char.IsAsciiDigit(word[^1]))
        {
            // What is left of 0x….
            word = word[1..];
        }

        foreach (char c in word)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}
