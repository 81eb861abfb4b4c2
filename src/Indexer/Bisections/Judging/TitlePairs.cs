namespace KB.Indexer.Bisections.Judging;

/// <summary>Collects what a graph of crash titles knows of a pair of them.</summary>
internal sealed class TitlePairs(TitleGraph graph, SameBugModel model)
{
    /// <summary>The evidence; null when the graph joins the two in no way, or both are one title.</summary>
    public TitleEvidence? Between(string left, string right)
    {
        if (left == right || TitleWords.IsPlaceless(left) || TitleWords.IsPlaceless(right))
        {
            return null;
        }

        (BisectionTitles Log, string Start, string Other)[] links = [.. Links(left, right), .. Links(right, left)];
        (string Commit, double Trust)[] culprits = [.. Culprits(left, right)];
        int binaries = Binaries(left, right);
        if (links.Length + culprits.Length + binaries == 0)
        {
            return null;
        }

        BisectionTitles[] logs = [.. links.Select(link => link.Log).Distinct()];
        return new TitleEvidence(
            links.Select(link => Math.Round(model.Of(graph, link.Log, link.Other), 4)).DefaultIfEmpty().Max(),
            [.. logs.Select(log => log.Id)],
            logs.Sum(log => log.Walk.Count(revision => revision.Titles.ContainsKey(left) && revision.Titles.ContainsKey(right))),
            links.Count(link => link.Log.FinalCrash == link.Other),
            [.. culprits.Select(culprit => culprit.Commit)],
            culprits.Select(culprit => culprit.Trust).DefaultIfEmpty().Max(),
            binaries,
            [.. links.Select(link => link.Log.Changes.GetValueOrDefault(link.Other)).OfType<TitleChange>().Where(change => change.From == left || change.From == right)]);
    }

    private IEnumerable<(BisectionTitles Log, string Start, string Other)> Links(string start, string other) =>
        graph.SeenIn(other).Where(log => log.Start.ContainsKey(start)).Select(log => (log, start, other));

    /// <summary>Commits blamed by a bisection of each, most credible first; one bisection that started from both is no evidence of its own.</summary>
    private IEnumerable<(string Commit, double Trust)> Culprits(string left, string right)
    {
        ILookup<string, BisectionTitles> blamed = graph.SeenIn(left).Where(log => log.Culprit is not null && log.Start.ContainsKey(left)).ToLookup(log => log.Culprit!, StringComparer.Ordinal);
        return from log in graph.SeenIn(right)
               where log.Culprit is not null && log.Start.ContainsKey(right)
               from other in blamed[log.Culprit!]
               where other.Id != log.Id
               group Math.Min(log.Trust, other.Trust) by log.Culprit! into same
               let trust = Math.Round(same.Max(), 4)
               orderby trust descending, same.Key
               select (same.Key, trust);
    }

    private int Binaries(string left, string right)
    {
        ILookup<string, string> of = TitleLinker.Binaries(graph.SeenIn(left), left).ToLookup(each => each.Signature, each => each.Id, StringComparer.Ordinal);
        return TitleLinker.Binaries(graph.SeenIn(right), right).Where(each => of[each.Signature].Any(id => id != each.Id)).Select(each => each.Signature).Distinct().Count();
    }
}
