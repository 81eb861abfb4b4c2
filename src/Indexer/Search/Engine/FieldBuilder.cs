namespace KB.Indexer.Search.Engine;

/// <summary>The postings of one field while a segment is gathered in memory.</summary>
/// <remarks>
/// Occurrences of one document are gathered first (term, position, weight) and encoded when the document ends. A posting in memory:
/// document delta (LEB128), impact (a byte), then, for fields with positions, their number and their deltas (LEB128).
/// </remarks>
internal sealed class FieldBuilder(bool positions)
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _terms = [];
    private TermBuffer[] _buffers = new TermBuffer[256];
    private float[] _weights = new float[256];
    private ulong[] _places = new ulong[1024];
    private int _placeCount;

    /// <summary>Bytes held, roughly.</summary>
    public long Bytes { get; private set; }

    /// <summary>True when positions are kept.</summary>
    public bool HasPositions => positions;

    /// <summary>Different terms of the current document.</summary>
    public int Different
    {
        get
        {
            var ids = new HashSet<int>();
            for (int i = 0; i < _placeCount; i++)
            {
                ids.Add((int)(_places[i] >> 32));
            }

            return ids.Count;
        }
    }

    /// <summary>Terms in order of their first appearance.</summary>
    public IReadOnlyList<string> Terms => _terms;

    /// <summary>The postings of a term.</summary>
    public ref readonly TermBuffer this[int term] => ref _buffers[term];

    /// <summary>Adds one occurrence in the current document.</summary>
    /// <param name="term">Folded term.</param>
    /// <param name="position">Position; not used by fields without.</param>
    /// <param name="weight">How much it says that the document is about the term.</param>
    public void Add(ReadOnlySpan<char> term, int position, float weight)
    {
        int id = IdOf(term);
        _weights[id] += weight;
        if (_placeCount == _places.Length)
        {
            Array.Resize(ref _places, _places.Length * 2);
        }

        _places[_placeCount++] = ((ulong)(uint)id << 32) | (uint)position;
    }

    /// <summary>Adds to the weight of a term of the current document, when it occurs in it; fields without positions take it as an occurrence.</summary>
    public void Weigh(ReadOnlySpan<char> term, float weight)
    {
        if (!positions)
        {
            Add(term, 0, weight);
        }
        else if (_ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(term, out int id) && _weights[id] > 0)
        {
            _weights[id] += weight;
        }
    }

    /// <summary>Ends the document: encodes its postings.</summary>
    /// <param name="document">Place of the document in the segment.</param>
    /// <param name="tokens">Tokens of its text: makes impacts of weights.</param>
    public void End(int document, int tokens)
    {
        Span<ulong> places = _places.AsSpan(0, _placeCount);
        places.Sort();
        for (int i = 0; i < places.Length;)
        {
            int term = (int)(places[i] >> 32);
            int end = i + 1;
            while (end < places.Length && (int)(places[end] >> 32) == term)
            {
                end++;
            }

            ref TermBuffer buffer = ref _buffers[term];
            int before = buffer.Room;
            buffer.Add(document, Weights.Impact(_weights[term], tokens), places[i..end], positions);
            Bytes += buffer.Room - before;
            _weights[term] = 0;
            i = end;
        }

        _placeCount = 0;
    }

    private int IdOf(ReadOnlySpan<char> term)
    {
        if (_ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(term, out int id))
        {
            return id;
        }

        string text = term.ToString();
        id = _terms.Count;
        _ids.Add(text, id);
        _terms.Add(text);
        if (id == _buffers.Length)
        {
            Array.Resize(ref _buffers, id * 2);
            Array.Resize(ref _weights, id * 2);
        }

        Bytes += 100 + (2 * text.Length);
        return id;
    }
}

/// <summary>Postings of one term in memory.</summary>
internal struct TermBuffer
{
    private byte[] _data;
    private int _length;
    private int _last;

    /// <summary>Documents.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes allocated.</summary>
    public readonly int Room => _data?.Length ?? 0;

    /// <summary>The encoded postings.</summary>
    public readonly ReadOnlySpan<byte> Data => _data.AsSpan(0, _length);

    /// <summary>Appends a posting; the lower half of each place is a position, ascending.</summary>
    public void Add(int document, byte impact, ReadOnlySpan<ulong> places, bool positions)
    {
        int need = _length + 12 + (positions ? places.Length * 5 : 0);
        if (_data is null || need > _data.Length)
        {
            Array.Resize(ref _data, Math.Max(need, Math.Max(16, (_data?.Length ?? 0) * 2)));
        }

        Span<byte> data = _data;
        _length += Leb.Write(data[_length..], (uint)(document - _last));
        _last = document;
        data[_length++] = impact;
        Count++;
        if (positions)
        {
            _length += Leb.Write(data[_length..], (uint)places.Length);
            uint previous = 0;
            foreach (ulong place in places)
            {
                uint position = (uint)(place & uint.MaxValue);
                _length += Leb.Write(data[_length..], position - previous);
                previous = position;
            }
        }
    }
}
