using System.Buffers.Binary;

namespace KB.Indexer.Search.Engine;

/// <summary>Reads the postings of one term, forwards. The layout stands in <see cref="SegmentFormat"/>.</summary>
internal sealed class Postings
{
    /// <summary>Stands behind the last document.</summary>
    public const int End = int.MaxValue;

    private readonly MappedFile _file;
    private readonly uint _start, _length;
    private readonly bool _hasPositions;
    private readonly int[] _documents;
    private readonly int _blocks;
    private int _block = -1, _inBlock, _at, _impacts, _positionsAt, _positionsOf;

    /// <summary>Stands before the first document.</summary>
    public Postings(MappedFile file, uint start, uint length, int count, bool hasPositions)
    {
        (_file, _start, _length, Count, _hasPositions) = (file, start, length, count, hasPositions);
        _blocks = (count + SegmentFormat.Block - 1) / SegmentFormat.Block;
        _documents = new int[Math.Min(count, SegmentFormat.Block)];
    }

    /// <summary>Documents with the term.</summary>
    public int Count { get; }

    /// <summary>The document it stands at; <see cref="End"/> behind the last, -1 before the first.</summary>
    public int Document => _block < 0 ? -1 : _at < _inBlock ? _documents[_at] : End;

    /// <summary>Impact of the term in the document.</summary>
    public byte Impact => Data[_impacts + _at];

    private ReadOnlySpan<byte> Data => _file.Bytes(_start, _length);

    /// <summary>Goes to the first document that is not before <paramref name="from"/>; gives it.</summary>
    public int Seek(int from)
    {
        if (Document >= from)
        {
            return Document;
        }

        if (_block < 0 || _inBlock == 0 || _documents[_inBlock - 1] < from)
        {
            Load(BlockOf(from));
        }

        while (_at < _inBlock && _documents[_at] < from)
        {
            _at++;
        }

        return Document;
    }

    /// <summary>Adds <paramref name="weight"/> times the impact to the scores of the window's documents.</summary>
    public void Accumulate(Window window, int weight)
    {
        int start = window.Start, end = window.End;
        for (Seek(start); _at < _inBlock; Load(_block + 1))
        {
            ReadOnlySpan<int> documents = _documents.AsSpan(0, _inBlock);
            ReadOnlySpan<byte> impacts = Data.Slice(_impacts, _inBlock);
            int[] scores = window.Scores;
            ulong[] bits = window.Bits;
            unchecked
            {
                for (; _at < documents.Length; _at++)
                {
                    int document = documents[_at];
                    if (document >= end)
                    {
                        return;
                    }

                    int place = document - start;
                    bits[place >> 6] |= 1UL << place;
                    scores[place] += weight * impacts[_at];
                }
            }
        }
    }

    /// <summary>Writes the impact of each document to its place where that is less, over all documents.</summary>
    /// <param name="impacts">A place for each document of the segment.</param>
    /// <param name="share">What the impact counts, of 256.</param>
    public void Spread(Span<byte> impacts, int share)
    {
        for (Load(0); _at < _inBlock; Load(_block + 1))
        {
            ReadOnlySpan<byte> own = Data.Slice(_impacts, _inBlock);
            for (int i = 0; i < own.Length; i++)
            {
                byte impact = (byte)Math.Max(1, own[i] * share >> 8);
                ref byte place = ref impacts[_documents[i]];
                place = Math.Max(place, impact);
            }
        }
    }

    /// <summary>Adds each document, times 256, with its impact.</summary>
    /// <param name="found">To add to.</param>
    /// <param name="share">What the impact counts, of 256.</param>
    public void AddTo(List<long> found, int share)
    {
        for (Load(0); _at < _inBlock; Load(_block + 1))
        {
            ReadOnlySpan<byte> own = Data.Slice(_impacts, _inBlock);
            for (int i = 0; i < own.Length; i++)
            {
                found.Add(((long)_documents[i] << 8) | (byte)Math.Max(1, own[i] * share >> 8));
            }
        }
    }

    /// <summary>Reads the positions of the document it stands at behind <paramref name="count"/> others; gives how many there are then.</summary>
    public int ReadPositions(ref int[] to, int count) => _hasPositions ? Positions.Read(Data, PositionsStart(), ref to, count) : count;

    /// <summary>The positions of the document it stands at, as they are stored.</summary>
    public ReadOnlySpan<byte> EncodedPositions
    {
        get
        {
            if (!_hasPositions)
            {
                return [];
            }

            int start = PositionsStart(), end = start;
            Positions.Skip(Data, ref end);
            return Data[start..end];
        }
    }

    private int PositionsStart()
    {
        ReadOnlySpan<byte> data = Data;
        for (; _positionsOf < _at; _positionsOf++)
        {
            Positions.Skip(data, ref _positionsAt);
        }

        return _positionsAt;
    }

    private int BlockOf(int document)
    {
        if (_blocks <= 1)
        {
            return _block < 0 ? 0 : _blocks;
        }

        ReadOnlySpan<byte> table = Data[..(_blocks * 8)];
        int low = _block + 1, high = _blocks;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            bool before = BinaryPrimitives.ReadInt32LittleEndian(table[(middle * 8)..]) < document;
            (low, high) = before ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Load(int block)
    {
        (_block, _at, _inBlock) = (block, 0, 0);
        if (block >= _blocks)
        {
            return;
        }

        ReadOnlySpan<byte> data = Data;
        int at = 0, document = 0;
        if (_blocks > 1)
        {
            at = (_blocks * 8) + BinaryPrimitives.ReadInt32LittleEndian(data[((block * 8) + 4)..]);
            document = block == 0 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(data[((block - 1) * 8)..]);
        }

        _inBlock = Math.Min(SegmentFormat.Block, Count - (block * SegmentFormat.Block));
        Span<int> documents = _documents.AsSpan(0, _inBlock);
        unchecked
        {
            for (int i = 0; i < documents.Length; i++)
            {
                uint delta = data[at];
                if (delta < 0x80)
                {
                    at++;
                }
                else
                {
                    delta = Leb.Read(data, ref at);
                }

                documents[i] = document += (int)delta;
            }
        }

        _impacts = at;
        (_positionsAt, _positionsOf) = (at + _inBlock, 0);
    }
}
