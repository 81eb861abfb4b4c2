using System.Text;

namespace KB.Indexer.Search;

/// <summary>Cuts kernel text into the words that are searched: names whole and their parts, paths and each tail of them.</summary>
internal static class Words
{
    /// <summary>A run of more characters than this is data, not a word.</summary>
    private const int MaxWord = 128;

    /// <summary>The words of a text, separated by blanks.</summary>
    public static string Of(string text)
    {
        var words = new StringBuilder(text.Length * 2);
        foreach (string word in Split(text))
        {
            Append(words, word);
        }

        return words.ToString();
    }

    /// <summary>The words of a text as a person would write them: no parts.</summary>
    public static IEnumerable<string> Split(string text)
    {
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool inside = i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '_' or '/' or '.' or '-' or ':' or '#' || text[i] > 127 && char.IsLetterOrDigit(text[i]));
            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                string word = text[start..i].Trim('.', ':', '-', '#').ToLowerInvariant();
                start = -1;
                if (word.Length is > 0 and <= MaxWord)
                {
                    yield return word;
                }
            }
        }
    }

    private static void Append(StringBuilder words, string word)
    {
        words.Append(word).Append(' ');
        for (int i = 1; i < word.Length - 1; i++)
        {
            if (word[i] is '/' or '_' or ':' or '-')
            {
                words.Append(word, i + 1, word.Length - i - 1).Append(' ');
                int end = word.AsSpan(i + 1).IndexOfAny("/_:-");
                if (end > 0)
                {
                    words.Append(word, i + 1, end).Append(' ');
                }
            }
        }

        int first = word.AsSpan().IndexOfAny("/_:-");
        if (first > 0)
        {
            words.Append(word, 0, first).Append(' ');
            int colon = word.IndexOf(':', StringComparison.Ordinal);
            if (colon > first)
            {
                words.Append(word, 0, colon).Append(' ');
            }
        }
    }
}
