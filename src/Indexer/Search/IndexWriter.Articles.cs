using KB.Indexer.Corpus.Articles;
using KB.Indexer.Search.Engine;

namespace KB.Indexer.Search;

/// <content>Articles.</content>
public sealed partial class IndexWriter
{
    /// <summary>Adds an article; where one of the same slug is known it stays, and the second file is one more mention of it.</summary>
    public string Add(Article article, Mention mention) => Guard(() =>
    {
        ArgumentNullException.ThrowIfNull(article);
        ArgumentNullException.ThrowIfNull(mention);
        Begin();
        if (Known(article.Slug) is { } known)
        {
            AddMention(known.Number, mention);
            return known.Id;
        }

        Mention dated = mention with { Day = article.Updated };
        long crash = AddCrash("article", article.Slug, article.Title, dated);
        _connection.Execute("UPDATE crash SET status = $1 WHERE number = $0", crash, article.Status);
        long number = AddDocument("article", article.Slug, article.Title, StoredValue.Pack(article, KbJson.Default.Article), dated, crash, null, null, null, null, 0, null);
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
        return article.Slug;
    });
}
