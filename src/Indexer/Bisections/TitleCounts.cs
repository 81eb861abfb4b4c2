namespace KB.Indexer.Bisections;

/// <summary>Counts the crash titles of a log.</summary>
internal static class TitleCounts
{
    /// <summary>Every title once, in order of its first run.</summary>
    public static IReadOnlyList<CrashTitleCount> Of(IReadOnlyList<Revision> revisions)
    {
        var counts = new Dictionary<string, CrashTitleCount>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (Revision revision in revisions)
        {
            string place = revision.Release ?? revision.Commit;
            foreach ((string title, int runs) in Crashes(revision))
            {
                if (counts.TryGetValue(title, out CrashTitleCount? seen))
                {
                    counts[title] = seen with { Runs = seen.Runs + runs, Revisions = seen.Revisions + 1, Last = place };
                }
                else
                {
                    counts[title] = new CrashTitleCount(title, runs, 1, place, place, null);
                    order.Add(title);
                }
            }
        }

        return [.. order.Select(title => counts[title])];
    }

    /// <summary>Crash titles of one test with the number of runs that ended in each, in order of the first.</summary>
    public static IEnumerable<(string Title, int Runs)> Crashes(Revision revision) =>
        from run in revision.Runs
        where run.Outcome == "crashed" && !string.IsNullOrEmpty(run.Title)
        group run by run.Title into same
        select (same.Key, revision.AllRuns ? revision.RunCount : same.Count());
}
