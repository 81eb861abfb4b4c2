namespace KB.Indexer.Bisections.Judging;

/// <summary>The facts on which a title of a log is called the bug of the log.</summary>
internal static class AliasFacts
{
    /// <summary>Below so many bisections a title's frequency says nothing; facts of the log alone are weighed then.</summary>
    public const int FewBisections = 20;

    /// <summary>Start titles that are compared with; a first test has 20 runs at most.</summary>
    private const int MaxStarts = 20;

    /// <summary>Added to the number of titles, so that words weigh something in a small graph too.</summary>
    private const int PriorTitles = 1000;

    /// <summary>Bisections that are imagined besides, so that a title is not called rare for want of bisections.</summary>
    private const int PriorBisections = 250;

    /// <summary>How often an unknown title would be met in those.</summary>
    private const double PriorMeetings = 0.5;

    /// <summary>Names of the facts, in order, as in the weights.</summary>
    public static readonly string[] Names = ["rarity", "linked", "similarity", "together", "at-start", "start-share", "renamed"];

    /// <summary>The facts of a title in a bisection.</summary>
    /// <returns>
    /// rarity: log of bisections per other bisection that met the title without starting from it; linked: log of 1 + the other bisections
    /// that start from this title and saw a start title of this one; similarity: 0 to 1, shared words of the places blamed, rare words
    /// first; together: 0 to 1, share of the title's revisions where a start title crashed too; at-start: 1 for a start title;
    /// start-share: 0 to 1, its share of the crashes at the start; renamed: 0 to 1, how like the title is to one that it replaces in older kernels.
    /// </returns>
    public static double[] Of(TitleGraph graph, BisectionTitles log, string title)
    {
        string[] others = [.. log.Start.Keys.Where(start => start != title).Take(MaxStarts)];
        return
        [
            Rarity(graph, log, title),
            Math.Log(1 + others.Select(start => Linked(graph, log, start, title)).DefaultIfEmpty().Max()),
            others.Select(start => Similarity(graph, start, title)).DefaultIfEmpty().Max(),
            Together(log, others, title),
            log.Start.ContainsKey(title) ? 1 : 0,
            log.Start.GetValueOrDefault(title) / (double)Math.Max(1, log.StartRuns),
            log.Changes.GetValueOrDefault(title)?.Likeness ?? 0,
        ];
    }

    private static double Rarity(TitleGraph graph, BisectionTitles log, string title)
    {
        int met = graph.SeenIn(title).Count(other => other.Id != log.Id && !other.Start.ContainsKey(title));
        return Math.Log((graph.Count + PriorBisections) / (met + PriorMeetings));
    }

    private static int Linked(TitleGraph graph, BisectionTitles log, string start, string title) =>
        graph.SeenIn(title).Count(other => other.Id != log.Id && other.Start.ContainsKey(title) && other.Has(start));

    private static double Together(BisectionTitles log, string[] others, string title)
    {
        WalkedRevision[] seen = [.. log.Walk.Where(revision => revision.Titles.ContainsKey(title))];
        return seen.Length == 0 ? 0 : seen.Count(revision => others.Any(revision.Titles.ContainsKey)) / (double)seen.Length;
    }

    /// <summary>Shared words of the places two titles blame, weighed by how rare the words are; 1 when one's words are all in the other.</summary>
    private static double Similarity(TitleGraph graph, string left, string right)
    {
        HashSet<string> leftWords = TitleWords.Of(left);
        HashSet<string> rightWords = TitleWords.Of(right);
        double smaller = Math.Min(leftWords.Sum(Weight), rightWords.Sum(Weight));
        return smaller <= 0 ? 0 : leftWords.Where(rightWords.Contains).Sum(Weight) / smaller;

        double Weight(string word) => Math.Log((graph.TitleCount + PriorTitles) / (double)Math.Max(1, graph.TitlesWith(word)));
    }
}
