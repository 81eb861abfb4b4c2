using KB.Indexer.Bisections;
using KB.Indexer.Bisections.Judging;

namespace BisectionTraining;

/// <summary>Learns which titles of a log are the bug of the log: those of bugs that have a fix in common with it.</summary>
internal static class SameBugTraining
{
    private const double Ridge = 8;

    public static void Train(IReadOnlyDictionary<string, Bisection> logs, IReadOnlyList<Bug> bugs, WeightsFile file)
    {
        var graph = new TitleGraph(logs.Values);
        List<(BisectionTitles Log, string Title, bool Label, string Group)> pairs = [.. Pairs(logs, bugs, graph)];
        Learn("same-bug", "with the other logs", [.. pairs.Select(pair => new Sample(AliasFacts.Of(graph, pair.Log, pair.Title), pair.Label, pair.Group))], file);

        Dictionary<string, TitleGraph> alone = logs.Values.ToDictionary(log => log.Id, log => new TitleGraph([log]), StringComparer.Ordinal);
        Learn("same-bug-alone", "from the log alone", [.. pairs.Select(pair => new Sample(AliasFacts.Of(alone[pair.Log.Id], pair.Log, pair.Title), pair.Label, pair.Group))], file);

        bool[] sole = [.. Sole(logs, bugs, graph)];
        file.Section("same-bug-start", $"the only title at the start is the title of the bug in {sole.Count(each => each)} of {sole.Length} logs");
        file.Number("sole", sole.Count(each => each) / (double)sole.Length);
    }

    private static void Learn(string section, string how, IReadOnlyList<Sample> samples, WeightsFile file)
    {
        double[] predictions = CrossValidation.Predict(AliasFacts.Names, samples, Ridge);
        bool[] labels = [.. samples.Select(sample => sample.Label)];
        int[] sure = [.. Enumerable.Range(0, labels.Length).Where(i => predictions[i] >= 0.8)];
        file.Section(section, FormattableString.Invariant(
            $"{how}; {labels.Length} titles, {labels.Count(label => label)} the same bug; not seen in learning: AUC {Measures.Auc(predictions, labels):0.000}, ECE {Measures.CalibrationError(predictions, labels):0.000}, at 0.8 and more {sure.Length} of which right {sure.Count(i => labels[i])}"));
        file.Model(LogisticFit.Fit(AliasFacts.Names, samples, Ridge));
    }

    private static IEnumerable<(BisectionTitles Log, string Title, bool Label, string Group)> Pairs(
        IReadOnlyDictionary<string, Bisection> logs, IReadOnlyList<Bug> bugs, TitleGraph graph)
    {
        ILookup<string, Bug> named = bugs.Where(bug => bug.Fixes.Count > 0).ToLookup(bug => bug.Title, StringComparer.Ordinal);
        Groups groups = GroupsOf(logs, bugs, graph);
        foreach (Bug bug in WithLog(logs, bugs))
        {
            BisectionTitles log = graph.TitlesOf(logs[bug.Log!]);
            foreach (string title in log.All.Where(title => title != bug.Title && named.Contains(title)))
            {
                yield return (log, title, named[title].Any(other => other.Fixes.Intersect(bug.Fixes).Any()), groups.Root(bug.Log!));
            }
        }
    }

    /// <summary>Logs of bugs with a fix in common, or with a start title in common, are not split between learning and testing.</summary>
    private static Groups GroupsOf(IReadOnlyDictionary<string, Bisection> logs, IReadOnlyList<Bug> bugs, TitleGraph graph)
    {
        var groups = new Groups();
        foreach (Bug bug in WithLog(logs, bugs))
        {
            foreach (string fix in bug.Fixes)
            {
                groups.Join(bug.Log!, "fix " + fix);
            }

            foreach (string title in graph.TitlesOf(logs[bug.Log!]).Start.Keys.Where(title => !TitleWords.IsPlaceless(title)))
            {
                groups.Join(bug.Log!, "title " + title);
            }
        }

        return groups;
    }

    private static IEnumerable<bool> Sole(IReadOnlyDictionary<string, Bisection> logs, IReadOnlyList<Bug> bugs, TitleGraph graph) =>
        from bug in WithLog(logs, bugs)
        let start = graph.TitlesOf(logs[bug.Log!]).Start
        where start.Count == 1 && !TitleWords.IsPlaceless(start.Keys.Single())
        select start.ContainsKey(bug.Title);

    private static IEnumerable<Bug> WithLog(IReadOnlyDictionary<string, Bisection> logs, IReadOnlyList<Bug> bugs) =>
        bugs.Where(bug => bug.Log is not null && bug.Fixes.Count > 0 && logs.ContainsKey(bug.Log)).GroupBy(bug => bug.Log).Select(same => same.Last());
}
