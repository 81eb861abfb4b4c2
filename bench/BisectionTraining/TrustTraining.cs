using KB.Indexer.Bisections;
using KB.Indexer.Bisections.Judging;

namespace BisectionTraining;

/// <summary>Learns when a culprit is right: from bugs whose true cause is known.</summary>
internal static class TrustTraining
{
    private const double Ridge = 2;

    /// <summary>Words that stand in less than this share of culprits and crashes are all called rare.</summary>
    private static readonly double Common = Math.Exp(-Relation.RareWord);

    public static void Train(IReadOnlyDictionary<string, Bisection> logs, IReadOnlyList<Bug> bugs, WeightsFile file)
    {
        Dictionary<string, double> words = WordWeights(logs.Values);
        var relation = new Relation(words);
        (Bug Bug, TrustFacts Facts)[] known = [.. Known(logs, bugs).Select(bug => (bug, TrustFacts.Of(logs[bug.Log!], relation)))];
        var groups = new Groups();
        foreach ((Bug bug, _) in known)
        {
            groups.Join(bug.Log!, "cause " + bug.Cause);
            foreach (string fix in bug.Fixes)
            {
                groups.Join(bug.Log!, "fix " + fix);
            }
        }

        Sample[] samples = [.. known.Select(each => new Sample(each.Facts.Numbers(), each.Bug.Bisected == each.Bug.Cause, groups.Root(each.Bug.Log!)))];
        Report(samples, file);
        file.Model(LogisticFit.Fit(TrustFacts.Names, samples, Ridge));
        ReportStages(known);
        file.Section("words", $"weight of the {words.Count} words that stand in more than {Common:P1} of culprits and crashes; any other word weighs {Relation.RareWord}");
        foreach ((string word, double weight) in words.OrderBy(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal))
        {
            file.Number(word, weight);
        }
    }

    private static void Report(Sample[] samples, WeightsFile file)
    {
        double[] predictions = CrossValidation.Predict(TrustFacts.Names, samples, Ridge);
        bool[] labels = [.. samples.Select(sample => sample.Label)];
        file.Section("trust", FormattableString.Invariant(
            $"{labels.Length} culprits, {labels.Count(label => label)} right; not seen in learning: AUC {Measures.Auc(predictions, labels):0.000}, ECE {Measures.CalibrationError(predictions, labels):0.000}, right in the most trusted quarter {Measures.RightInTop(predictions, labels, 0.25):0.000}, log loss {Measures.LogLoss(predictions, labels):0.000}"));
        string[] of = [.. samples.Select(sample => sample.Group)];
        Console.WriteLine($"  90 of 100 draws of the groups with repetition: AUC {Measures.Interval(predictions, labels, of, Measures.Auc)}, top quarter {Measures.Interval(predictions, labels, of, (p, y) => Measures.RightInTop(p, y, 0.25))}");
        for (int i = 0; i < TrustFacts.Names.Length; i++)
        {
            Console.WriteLine(FormattableString.Invariant($"  {TrustFacts.Names[i]} alone: AUC {Measures.Auc([.. samples.Select(sample => sample.Facts[i])], labels):0.000}"));
        }
    }

    /// <summary>How often the suspect test stands where people found that the search went wrong: among the releases or among git's steps.</summary>
    private static void ReportStages((Bug Bug, TrustFacts Facts)[] known)
    {
        (string Stage, string? Role)[] wrong = [.. known.Where(each => each.Bug is { WrongStage: not null } && each.Bug.Bisected != each.Bug.Cause)
            .Select(each => (each.Bug.WrongStage == "Stage B" ? "release" : "step", SuspectStep.Of(each.Facts)?.Role))];
        int named = wrong.Count(each => each.Role is not null);
        Console.WriteLine($"suspect test: named in {named} of {wrong.Length} wrong bisections, in the right stage {wrong.Count(each => each.Role == each.Stage)}; always 'release' would be right in {wrong.Count(each => each.Stage == "release")}");
        int right = known.Count(each => each.Bug.Bisected == each.Bug.Cause);
        Console.WriteLine($"suspect test: named in {known.Count(each => each.Bug.Bisected == each.Bug.Cause && SuspectStep.Of(each.Facts) is not null)} of {right} right bisections");
    }

    private static IEnumerable<Bug> Known(IReadOnlyDictionary<string, Bisection> logs, IReadOnlyList<Bug> bugs) =>
        from bug in bugs
        where bug is { Log: not null, Bisected: not null, Cause: not null } && logs.ContainsKey(bug.Log) && logs[bug.Log].Result.Kind == "culprit"
        select bug;

    /// <summary>Log of bisections per bisection with the word in its culprit or crash; a statistic of all logs, no label is used.</summary>
    private static Dictionary<string, double> WordWeights(IEnumerable<Bisection> logs)
    {
        Bisection[] culprits = [.. logs.Where(log => log.Result.Kind == "culprit")];
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string word in culprits.SelectMany(log => Relation.WordsOfCulprit(log.Result).Keys.Union(Relation.WordsOfCrash(log).Keys)))
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        return counts.Where(word => word.Value > Common * culprits.Length)
            .ToDictionary(word => word.Key, word => Math.Round(Math.Log(culprits.Length / (double)word.Value), 2), StringComparer.Ordinal);
    }
}
