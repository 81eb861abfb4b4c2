using KB.Indexer.Bisections;

namespace KB.Indexer.Search;

/// <content>What stands beside a crash on its page and in its twins.</content>
public sealed partial class CrashIndex
{
    private const int SimilarShown = 8;

    /// <summary>Bisections looked at for one that ends in a crash.</summary>
    private const int BisectionsRead = 20;

    /// <summary>Below this a candidate is only the least unlike of what is known.</summary>
    private const double LeastShown = 0.02;

    /// <summary>The bisection whose log ends in a report of a crash; null when none of its first ones does.</summary>
    public Bisection? EndedIn(Crash crash)
    {
        ArgumentNullException.ThrowIfNull(crash);
        HashSet<string> reports = [.. crash.Reports.Select(row => row.Id)];
        // Of the others no more than that one id is read.
        return Read(connection => crash.Bisections.Take(BisectionsRead).FirstOrDefault(row =>
            Value(connection, "bisection", row.Id, bytes => StoredValue.String(bytes, "finalCrash", "report", "id") ?? "") is { } last && reports.Contains(last))) is { } row
            ? FindBisection(row.Id) : null;
    }

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
