using KB.Indexer.Corpus.Articles;
using KB.Indexer.Search.Engine;

namespace KB.Indexer.Search;

/// <content>Articles.</content>
public sealed partial class IndexWriter
{
    /// <summary>Adds an article, or one more mention of it where the same text is known.</summary>
    /// <returns>False when another article, or a crash, has its slug: that stays, and this one is not taken.</returns>
    public bool Add(Article article, Mention mention) => Guard(() =>
    {
        ArgumentNullException.ThrowIfNull(article);
        ArgumentNullException.ThrowIfNull(mention);
        Begin();
        byte[] value = StoredValue.Pack(article, KbJson.Default.Article);
        if (Known(article.Slug) is { } known)
        {
            if (_connection.Number("SELECT 1 FROM document WHERE number = $0 AND kind = 'article' AND value = $1", known.Number, value) is null)
            {
                return false;
            }

            AddMention(known.Number, mention);
            return true;
        }

        Mention dated = mention with { Day = article.Updated };
        long crash = AddCrash("article", article.Slug, article.Title, dated);
        _connection.Execute("UPDATE crash SET status = $1 WHERE number = $0", crash, article.Status);
        long number = AddDocument("article", article.Slug, article.Title, value, dated, crash, null, null, null, null, 0, null);
        foreach (CrashBinding binding in article.Crashes)
        {
            _connection.Execute("INSERT OR IGNORE INTO binding VALUES ($0, $1)", binding.Key, number);
        }

        AddReferences(number, article.Trackers);
        _segments.Add(new SearchDocument
        {
            Number = (int)number, Kind = DocumentKind.Article, Id = article.Slug, Title = article.Title, Markdown = article.Markdown, Trackers = article.Trackers,
            Culprit = article.IntroducedBy is [var culprit, ..] ? culprit : null, FixedBy = article.FixedBy,
        });
        return true;
    });
}
