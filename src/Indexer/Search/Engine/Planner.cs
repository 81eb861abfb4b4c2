using KB.Indexer.Search.Queries;

namespace KB.Indexer.Search.Engine;

/// <summary>Makes the matcher of a query for one segment of the snapshot.</summary>
/// <param name="segment">Place of the segment in the snapshot.</param>
internal delegate Matcher Plan(int segment);

/// <summary>From queries to matchers: looks every word up in all segments once, and weighs it by how rare it is in all of them.</summary>
internal sealed class Planner(IReadOnlyList<Segment> segments, DocumentColumns columns)
{
    /// <summary>Scale of the weights: leaves room for 128 words in 32 bits.</summary>
    private const int Scale = 64;

    /// <summary>Weight of a title that equals the query: more than any words can gather.</summary>
    private const int WholeTitleWeight = 40_000;

    /// <summary>Words asked for at once that make lists long: fewer terms are read lazily.</summary>
    private const int FewTerms = 6;

    private readonly int _documents = Math.Max(1, segments.Sum(segment => segment.Count));
    private readonly ColumnFilters _filters = new(columns);

    /// <summary>Words that no document holds, with what holds them: candidates for another spelling.</summary>
    public List<QueryNode> Unknown { get; } = [];

    /// <summary>The plan of a query; documents whose title is the query come first.</summary>
    public Plan Whole(Query query)
    {
        Plan plan = Of(query.Root!);
        if (query.Root is not (WordNode or PhraseNode) && !(query.Root is AndNode and && and.Parts.All(IsWords)))
        {
            return plan;
        }

        Plan title = Terms(set => set.Exact(SearchField.WholeTitle, DocumentTerms.Fold(query.Text.Trim().Trim('"'))), WholeTitleWeight);
        return segment => new BoostMatcher(plan(segment), title(segment));
    }

    /// <summary>The plan with all but some of the query's words: what to show when nothing has all of them.</summary>
    /// <param name="root">The query.</param>
    /// <param name="missing">How many words may be missing.</param>
    /// <returns>Null when the query has too few words for that.</returns>
    public Plan? Relaxed(QueryNode root, int missing)
    {
        if (root is not AndNode and)
        {
            return null;
        }

        Plan[] words = [.. and.Parts.Where(IsWords).Select(Of)];
        Plan[] others = [.. and.Parts.Where(part => !IsWords(part)).Select(Of)];
        if (words.Length <= missing)
        {
            return null;
        }

        return segment =>
        {
            var most = new MostMatcher([.. words.Select(word => word(segment))], words.Length - missing);
            return others.Length == 0 ? most : new AndMatcher([most, .. others.Select(other => other(segment))]);
        };
    }

    /// <summary>The plan of a part of a query.</summary>
    public Plan Of(QueryNode node) => node switch
    {
        AndNode and => All(and),
        OrNode or => Any(or),
        NotNode not => Not(not),
        WordNode word => Word(word),
        PhraseNode phrase => Phrase(phrase.Text, kind => SearchFields.Of(kind)),
        FieldNode field => Field(field),
        _ => Filter(_ => true),
    };

    private static bool IsWords(QueryNode node) => node is WordNode or PhraseNode;

    private Plan All(AndNode and)
    {
        Plan[] parts = [.. and.Parts.Select(Of)];
        return segment => new AndMatcher(parts.Select(part => part(segment)));
    }

    private Plan Any(OrNode or)
    {
        Plan[] parts = [.. or.Parts.Select(Of)];
        return segment => new OrMatcher([.. parts.Select(part => part(segment))], greatest: false);
    }

    private Plan Not(NotNode not)
    {
        Plan part = Of(not.Part);
        return segment => new NotMatcher(part(segment), segments[segment].Count);
    }

    private Plan Filter(Predicate<int> passes) => segment => new FilterMatcher(segments[segment], passes);

    private Plan Word(WordNode word)
    {
        List<QueryToken> tokens = QueryToken.Read(word.Text);
        if (tokens is [{ Kind: TokenKind.Path, Line: > 0 } place])
        {
            return Near(place);
        }

        return word.IsWildcard || tokens.Count == 1
            ? Known(word, set => WordTerms.Add(set, word.Text, tokens))
            : Phrase(word.Text, kind => SearchFields.Of(kind));
    }

    private Plan Phrase(string text, Func<TokenKind, SearchField> field)
    {
        List<QueryToken> tokens = QueryToken.Read(text).FindAll(token => token.Kind != TokenKind.PartOfCommit);
        if (tokens.Count == 0)
        {
            return _ => new NoneMatcher();
        }

        if (tokens.Count == 1)
        {
            return Terms(set => set.Exact(field(tokens[0].Kind), tokens[0].Text));
        }

        return Positions([.. tokens.Select(token => (Action<TermSet>)(set => set.Exact(field(token.Kind), token.Text)))], PositionTests.Phrase);
    }

