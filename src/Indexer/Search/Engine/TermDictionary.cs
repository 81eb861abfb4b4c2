using System.Text;

namespace KB.Indexer.Search.Engine;

/// <summary>The terms of one field of a segment, in order of their bytes.</summary>
internal sealed class TermDictionary(MappedFile file, FieldEntry entry, bool hasPositions)
{
    /// <summary>Terms.</summary>
    public int Count => (int)entry.Count;

    private ReadOnlySpan<byte> Terms => file.Bytes(entry.Terms, entry.TermsLength);

    private ReadOnlySpan<uint> Starts => file.Array<uint>(entry.Starts, entry.Count + 1);

    private ReadOnlySpan<uint> Infos => file.Array<uint>(entry.Infos, entry.Count * 2);

    /// <summary>A term's bytes.</summary>
    public ReadOnlySpan<byte> this[int term]
    {
        get
        {
            ReadOnlySpan<uint> starts = Starts;
            return Terms[(int)starts[term]..((int)starts[term + 1] - 1)];
        }
    }

    /// <summary>A term as text.</summary>
    public string Text(int term) => Encoding.UTF8.GetString(this[term]);

    /// <summary>Documents with a term.</summary>
    public int Documents(int term) => (int)Infos[term * 2];

    /// <summary>The postings of a term.</summary>
    public Postings Read(int term)
    {
        uint start = Infos[(term * 2) + 1];
        return new Postings(file, entry.Postings + start, entry.PostingsLength - start, Documents(term), hasPositions);
    }

    /// <summary>Place of a term; negative when there is none.</summary>
    public int Find(ReadOnlySpan<byte> term)
    {
        int place = Above(term);
        return place < Count && this[place].SequenceEqual(term) ? place : -1;
    }

    /// <summary>Terms that start so: the first and the one behind the last.</summary>
    public (int From, int To) WithPrefix(ReadOnlySpan<byte> prefix)
    {
        int from = Above(prefix);
        int to = from, step = 1;
        while (to < Count && this[to].StartsWith(prefix))
        {
            to = Math.Min(to + step, Count);
            step *= 2;
        }

        int low = Math.Max(from, to - step);
        while (low < to)
        {
            int middle = (low + to) >>> 1;
            (low, to) = this[middle].StartsWith(prefix) ? (middle + 1, to) : (low, middle);
        }

        return (from, low);
    }

    /// <summary>Terms that contain some bytes, in order; a term stands once.</summary>
    public IEnumerable<int> Containing(byte[] part)
    {
        for (int at = 0; (at = Next(part, at, out int term)) >= 0;)
        {
            yield return term;
        }
    }

    private int Next(byte[] part, int at, out int term)
    {
        ReadOnlySpan<byte> terms = Terms;
        term = -1;
        if (at >= terms.Length)
        {
            return -1;
        }

        int found = terms[at..].IndexOf(part);
        if (found < 0)
        {
            return -1;
        }

        ReadOnlySpan<uint> starts = Starts;
        int low = 0, high = Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            (low, high) = starts[middle] <= at + found ? (middle + 1, high) : (low, middle);
        }

        term = low - 1;
        return (int)starts[low];
    }

    /// <summary>Place of the first term that is not before these bytes.</summary>
    private int Above(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> terms = Terms;
        ReadOnlySpan<uint> starts = Starts;
        int low = 0, high = Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            int order = terms[(int)starts[middle]..((int)starts[middle + 1] - 1)].SequenceCompareTo(bytes);
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
