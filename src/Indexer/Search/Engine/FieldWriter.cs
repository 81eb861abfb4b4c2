using System.Runtime.InteropServices;

namespace KB.Indexer.Search.Engine;

/// <summary>Writes the sections of one field, terms in order of their bytes.</summary>
internal sealed class FieldWriter(SegmentOutput output, PartTable? parts)
{
    private static readonly byte[] Zero = [0];
    private readonly long _start = Align(output);
    private readonly ByteBuffer _terms = new();
    private readonly List<uint> _starts = [];
    private readonly List<uint> _infos = [];
    private long _termStart = output.Position;

    /// <summary>Takes the postings of the next term.</summary>
    public PostingsEncoder Postings { get; } = new();

    /// <summary>Ends the term whose postings were added; one without postings leaves no trace.</summary>
    public void EndTerm(ReadOnlySpan<byte> term)
    {
        if (Postings.Count == 0)
        {
            return;
        }

        parts?.Add(_starts.Count, term);
        _starts.Add((uint)_terms.Length);
        _terms.Append(term);
        _terms.Append(Zero);
        _infos.Add((uint)Postings.Count);
        _infos.Add((uint)(_termStart - _start));
        Postings.End(output);
        _termStart = output.Position;
    }

    /// <summary>Writes the dictionary behind the postings.</summary>
    public FieldEntry End()
    {
        var entry = new FieldEntry
        {
            Postings = (uint)_start,
            PostingsLength = (uint)(output.Position - _start),
            TermsLength = (uint)_terms.Length,
            Count = (uint)_starts.Count,
            Terms = output.WriteArray(_terms.Span),
        };
        _starts.Add((uint)_terms.Length);
        entry.Starts = output.WriteArray<uint>(CollectionsMarshal.AsSpan(_starts));
        entry.Infos = output.WriteArray<uint>(CollectionsMarshal.AsSpan(_infos));
        return entry;
    }

    private static long Align(SegmentOutput output)
    {
        output.WriteArray<byte>([]);
        return output.Position;
    }
}
