namespace KB.Indexer.Bisections.Judging;

/// <summary>The crash titles of one bisection: all of them, those it started from, and its walk through history.</summary>
internal sealed class BisectionTitles
{
    private readonly HashSet<string> titles;
    private readonly Lazy<double> trust;

    public BisectionTitles(Bisection bisection)
    {
        Id = bisection.Id;
        SearchesForward = bisection.Mode == "fix";
        Culprit = bisection.Result.Commit;
        FinalCrash = bisection.FinalCrash?.Title;
        trust = new Lazy<double>(() => BisectionJudge.TrustInCulprit(bisection));
        All = [.. bisection.CrashTitles.Select(count => count.Title)];
        titles = [.. All];
        Walk = HistoryWalk.Of(bisection);
        foreach (WalkedRevision start in Walk.Where(each => each.Revision.Role == "start"))
        {
            foreach ((string title, int runs) in start.Titles)
            {
                Start[title] = Start.GetValueOrDefault(title) + runs;
            }
        }

        StartRuns = Start.Values.Sum();
        Changes = Renaming.Of(this);
    }

    /// <summary>Name of the bisection.</summary>
    public string Id { get; }

    /// <summary>True for a search for a fix, which goes from the start to newer kernels.</summary>
    public bool SearchesForward { get; }

    /// <summary>Commit it blames.</summary>
    public string? Culprit { get; }

    /// <summary>Probability that <see cref="Culprit"/> is right; 0 when there is none.</summary>
    public double Trust => trust.Value;

    /// <summary>Title of the crash at the end of the log.</summary>
    public string? FinalCrash { get; }

    /// <summary>Titles in order of their first run.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>Titles at the commit it started from, with their runs.</summary>
    public Dictionary<string, int> Start { get; } = new(StringComparer.Ordinal);

    /// <summary>True when the title was seen anywhere in the log.</summary>
    public bool Has(string title) => titles.Contains(title);

    /// <summary>All crashed runs there.</summary>
    public int StartRuns { get; }

    /// <summary>Tests in the order of history, from the start on: newest first, of a search for a fix oldest first.</summary>
    public IReadOnlyList<WalkedRevision> Walk { get; }

    /// <summary>What the start titles may have turned into away from the start, by that other title.</summary>
    public IReadOnlyDictionary<string, TitleChange> Changes { get; }
}
