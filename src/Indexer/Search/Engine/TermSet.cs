using System.Text;

namespace KB.Indexer.Search.Engine;

/// <summary>The terms that one word of a query stands for, in one segment.</summary>
internal sealed class TermSet(Segment segment)
{
    /// <summary>Terms that a word may stand for: bounds what a wildcard costs.</summary>
    public const int MaxTerms = 2048;

    /// <summary>What a term counts, of 256, that the word is only a part of.</summary>
    public const int PartShare = 112;

    /// <summary>What a term counts that fits a wildcard.</summary>
    public const int WildcardShare = 200;

    /// <summary>All of it.</summary>
    public const int Whole = 256;

    private readonly List<(SearchField Field, int Term, int Share)> _terms = [];

    /// <summary>The segment.</summary>
    public Segment Segment => segment;

    /// <summary>True when there is no term.</summary>
    public bool IsEmpty => _terms.Count == 0;

    /// <summary>True when all terms are words or parts of names: a document that has both is the more about them. Names that contain each other are not added up.</summary>
    public bool IsOfWords => _terms.TrueForAll(term => term.Field is SearchField.Word or SearchField.Part);

    /// <summary>True when a term was left out.</summary>
    public bool IsCut => _terms.Count >= MaxTerms;

    /// <summary>Documents with the commonest of the terms, at least as many as with any.</summary>
    public int Documents => _terms.Count == 0 ? 0 : _terms.Max(term => segment[term.Field].Documents(term.Term));

    /// <summary>The postings.</summary>
    public IReadOnlyList<(Postings Postings, int Share)> Read() => [.. _terms.Select(term => (segment[term.Field].Read(term.Term), term.Share))];

    /// <summary>Adds a term when the segment has it.</summary>
    public void Exact(SearchField field, ReadOnlySpan<char> term, int share = Whole)
    {
        if (segment[field].Find(Utf8(term)) is >= 0 and int found)
        {
            Add(field, found, share);
        }
    }

    /// <summary>Adds the terms that start so.</summary>
    public void Prefix(SearchField field, string prefix, int share, Func<string, bool>? wanted = null)
    {
        (int from, int to) = segment[field].WithPrefix(Utf8(prefix));
        for (int term = from; term < to && !IsCut; term++)
        {
            if (wanted is null || wanted(segment[field].Text(term)))
            {
                Add(field, term, share);
            }
        }
    }

    /// <summary>Adds the terms that fit a wildcard.</summary>
    public void Wildcard(SearchField field, string pattern)
    {
        TermDictionary terms = segment[field];
        string[] pieces = pattern.Split('*');
        if (pieces[0].Length > 0)
        {
            Prefix(field, pieces[0], WildcardShare, term => Fits(term, pieces));
            return;
        }

        string longest = pieces.MaxBy(piece => piece.Length)!;
        foreach (int term in terms.Containing(Utf8(longest)))
        {
            if (IsCut)
            {
                break;
            }

            if (Fits(terms.Text(term), pieces))
            {
                Add(field, term, WildcardShare);
            }
        }
    }

    /// <summary>Adds the identifiers that have the parts of this one next to each other: <c>warn_dup</c> finds <c>sysfs_warn_dup</c>.</summary>
    /// <param name="field">The field wanted: <see cref="SearchField.Name"/>, or another that holds identifiers.</param>
    /// <param name="run">One or more parts with underscores between.</param>
    public void NamesWith(SearchField field, string run)
    {
        TermDictionary names = segment[SearchField.Name];
        byte[] bytes = Utf8(run.Trim('_'));
        foreach (int name in Common(SearchField.NamesWithPart, run.Split('_', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (IsCut)
            {
                break;
            }

            if (HasRun(names[name], bytes) && !names[name].SequenceEqual(Utf8(run)))
            {
                int term = field == SearchField.Name ? name : segment[field].Find(names[name]);
                if (term >= 0)
                {
                    Add(field, term, PartShare);
                }
            }
        }
    }

    /// <summary>Adds the paths that end so, at a slash: <c>sysfs/dir.c</c>; and those below, when it is a folder.</summary>
    /// <param name="field"><see cref="SearchField.Path"/> or <see cref="SearchField.File"/>.</param>
    /// <param name="tail">The tail.</param>
    public void PathsWith(SearchField field, string tail)
    {
        TermDictionary paths = segment[field];
        byte[] bytes = Utf8(tail);
        string end = tail[(tail.LastIndexOf('/') + 1)..];
        foreach (int path in Common(field == SearchField.Path ? SearchField.PathsWithEnd : SearchField.FilesWithEnd, [end]))
        {
            if (paths[path].EndsWith(bytes) && (paths[path].Length == bytes.Length || paths[path][^(bytes.Length + 1)] == '/'))
            {
                Add(field, path, Whole);
            }
        }

        if (IsEmpty && !end.Contains('.'))
        {
            Prefix(field, tail + "/", PartShare);
        }
    }

    /// <summary>Places in a dictionary that all entries of a part table name.</summary>
    private List<int> Common(SearchField table, string[] parts)
    {
        var found = new List<int>();
        TermDictionary entries = segment[table];
        Postings[] postings = new Postings[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            int entry = entries.Find(Utf8(parts[i]));
            if (entry < 0)
            {
                return found;
            }

            postings[i] = entries.Read(entry);
        }

        for (int place = 0; parts.Length > 0 && place != Postings.End;)
        {
            int start = place;
            foreach (Postings part in postings)
            {
                place = part.Seek(place);
            }

            if (place == start || postings.Length == 1)
            {
                if (place != Postings.End)
                {
                    found.Add(place++);
                }
            }
        }

        return found;
    }

    private static bool HasRun(ReadOnlySpan<byte> name, ReadOnlySpan<byte> run)
    {
        for (int at = 0; ;)
        {
            int found = name[at..].IndexOf(run);
            if (found < 0)
            {
                return false;
            }

            at += found;
            if ((at == 0 || name[at - 1] == '_') && (at + run.Length == name.Length || name[at + run.Length] == '_'))
            {
                return true;
            }

            at++;
        }
    }

    /// <summary>True when the pieces stand in the term in order, the first at its start and the last at its end.</summary>
    public static bool Fits(ReadOnlySpan<char> term, string[] pieces)
    {
        if (!term.StartsWith(pieces[0]) || term.Length < pieces[0].Length + pieces[^1].Length)
        {
            return false;
        }

        int at = pieces[0].Length;
        foreach (string piece in pieces.AsSpan(1, Math.Max(0, pieces.Length - 2)))
        {
            int found = term[at..].IndexOf(piece);
            if (found < 0)
            {
                return false;
            }

            at += found + piece.Length;
        }

        return term.Length - pieces[^1].Length >= at && term.EndsWith(pieces[^1]);
    }

    private void Add(SearchField field, int term, int share)
    {
        if (!IsCut)
        {
            _terms.Add((field, term, share));
        }
    }

    private static byte[] Utf8(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }
}