    private Plan Field(FieldNode node) => node.Field.Kind switch
    {
        FieldKind.Function => Known(node, set => WordTerms.AddFunction(set, node.Value)),
        FieldKind.File => File(node.Value),
        FieldKind.Stack => Stack(node.Value),
        FieldKind.Title when node.Quoted => Phrase(node.Value, _ => SearchField.Title),
        FieldKind.Title => Each(node.Value, (set, token) => WordTerms.AddTitle(set, token)),
        FieldKind.Commit => Terms(set => WordTerms.AddCommit(set, node.Value.ToLowerInvariant())),
        FieldKind.Culprit => Each(node.Value, (set, token) => set.Prefix(SearchField.Culprit, token.Text, TermSet.Whole, term => token.Fits(term))),
        FieldKind.Keyword => Terms(set => WordTerms.AddKeyword(set, WordTerms.FieldOf(node.Field), node.Value)),
        _ => Filter(_filters.Of(node)),
    };

    private Plan File(string value) =>
        value.Contains('*') ? Terms(set => set.Wildcard(SearchField.File, value.ToLowerInvariant().TrimStart('/')))
        : QueryToken.Read(value) is [{ Line: > 0 } place] ? Near(place)
        : Terms(set => set.PathsWith(SearchField.File, QueryToken.PathOf(value)));

    private Plan Near(QueryToken place) =>
        Positions([set => set.PathsWith(SearchField.File, place.Text)], PositionTests.Near(place.Line));

    private Plan Stack(string value)
    {
        string[] steps = value.Split('>', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Positions([.. steps.Select(step => (Action<TermSet>)(set => WordTerms.AddFunction(set, step)))], PositionTests.Stack);
    }

    /// <summary>All tokens of a value, each with the terms it stands for.</summary>
    private Plan Each(string value, Action<TermSet, QueryToken> add)
    {
        Plan[] parts = [.. QueryToken.Read(value, wildcards: true).Select(token => Terms(set => add(set, token)))];
        return parts.Length == 1 ? parts[0] : segment => new AndMatcher(parts.Select(part => part(segment)).DefaultIfEmpty(new NoneMatcher()));
    }

    private Plan Known(QueryNode node, Action<TermSet> add)
    {
        Plan plan = Terms(add, null, out int documents);
        if (documents == 0)
        {
            Unknown.Add(node);
        }

        return plan;
    }

    private Plan Terms(Action<TermSet> add, int? weight = null) => Terms(add, weight, out _);

    private Plan Terms(Action<TermSet> add, int? weight, out int documents)
    {
        TermSet[] sets = Sets(add, out documents);
        int weighs = weight ?? Weight(documents);
        return segment => Matcher(sets[segment], weighs);
    }

    private static Matcher Matcher(TermSet set, int weight)
    {
        IReadOnlyList<(Postings Postings, int Share)> terms = set.Read();
        return terms.Count switch
        {
            0 => new NoneMatcher(),
            1 => new TermMatcher(terms[0].Postings, weight * terms[0].Share >> 8),
            <= FewTerms => new OrMatcher([.. terms.Select(term => new TermMatcher(term.Postings, weight * term.Share >> 8))], greatest: !set.IsOfWords),
            _ => ManyTermsMatcher.Read(set.Segment.Count, terms, weight),
        };
    }

    private Plan Positions(IReadOnlyList<Action<TermSet>> adds, PositionTest test)
    {
        TermSet[][] sources = new TermSet[adds.Count][];
        int fewest = int.MaxValue;
        for (int i = 0; i < adds.Count; i++)
        {
            sources[i] = Sets(adds[i], out int documents);
            fewest = Math.Min(fewest, documents);
        }

        int weight = Weight(fewest) * Math.Min(adds.Count, 8);
        return segment => adds.Count == 0 || sources.Any(source => source[segment].IsEmpty)
            ? new NoneMatcher()
            : new PositionMatcher([.. sources.Select(source => new PositionSource([.. source[segment].Read().Select(term => term.Postings)]))], test, weight);
    }

    private TermSet[] Sets(Action<TermSet> add, out int documents)
    {
        var sets = new TermSet[segments.Count];
        documents = 0;
        for (int i = 0; i < sets.Length; i++)
        {
            add(sets[i] = new TermSet(segments[i]));
            documents += sets[i].Documents;
        }

        return sets;
    }

    /// <summary>BM25's inverse document frequency, scaled.</summary>
    private int Weight(int documents) =>
        Math.Max(1, (int)(Scale * Math.Log(1 + ((_documents - documents + .5) / (documents + .5)))));
}
