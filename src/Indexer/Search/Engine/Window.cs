using System.Numerics;

namespace KB.Indexer.Search.Engine;

/// <summary>
/// A stretch of documents that a query is evaluated for at once: which of them match, and their scores. Small enough to stay in
/// the nearest cache, so that common words cost a few instructions a document.
/// </summary>
internal sealed class Window
{
    /// <summary>Documents in a window.</summary>
    public const int Size = 4096;

    // Those of this thread that no matcher uses: a query of many parts would make a megabyte of them otherwise.
    [ThreadStatic]
    private static Stack<Window>? _free;

    /// <summary>An empty window over the same documents as another; give it back when done.</summary>
    public static Window Rent(Window like)
    {
        Window window = (_free ??= new()).TryPop(out Window? free) ? free : new Window();
        window.Reset(like.Start, like.End);
        return window;
    }

    /// <summary>Gives windows back.</summary>
    public static void Return(params ReadOnlySpan<Window> windows)
    {
        foreach (Window window in windows)
        {
            (_free ??= new()).Push(window);
        }
    }

    /// <summary>First document.</summary>
    public int Start { get; private set; }

    /// <summary>The one behind the last document.</summary>
    public int End { get; private set; }

    /// <summary>A bit a document: set when it matches.</summary>
    public ulong[] Bits { get; } = new ulong[Size / 64];

    /// <summary>Score of each document; 0 where the bit is not set.</summary>
    public int[] Scores { get; } = new int[Size];

    /// <summary>True when no document matches.</summary>
    public bool IsEmpty => !Bits.AsSpan().ContainsAnyExcept(0UL);

    /// <summary>Documents that match.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            foreach (ulong word in Bits)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    /// <summary>True when the document at a place matches.</summary>
    public bool Has(int place) => (Bits[place >> 6] >> place & 1) != 0;

    /// <summary>The first place from <paramref name="from"/> on that matches; -1 when none does.</summary>
    public int NextBit(int from)
    {
        for (int word = from >> 6; word < Bits.Length; word++)
        {
            ulong bits = Bits[word] & (word == from >> 6 ? ulong.MaxValue << from : ulong.MaxValue);
            if (bits != 0)
            {
                return (word << 6) + BitOperations.TrailingZeroCount(bits);
            }
        }

        return -1;
    }

    /// <summary>A document matches: adds to its score.</summary>
    public void Add(int place, int score)
    {
        Bits[place >> 6] |= 1UL << place;
        Scores[place] += score;
    }

    /// <summary>Takes over what another window holds, scores added.</summary>
    public void Add(Window other)
    {
        for (int word = 0; word < Bits.Length; word++)
        {
            ulong theirs = other.Bits[word];
            Bits[word] |= theirs;
            for (; theirs != 0; theirs &= theirs - 1)
            {
                int place = (word << 6) + BitOperations.TrailingZeroCount(theirs);
                Scores[place] += other.Scores[place];
            }
        }
    }

    /// <summary>A document does not match after all.</summary>
    public void Drop(int place)
    {
        Bits[place >> 6] &= ~(1UL << place);
        Scores[place] = 0;
    }

    /// <summary>Empties it and moves it to start at a document.</summary>
    public void Reset(int start, int end)
    {
        (Start, End) = (start, end);
        Array.Clear(Bits);
        Array.Clear(Scores);
    }

    /// <summary>Keeps only what the other window holds too, scores added.</summary>
    public void Intersect(Window other)
    {
        for (int word = 0; word < Bits.Length; word++)
        {
            ulong both = Bits[word] & other.Bits[word];
            for (ulong gone = Bits[word] & ~both; gone != 0; gone &= gone - 1)
            {
                Scores[(word << 6) + BitOperations.TrailingZeroCount(gone)] = 0;
            }

            Bits[word] = both;
            for (; both != 0; both &= both - 1)
            {
                int place = (word << 6) + BitOperations.TrailingZeroCount(both);
                Scores[place] += other.Scores[place];
            }
        }
    }

    /// <summary>Drops what the other window holds.</summary>
    public void Subtract(Window other)
    {
        for (int word = 0; word < Bits.Length; word++)
        {
            ulong gone = Bits[word] & other.Bits[word];
            Bits[word] &= ~gone;
            for (; gone != 0; gone &= gone - 1)
            {
                Scores[(word << 6) + BitOperations.TrailingZeroCount(gone)] = 0;
            }
        }
    }

    /// <summary>Takes over what the other window holds, of two scores the greater.</summary>
    public void TakeGreater(Window other)
    {
        for (int word = 0; word < Bits.Length; word++)
        {
            ulong theirs = other.Bits[word];
            Bits[word] |= theirs;
            for (; theirs != 0; theirs &= theirs - 1)
            {
                int place = (word << 6) + BitOperations.TrailingZeroCount(theirs);
                Scores[place] = Math.Max(Scores[place], other.Scores[place]);
            }
        }
    }

    /// <summary>Adds the other's scores to documents that match already.</summary>
    public void Boost(Window other)
    {
        for (int word = 0; word < Bits.Length; word++)
        {
            for (ulong both = Bits[word] & other.Bits[word]; both != 0; both &= both - 1)
            {
                int place = (word << 6) + BitOperations.TrailingZeroCount(both);
                Scores[place] += other.Scores[place];
            }
        }
    }
}
