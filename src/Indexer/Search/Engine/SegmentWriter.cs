using System.Runtime.InteropServices;
using System.Text;

namespace KB.Indexer.Search.Engine;

/// <summary>Gathers documents in memory and writes them as one segment. Not for several threads.</summary>
public sealed class SegmentWriter
{
    private readonly List<int> _numbers = [];
    private readonly List<DocumentSize> _sizes = [];
    private FieldBuilder[] _fields;
    private DocumentTerms _terms;

    /// <summary>An empty writer.</summary>
    public SegmentWriter() => Clear();

    /// <summary>Documents added since the last write.</summary>
    public int Count => _numbers.Count;

    /// <summary>Bytes held, roughly: write when it exceeds what you want to spend.</summary>
    public long Bytes => _fields.Sum(builder => builder.Bytes);

    /// <summary>Takes the terms of one document.</summary>
    /// <exception cref="ArgumentException">Its number is not greater than that of the document before.</exception>
    public void Add(SearchDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (Count > 0 && document.Number <= _numbers[^1])
        {
            throw new ArgumentException($"Document {document.Number} comes after {_numbers[^1]}: numbers must ascend.", nameof(document));
        }

        _terms.Take(document);
        int functions = _fields[(int)SearchField.Function].Different;
        foreach (FieldBuilder field in _fields)
        {
            field.End(_numbers.Count, _terms.Tokens);
        }

        _numbers.Add(document.Number);
        _sizes.Add(new((ushort)Math.Min(_terms.Tokens, ushort.MaxValue), (ushort)Math.Min(functions, ushort.MaxValue)));
    }

    /// <summary>Writes what was added as one file (to a temporary name, synced, renamed) and empties the writer.</summary>
    public void Write(string path)
    {
        using (var output = new SegmentOutput(path))
        {
            var tables = new PartTables();
            FieldEntry[] entries = [.. _fields.Select((builder, field) => Write(builder, output, tables[(SearchField)field])), .. tables.Write(output)];
            output.Finish(new SegmentFooter
            {
                Count = Count,
                Numbers = output.WriteArray<int>(CollectionsMarshal.AsSpan(_numbers)),
                Sizes = output.WriteArray<DocumentSize>(CollectionsMarshal.AsSpan(_sizes)),
                Fields = output.WriteArray<FieldEntry>(entries),
                FieldCount = (uint)entries.Length,
            });
        }

        Clear();
    }

    private static FieldEntry Write(FieldBuilder field, SegmentOutput output, PartTable? parts)
    {
        var terms = new (byte[] Bytes, int Id)[field.Terms.Count];
        for (int i = 0; i < terms.Length; i++)
        {
            terms[i] = (Encoding.UTF8.GetBytes(field.Terms[i]), i);
        }

        Array.Sort(terms, (a, b) => a.Bytes.AsSpan().SequenceCompareTo(b.Bytes));
        var writer = new FieldWriter(output, parts);
        foreach ((byte[] bytes, int id) in terms)
        {
            Copy(field[id], field.HasPositions, writer.Postings);
            writer.EndTerm(bytes);
        }

        return writer.End();
    }

    private static void Copy(in TermBuffer term, bool positions, PostingsEncoder to)
    {
        ReadOnlySpan<byte> data = term.Data;
        int document = 0;
        for (int at = 0; at < data.Length;)
        {
            document += (int)Leb.Read(data, ref at);
            byte impact = data[at++];
            int start = at;
            if (positions)
            {
                Positions.Skip(data, ref at);
            }

            to.Add(document, impact, data[start..at]);
        }
    }

    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_fields), nameof(_terms))]
    private void Clear()
    {
        _numbers.Clear();
        _sizes.Clear();
        _fields = [.. Enumerable.Range(0, SearchFields.OfDocuments).Select(field => new FieldBuilder(SearchFields.HasPositions((SearchField)field)))];
        _terms = new DocumentTerms(_fields);
    }
}
