namespace KB.Indexer.Bisections.Judging;

/// <summary>Finds where in history one crash title stops and another begins at a like rate: a bug that changed its name.</summary>
/// <remarks>A function is renamed or inlined, a check moves: the same bug then has another title in older kernels.</remarks>
internal static class Renaming
{
    /// <summary>Revisions with a crash that may lie between the last crash of the old title and the first of the new one.</summary>
    private const int Reach = 6;

    /// <summary>A test has 20 runs at most; one with more titles than this is no log of syzkaller, and not worth the time.</summary>
    private const int MaxTitles = 50;

    /// <summary>For every title that the start titles may have turned into, nearest to the start first, how.</summary>
    public static IReadOnlyDictionary<string, TitleChange> Of(BisectionTitles log)
    {
        var changes = new Dictionary<string, TitleChange>(StringComparer.Ordinal);
        WalkedRevision[] crashed = [.. log.Walk.Where(revision => revision.Crashes > 0 && revision.Titles.Count <= MaxTitles)];
        for (int i = 1; i < crashed.Length; i++)
        {
            foreach (string title in crashed[i].Titles.Keys.Where(title => !log.Start.ContainsKey(title) && !changes.ContainsKey(title) && !TitleWords.IsPlaceless(title)).ToArray())
            {
                WalkedRevision[] reach = [.. crashed[Math.Max(0, i - Reach)..i].Reverse()];
                TitleChange? best = reach
                    .SelectMany(newer => newer.Titles.Keys.Where(from => !crashed[i].Titles.ContainsKey(from)).Select(from => Change(from, title, newer, crashed[i])))
                    .MaxBy(change => change?.Likeness ?? 0);
                if (best is { Likeness: > 0 })
                {
                    TitleChange change = best with { Newer = Name(reach.First(newer => newer.Titles.ContainsKey(best.From))) };
                    changes.Add(title, log.SearchesForward ? new TitleChange(change.To, change.From, change.Older, change.Newer, change.Likeness) : change);
                }
            }
        }

        return changes;

        TitleChange? Change(string from, string to, WalkedRevision newer, WalkedRevision older)
        {
            double reached = log.Start.ContainsKey(from) && !TitleWords.IsPlaceless(from) ? 1 : changes.GetValueOrDefault(from)?.Likeness ?? 0;
            return reached <= 0 ? null : new TitleChange(from, to, Name(newer), Name(older), reached * LikeRates(newer, from, older, to) * LikeNames(from, to));
        }
    }

    private static double LikeRates(WalkedRevision newer, string from, WalkedRevision older, string to)
    {
        double left = newer.Titles[from] / (double)Math.Max(1, newer.Revision.RunCount);
        double right = older.Titles[to] / (double)Math.Max(1, older.Revision.RunCount);
        return Math.Min(left, right) / Math.Max(left, right);
    }

    private static double LikeNames(string from, string to)
    {
        bool words = TitleWords.Of(from).Overlaps(TitleWords.Of(to));
        bool kind = TitleWords.Split(from).Kind == TitleWords.Split(to).Kind;
        return (kind, words) switch
        {
            (true, true) => 1,
            (false, true) => 0.6,
            (true, false) => 0.5,
            _ => 0,
        };
    }

    private static string Name(WalkedRevision revision) => revision.Revision.Release ?? revision.Revision.Commit;
}
