using KB.Indexer.Search.Queries;

namespace KB.Indexer.Search.Engine;

/// <summary>Which terms of which fields a word of a query stands for.</summary>
internal static class WordTerms
{
    /// <summary>Fewest characters of a word that may be an id or the start of a commit's.</summary>
    private const int ShortestId = 7;

    /// <summary>Fewest digits of a commit that are taken for a longer id: with fewer, two of a hundred thousand commits may begin alike.</summary>
    private const int ShortestCommit = 8;

    /// <summary>Fields that a wildcard looks in.</summary>
    private static readonly SearchField[] Wild = [SearchField.Name, SearchField.Word, SearchField.Path];

    /// <summary>A bare word.</summary>
    public static void Add(TermSet set, string text, List<QueryToken> tokens)
    {
        if (text.Contains('*'))
        {
            string pattern = text.ToLowerInvariant();
            foreach (SearchField field in pattern.Contains('_') ? Wild[..1] : Wild)
            {
                set.Wildcard(field, pattern);
            }

            return;
        }

        QueryToken token = tokens[0];
        switch (token.Kind)
        {
            case TokenKind.Name:
                set.Exact(SearchField.Name, token.Text);
                set.NamesWith(SearchField.Name, token.Text);
                break;
            case TokenKind.Path:
                set.PathsWith(SearchField.Path, token.Text);
                break;
            case TokenKind.Release:
                set.Exact(SearchField.Word, token.Text);
                set.Exact(SearchField.Part, token.Text, TermSet.PartShare);
                set.Prefix(SearchField.Word, token.Text + ".", TermSet.PartShare);
                set.Prefix(SearchField.Word, token.Text + "-", TermSet.PartShare);
                break;
            default:
                set.Exact(SearchField.Word, token.Text);
                set.Exact(SearchField.Part, token.Text, TermSet.PartShare);
                break;
        }

        AddIds(set, text);
    }

    /// <summary>A word that may be the id of a document or of a bug, a commit, or an address of the crash.</summary>
    private static void AddIds(TermSet set, string text)
    {
        string id = text.ToLowerInvariant();
        if (id.Length < ShortestId || !id.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return;
        }

        set.Exact(SearchField.Id, id);
        set.Exact(SearchField.Tracker, id);
        set.Exact(SearchField.Address, id);
        if (id.Length <= 40 && id.All(char.IsAsciiHexDigit))
        {
            AddCommit(set, id);
        }
    }

    /// <summary>A commit: by all of its id, by more digits than these, and by fewer.</summary>
    public static void AddCommit(TermSet set, string id)
    {
        set.Prefix(SearchField.Commit, id, TermSet.Whole);
        for (int digits = ShortestCommit; digits < id.Length; digits++)
        {
            set.Exact(SearchField.Commit, id.AsSpan(0, digits));
        }
    }

    /// <summary>A function: itself, names it is a run of parts of, or a wildcard.</summary>
    public static void AddFunction(TermSet set, string text)
    {
        if (text.Contains('*'))
        {
            set.Wildcard(SearchField.Function, text.ToLowerInvariant());
        }
        else if (QueryToken.Read(text) is [var token, ..])
        {
            set.Exact(SearchField.Function, token.Text);
            set.NamesWith(SearchField.Function, token.Text);
        }
    }

    /// <summary>A word of a title.</summary>
    public static void AddTitle(TermSet set, QueryToken token)
    {
        if (token.Text.Contains('*'))
        {
            set.Wildcard(SearchField.Title, token.Text);
            return;
        }

        set.Exact(SearchField.Title, token.Text);
        if (token.Kind == TokenKind.Name)
        {
            set.NamesWith(SearchField.Title, token.Text);
        }
    }

    /// <summary>A value as it stands; or its start, where a number follows: <c>sb_writers</c> for <c>sb_writers#5</c>.</summary>
    public static void AddKeyword(TermSet set, SearchField field, string value)
    {
        string folded = value.Trim().ToLowerInvariant();
        if (folded.Contains('*'))
        {
            set.Wildcard(field, folded);
            return;
        }

        set.Exact(field, folded);
        foreach (char behind in field switch { SearchField.Lock => "#/:", SearchField.Comm => ".:/", _ => "" })
        {
            set.Prefix(field, folded + behind, TermSet.WildcardShare);
        }
    }

    /// <summary>The field of the index behind a field of the language.</summary>
    public static SearchField FieldOf(QueryField field) => field.Name switch
    {
        "comm" => SearchField.Comm,
        "module" => SearchField.Module,
        "lock" => SearchField.Lock,
        "cpu" => SearchField.Cpu,
        _ => SearchField.Tracker,
    };
}
