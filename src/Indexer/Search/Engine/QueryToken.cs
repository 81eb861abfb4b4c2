namespace KB.Indexer.Search.Engine;

/// <summary>A token of a query, as the analyzer gives it.</summary>
internal sealed record QueryToken(TokenKind Kind, string Text, int Line)
{
    /// <summary>Reads the tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="wildcards">True to keep words with an asterisk whole.</param>
    public static List<QueryToken> Read(string text, bool wildcards = false)
    {
        var tokens = new List<QueryToken>();
        if (wildcards && text.Contains('*'))
        {
            foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                tokens.AddRange(word.Contains('*') ? [new(TokenKind.Word, word.ToLowerInvariant(), 0)] : Read(word));
            }

            return tokens;
        }

        var analyzer = new Analyzer(text, new char[Analyzer.MaxToken]);
        while (analyzer.Read())
        {
            tokens.Add(new(analyzer.Kind, analyzer.Text.ToString(), analyzer.Line));
        }

        return tokens;
    }

    /// <summary>A path as the index holds it, also when it does not look like one: <c>Makefile</c>.</summary>
    public static string PathOf(string text) => Read(text) is [{ Kind: TokenKind.Path } path] ? path.Text : text.ToLowerInvariant().Trim('/');

    /// <summary>True for the term itself; for a commit id also when it starts so.</summary>
    public bool Fits(string term) => term.Length == Text.Length || (Text.Length >= 7 && Text.All(char.IsAsciiHexDigit) && term.All(char.IsAsciiHexDigit));
}
