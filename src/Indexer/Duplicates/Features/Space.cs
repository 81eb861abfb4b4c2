namespace KB.Indexer.Duplicates.Features;

/// <summary>What a term names. Terms of different spaces never meet, though their text may be the same.</summary>
public enum Space : byte
{
    /// <summary>A function in a stack, machinery left out.</summary>
    Function,

    /// <summary>Two functions that follow each other in the stack of the crash.</summary>
    Pair,

    /// <summary>A source file of a frame.</summary>
    File,

    /// <summary>The folder of such a file, at most two levels: <c>net/ipv4</c>.</summary>
    Folder,

    /// <summary>A source line: <c>net/ipv4/tcp.c:12</c>.</summary>
    Line,

    /// <summary>A word of the message.</summary>
    Word,

    /// <summary>A word of a title.</summary>
    TitleWord,

    /// <summary>A lock class.</summary>
    Lock,

    /// <summary>A function that a title or the parser blames.</summary>
    Guilty,

    /// <summary>Single values compared whole: a title, a cache, a release, a machine, a task, a tracker's bug.</summary>
    Value,
}

/// <summary>Hashes of terms: 32 bits, the space mixed in. Among 100,000 distinct terms about one pair collides.</summary>
public static class Term
{
    /// <summary>The hash of a text in a space (FNV-1a, finished as in MurmurHash3); 0 for no text.</summary>
    public static uint Of(Space space, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        unchecked
        {
            uint hash = 2166136261u ^ ((uint)space * 0x9E3779B9u);
            foreach (char c in text)
            {
                hash = (hash ^ c) * 16777619u;
            }

            return Finish(hash);
        }
    }

    /// <summary>The hash of two terms in order.</summary>
    public static uint Of(uint first, uint second)
    {
        unchecked
        {
            return Finish(((first * 0x85EBCA6Bu) ^ second) + 0x27220A95u);
        }
    }

    private static uint Finish(uint hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 16)) * 0x85EBCA6Bu;
            hash = (hash ^ (hash >> 13)) * 0xC2B2AE35u;
            hash ^= hash >> 16;
            return hash == 0 ? 1 : hash;
        }
    }
}
