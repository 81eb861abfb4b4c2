namespace KB.Indexer.Search;

/// <content>What stands beside a crash on its page and in its twins.</content>
public sealed partial class CrashIndex
{
    private const int SimilarShown = 8;

    /// <summary>Below this a candidate is only the least unlike of what is known.</summary>
    private const double LeastShown = 0.02;

    /// <summary>The crash with the other bugs that are like the report it shows, and the articles that bind it.</summary>
    /// <param name="crash">The crash.</param>
    /// <param name="wait">False to go without the similar ones while <see cref="WarmSimilar"/> has much to read; <see cref="Crash.SimilarPending"/> tells.</param>
    public Crash WithRelated(Crash crash, bool wait = true)
    {
        ArgumentNullException.ThrowIfNull(crash);
        SimilarCrashes? similar = Similar(wait ? _duplicates.Current : _duplicates.AtOnce, crash.Report, SimilarShown, crash.Last, crash.Id);
        return crash with
        {
            SimilarPending = similar is null,
            Similar = [.. (similar?.Candidates ?? []).Where(candidate => candidate.Probability >= LeastShown)],
            Articles = ArticlesFor(crash),
        };
    }
}
