using System.Text;
using KB.Indexer.Search.Queries;

namespace KB.Indexer.Search.Engine;

/// <summary>Proposes function names for words that no document holds.</summary>
internal sealed class Speller(IReadOnlyList<Segment> segments)
{
    /// <summary>Fewest characters of a word that is worth correcting.</summary>
    private const int Shortest = 4;

    /// <summary>Characters of a word compared: those of one machine word.</summary>
    private const int Longest = 64;

    /// <summary>Words corrected in one query: each reads the names once.</summary>
    private const int MostWords = 3;

    /// <summary>The query with unknown names replaced by their nearest; null when none has a near one.</summary>
    public string? Correct(Query query, IReadOnlyList<QueryNode> unknown)
    {
        string text = query.Text;
        foreach (string word in unknown.Select(Name).Where(IsName).Take(MostWords))
        {
            if (Nearest(word) is { } better)
            {
                text = text.Replace(word, better, StringComparison.OrdinalIgnoreCase);
            }
        }

        return text == query.Text ? null : text;
    }

    private static string Name(QueryNode node) => node switch
    {
        WordNode word => word.Text,
        FieldNode field => field.Value,
        _ => "",
    };

    private static bool IsName(string word) =>
        word.Length is >= Shortest and <= Longest && (char.IsAsciiLetter(word[0]) || word[0] == '_') && word.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>Who misspells a name gets its start or its end right: two characters of either.</summary>
    private static bool IsWorthComparing(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted) =>
        name.Length > 1 && ((name[0] == wanted[0] && name[1] == wanted[1]) || (name[^1] == wanted[^1] && name[^2] == wanted[^2]));

    /// <summary>The name with the fewest edits, at most one, one more from six characters on, and three from twelve on; of equals the commonest.</summary>
    private string? Nearest(string word)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(word.ToLowerInvariant());
        int best = Math.Min(3, 1 + (wanted.Length / 6)) + 1, documents = 0;
        string? nearest = null;
        var distance = new EditDistance(wanted);
        foreach (Segment segment in segments)
        {
            TermDictionary names = segment[SearchField.Function];
            for (int name = 0; name < names.Count; name++)
            {
                ReadOnlySpan<byte> bytes = names[name];
                if (Math.Abs(bytes.Length - wanted.Length) > Math.Min(best, 3) || !IsWorthComparing(bytes, wanted))
                {
                    continue;
                }

                int edits = distance.To(bytes);
                if (edits > 0 && (edits < best || (edits == best && nearest is not null && names.Documents(name) > documents)))
                {
                    (best, documents, nearest) = (edits, names.Documents(name), names.Text(name));
                }
            }
        }

        return nearest;
    }
}

/// <summary>Levenshtein's distance to one word of at most 64 bytes, by Myers' bit vectors: a few instructions a byte.</summary>
/// <remarks>Source: G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming", 1999; H. Hyyrö's form.</remarks>
internal sealed class EditDistance
{
    private readonly ulong[] _places = new ulong[256];
    private readonly int _length;

    /// <summary>Takes the word.</summary>
    public EditDistance(ReadOnlySpan<byte> word)
    {
        _length = Math.Min(word.Length, 64);
        for (int i = 0; i < _length; i++)
        {
            _places[word[i]] |= 1UL << i;
        }
    }

    /// <summary>Insertions, deletions and replacements that lead to another word.</summary>
    public int To(ReadOnlySpan<byte> other)
    {
        ulong plus = ulong.MaxValue, minus = 0, last = 1UL << (_length - 1);
        int distance = _length;
        unchecked
        {
            foreach (byte b in other)
            {
                ulong equal = _places[b];
                ulong down = (((equal & plus) + plus) ^ plus) | equal | minus;
                ulong right = minus | ~(down | plus);
                ulong left = plus & down;
                distance += (right & last) != 0 ? 1 : (left & last) != 0 ? -1 : 0;
                right = (right << 1) | 1;
                plus = (left << 1) | ~(down | right);
                minus = right & down;
            }
        }

        return distance;
    }
}
