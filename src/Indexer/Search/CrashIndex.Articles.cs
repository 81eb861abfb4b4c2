using System.Text.Json;
using KB.Indexer.Corpus.Articles;
using KB.Indexer.Search.Engine;
using KB.Indexer.Search.Queries;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>One article in a list.</summary>
public sealed record ArticleRow(string Slug, string Title, string Status, DateOnly? Updated)
{
    /// <summary>Its page.</summary>
    public string Url => "/articles/" + Slug;
}

/// <content>Articles, and the names that they may refer to.</content>
public sealed partial class CrashIndex
{
    /// <summary>A crash shows at most this many articles.</summary>
    private const int MaxArticles = 20;

    /// <summary>Hits looked at for a query that shall give some titles: many have one title.</summary>
    private const int MaxHits = 100;

    /// <summary>An article by its slug; null when there is none.</summary>
    public Article? FindArticle(string slug) => Read(connection => ArticleOf(connection, slug));

    /// <summary>All articles by title.</summary>
    public IReadOnlyList<ArticleRow> Articles(int skip, int take) => Read(connection => connection.List(
        "SELECT id, title, status, last_day FROM crash WHERE kind = 'article' ORDER BY title, id LIMIT $1 OFFSET $0",
        ArticleRowOf, skip, take));

    /// <summary>The articles that bind a crash by an id, a title, a function or a file, the one changed last first.</summary>
    public IReadOnlyList<ArticleRow> ArticlesFor(Crash crash)
    {
        ArgumentNullException.ThrowIfNull(crash);
        IEnumerable<string> keys = CrashKeys.Of(crash.Report)
            .Concat(crash.Reports.Select(row => row.Id).Append(crash.Id).Select(id => CrashBinding.KeyOf("id", id)))
            .Concat(crash.Reports.Select(row => row.Title).Concat(crash.OtherTitles).Append(crash.Title).Distinct().SelectMany(CrashKeys.OfTitle));
        string list = JsonSerializer.Serialize(keys.Distinct(), KbJson.Default.IEnumerableString);
        return Read(connection => connection.List("""
            SELECT c.id, c.title, c.status, c.last_day FROM document d JOIN crash c ON c.number = d.crash
            WHERE d.number IN (SELECT document FROM binding WHERE key IN (SELECT value FROM json_each($0))) ORDER BY coalesce(d.day, 0) DESC, d.id LIMIT $1
            """, ArticleRowOf, list, MaxArticles));
    }

    /// <summary>The best crashes of each of some queries, one a title, so many in all: a row is read only when it is wanted.</summary>
    public IReadOnlyList<FoundDocument> OneATitle(IEnumerable<string> queries, int most)
    {
        Searcher searcher = _view.Current();
        return Read(connection => queries
            .SelectMany(query => searcher.Search(Query.Parse(query), new SearchOptions { Take = MaxHits }).Hits)
            .Select(hit => Found.Row(connection, hit.Document)).OfType<FoundDocument>()
            .Where(row => row.Kind == "report").DistinctBy(row => row.Title).Take(most).ToList());
    }

    /// <summary>The crash of this id or title: one that has it as its own title before those that have it beside theirs, then the one seen most often, then the only one that once had it; null when there is none.</summary>
    public CrashRow? FindCrashRow(string idOrTitle) => Read(connection => CrashNamed(connection, idOrTitle));

    /// <summary>The crash of each of these titles, as <see cref="FindCrashRow"/> finds it; titles that no crash has are left out.</summary>
    public IReadOnlyDictionary<string, CrashRow> CrashesNamed(IEnumerable<string> titles) => Read(connection =>
        titles.Distinct().Select(title => (title, Crash: CrashNamed(connection, title))).Where(row => row.Crash is not null).ToDictionary(row => row.title, row => row.Crash!, StringComparer.Ordinal));

    private static CrashRow? CrashNamed(SqliteConnection connection, string idOrTitle) => connection.List(CrashColumns + """
         WHERE kind = 'report' AND number IN (SELECT crash FROM document WHERE id = $0 OR number IN (SELECT document FROM title WHERE title = $1 AND NOT former))
        ORDER BY title = $1 DESC, reports DESC, number LIMIT 1
        """, CrashRowOf, Resolve(connection, idOrTitle), idOrTitle).FirstOrDefault()
        ?? (FormerTitles.DocumentOf(connection, idOrTitle) is not { } once ? null
            : connection.List(CrashColumns + " WHERE number = (SELECT crash FROM document WHERE number = $0)", CrashRowOf, once).FirstOrDefault());

    /// <summary>The bisection of this id, or one that saw a crash of this title; null when there is none.</summary>
    public BisectionRow? FindBisectionRow(string idOrTitle) => Read(connection => connection.List(
        "SELECT id FROM document WHERE kind = 'bisection' AND (id = $0 OR number IN (SELECT document FROM title WHERE title = $0)) ORDER BY id = $0 DESC, number LIMIT 1",
        row => row.GetString(0), idOrTitle).ConvertAll(id => RowOf(connection, id)).FirstOrDefault());

    private static ArticleRow ArticleRowOf(SqliteDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.DayOrNull(3));

    private static Article? ArticleOf(SqliteConnection connection, string slug) =>
        Value(connection, "article", slug, bytes => StoredValue.Unpack(bytes, KbJson.Default.Article));
}
