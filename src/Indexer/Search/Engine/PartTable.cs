using System.Text;

namespace KB.Indexer.Search.Engine;

/// <summary>From parts of terms to the terms of one dictionary: how <c>warn_dup</c> finds <c>sysfs_warn_dup</c> without reading all terms.</summary>
/// <param name="partsOf">The parts by which a term is found.</param>
internal sealed class PartTable(Func<string, IEnumerable<string>> partsOf)
{
    private readonly Dictionary<string, List<int>> _terms = new(StringComparer.Ordinal);

    /// <summary>Takes the next term of the dictionary.</summary>
    public void Add(int place, ReadOnlySpan<byte> term)
    {
        foreach (string part in partsOf(Encoding.UTF8.GetString(term)))
        {
            if (!_terms.TryGetValue(part, out List<int>? places))
            {
                _terms.Add(part, places = []);
            }

            if (places.Count == 0 || places[^1] != place)
            {
                places.Add(place);
            }
        }
    }

    /// <summary>Writes the table as a field whose documents are places in the dictionary.</summary>
    public FieldEntry Write(SegmentOutput output)
    {
        var writer = new FieldWriter(output, null);
        foreach ((byte[] part, List<int> places) in _terms.Select(pair => (Encoding.UTF8.GetBytes(pair.Key), pair.Value)).OrderBy(pair => pair.Item1, Bytes))
        {
            foreach (int place in places)
            {
                writer.Postings.Add(place, 1, []);
            }

            writer.EndTerm(part);
        }

        return writer.End();
    }

    private static readonly Comparer<byte[]> Bytes = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));
}

/// <summary>The part tables of a segment, in order of their fields.</summary>
internal sealed class PartTables
{
    private readonly PartTable _names = new(name => name.Split('_', StringSplitOptions.RemoveEmptyEntries));
    private readonly PartTable _paths = new(EndOf), _files = new(EndOf);

    /// <summary>The table that a field's dictionary fills; null for most.</summary>
    public PartTable? this[SearchField field] => field switch
    {
        SearchField.Name => _names,
        SearchField.Path => _paths,
        SearchField.File => _files,
        _ => null,
    };

    /// <summary>Writes all tables.</summary>
    public IEnumerable<FieldEntry> Write(SegmentOutput output) => [_names.Write(output), _paths.Write(output), _files.Write(output)];

    private static IEnumerable<string> EndOf(string path) => [path[(path.LastIndexOf('/') + 1)..]];
}
