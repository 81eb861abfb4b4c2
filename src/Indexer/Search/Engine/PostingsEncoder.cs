using System.Buffers.Binary;

namespace KB.Indexer.Search.Engine;

/// <summary>Encodes the postings of one term after another. The layout stands in <see cref="SegmentFormat"/>.</summary>
internal sealed class PostingsEncoder
{
    private readonly byte[] _documents = new byte[SegmentFormat.Block * Leb.MaxLength];
    private readonly byte[] _impacts = new byte[SegmentFormat.Block];
    private readonly ByteBuffer _positions = new();
    private readonly ByteBuffer _blocks = new();
    private readonly ByteBuffer _table = new();
    private int _documentsLength, _inBlock, _last;

    /// <summary>Documents of the term so far.</summary>
    public int Count { get; private set; }

    /// <summary>Appends a document.</summary>
    /// <param name="document">Place in the segment, greater than the one before.</param>
    /// <param name="impact">1 to 255.</param>
    /// <param name="positions">Encoded positions: number and deltas; empty for fields without.</param>
    public void Add(int document, byte impact, ReadOnlySpan<byte> positions)
    {
        if (_inBlock == SegmentFormat.Block)
        {
            EndBlock();
        }

        _documentsLength += Leb.Write(_documents.AsSpan(_documentsLength), (uint)(document - _last));
        _impacts[_inBlock++] = impact;
        _positions.Append(positions);
        _last = document;
        Count++;
    }

    /// <summary>Ends the term: writes its postings.</summary>
    public void End(SegmentOutput output)
    {
        EndBlock();
        if (_table.Length > 8)
        {
            output.Write(_table.Span);
        }

        output.Write(_blocks.Span);
        _table.Clear();
        _blocks.Clear();
        (Count, _last) = (0, 0);
    }

    private void EndBlock()
    {
        Span<byte> entry = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(entry, _last);
        BinaryPrimitives.WriteInt32LittleEndian(entry[4..], _blocks.Length);
        _table.Append(entry);
        _blocks.Append(_documents.AsSpan(0, _documentsLength));
        _blocks.Append(_impacts.AsSpan(0, _inBlock));
        _blocks.Append(_positions.Span);
        _positions.Clear();
        (_documentsLength, _inBlock) = (0, 0);
    }
}

/// <summary>Bytes that grow at their end.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = new byte[256];

    /// <summary>Bytes held.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (Length + bytes.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(Length + bytes.Length, _bytes.Length * 2));
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Forgets the bytes, keeps the room.</summary>
    public void Clear() => Length = 0;
}
