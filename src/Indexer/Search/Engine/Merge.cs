namespace KB.Indexer.Search.Engine;

/// <summary>One merge: reads the dictionaries of the segments side by side and copies postings, impacts and positions as they are.</summary>
internal sealed class Merge
{
    private readonly IReadOnlyList<Segment> _segments;
    private readonly int[][] _places;
    private readonly List<int> _numbers = [];
    private readonly List<DocumentSize> _sizes = [];

    /// <summary>Numbers the documents anew.</summary>
    public Merge(IReadOnlyList<Segment> segments, Func<int, bool> isLive)
    {
        _segments = segments;
        _places = [.. segments.Select(segment => Renumber(segment, isLive))];
    }

    /// <summary>Writes the merged segment.</summary>
    public void Write(string path)
    {
        using var output = new SegmentOutput(path);
        var tables = new PartTables();
        FieldEntry[] entries =
        [
            .. Enumerable.Range(0, SearchFields.OfDocuments).Select(field => Write((SearchField)field, output, tables[(SearchField)field])),
            .. tables.Write(output),
        ];
        output.Finish(new SegmentFooter
        {
            Count = _numbers.Count,
            Numbers = output.WriteArray<int>(_numbers.ToArray()),
            Sizes = output.WriteArray<DocumentSize>(_sizes.ToArray()),
            Fields = output.WriteArray<FieldEntry>(entries),
            FieldCount = (uint)entries.Length,
        });
    }

    private int[] Renumber(Segment segment, Func<int, bool> isLive)
    {
        var places = new int[segment.Count];
        for (int i = 0; i < places.Length; i++)
        {
            int number = segment.Numbers[i];
            if (_numbers.Count > 0 && number <= _numbers[^1])
            {
                throw new ArgumentException($"{segment.Path}: document {number} comes after {_numbers[^1]}: segments to merge must follow each other");
            }

            places[i] = isLive(number) ? _numbers.Count : -1;
            if (places[i] >= 0)
            {
                _numbers.Add(number);
                _sizes.Add(segment.Sizes[i]);
            }
        }

        return places;
    }

    private FieldEntry Write(SearchField field, SegmentOutput output, PartTable? parts)
    {
        var writer = new FieldWriter(output, parts);
        TermDictionary[] terms = [.. _segments.Select(segment => segment[field])];
        var at = new int[terms.Length];
        while (Least(terms, at) is >= 0 and int least)
        {
            ReadOnlySpan<byte> term = terms[least][at[least]];
            for (int i = least; i < terms.Length; i++)
            {
                if (at[i] < terms[i].Count && terms[i][at[i]].SequenceEqual(term))
                {
                    Copy(terms[i].Read(at[i]++), _places[i], writer.Postings);
                }
            }

            writer.EndTerm(term);
        }

        return writer.End();
    }

    /// <summary>The first dictionary whose current term is the least; -1 at the end of all.</summary>
    private static int Least(TermDictionary[] terms, int[] at)
    {
        int least = -1;
        for (int i = 0; i < terms.Length; i++)
        {
            if (at[i] < terms[i].Count && (least < 0 || terms[i][at[i]].SequenceCompareTo(terms[least][at[least]]) < 0))
            {
                least = i;
            }
        }

        return least;
    }

    private static void Copy(Postings from, int[] places, PostingsEncoder to)
    {
        for (int document = from.Seek(0); document != Postings.End; document = from.Seek(document + 1))
        {
            if (places[document] >= 0)
            {
                to.Add(places[document], from.Impact, from.EncodedPositions);
            }
        }
    }
}
