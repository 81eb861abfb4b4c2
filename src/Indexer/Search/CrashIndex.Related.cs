namespace KB.Indexer.Search;

/// <content>What stands beside a crash on its page and in its twins.</content>
public sealed partial class CrashIndex
{
    private const int SimilarShown = 8;

    /// <summary>Below this a candidate is only the least unlike of what is known.</summary>
    private const double LeastShown = 0.02;

    /// <summary>The crash with the other bugs that are like the report it shows, and the articles that bind it.</summary>
    public Crash WithRelated(Crash crash)
    {
        ArgumentNullException.ThrowIfNull(crash);
        return crash with
        {
            Similar = [.. Similar(crash.Report, SimilarShown, crash.Last, crash.Id).Candidates.Where(candidate => candidate.Probability >= LeastShown)],
            Articles = [.. ArticlesFor(crash).Select(article => new ArticleRow(article.Slug, article.Title, article.Status, article.Updated))],
        };
    }
}
