using KB.Indexer.Duplicates;
using KB.Indexer.Duplicates.Model;

namespace KB.Bench.Duplicates;

/// <summary>How well the bugs of a stream are grouped as they come (BCubed: Bagga and Baldwin 1998), over those of a day and later that are fixed.</summary>
internal sealed record Grouped(double Precision, double Recall)
{
    /// <summary>Harmonic mean of both.</summary>
    public double F1 => 2 * Precision * Recall / (Precision + Recall);

    public override string ToString() => FormattableString.Invariant($"B3 precision {Precision:0.000}  recall {Recall:0.000}  F1 {F1:0.000}");

    /// <summary>Of the groups that the product makes with these weights.</summary>
    public static Grouped Of(IReadOnlyList<Bug> bugs, Weights weights, int first, bool ignoreTime = false)
    {
        var index = new DuplicateIndex(weights);
        var clusters = new Clusters();
        foreach (Bug bug in bugs)
        {
            clusters.Add(bug.Id, clusters.Judge(bug.Id, index.Find(bug.Features, Triage.Judged, new FindOptions(ignoreTime, MaxReasons: 0))));
            index.Add(bug.Id, bug.Features);
        }

        return Of(bugs, first, bug => clusters.Root(bug.Id));
    }

    /// <summary>Of any groups, each named by a text.</summary>
    public static Grouped Of(IReadOnlyList<Bug> bugs, int first, Func<Bug, string> group)
    {
        var truth = new Dictionary<string, string>();
        string Root(string name) => truth.GetValueOrDefault(name, name) is var up && up == name ? name : truth[name] = Root(up);
        foreach (Bug bug in bugs)
        {
            foreach (string fix in bug.Fixes)
            {
                truth[Root(bug.Id)] = Root(fix);
            }
        }

        Bug[] counted = [.. bugs.Skip(first).Where(bug => bug.IsFixed)];
        ILookup<string, string> made = counted.ToLookup(group, bug => Root(bug.Id)), real = counted.ToLookup(bug => Root(bug.Id), group);
        return new Grouped(
            counted.Average(bug => made[group(bug)].Average(other => other == Root(bug.Id) ? 1.0 : 0)),
            counted.Average(bug => real[Root(bug.Id)].Average(other => other == group(bug) ? 1.0 : 0)));
    }
}
