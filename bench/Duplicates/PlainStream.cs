using KB.Indexer.Duplicates;
using KB.Indexer.Duplicates.Features;
using KB.Indexer.Duplicates.Model;

namespace KB.Bench.Duplicates;

/// <summary>Plain texts as they would come from many machines: bugs that were not learned from, each some times in disguise, and a sibling of each. It is what the bound of grouping is chosen on.</summary>
internal static class PlainStream
{
    /// <summary>One bug in so many is in the stream, up to so many times.</summary>
    private const int OneIn = 2, MostTimes = 6;

    private static readonly double[] Bounds = [0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];

    /// <summary>Says precision and recall of the pairs that are grouped, by bound.</summary>
    public static void Run(IReadOnlyList<Bug> bugs, int first, Weights weights, Action<string> say)
    {
        (string Cause, CrashFeatures Features)[] stream = [.. Stream(bugs, first)];
        new Random(5).Shuffle(stream);
        var index = new DuplicateIndex(weights);
        Clusters[] clusters = [.. Bounds.Select(bound => new Clusters(bound))];
        for (int i = 0; i < stream.Length; i++)
        {
            IReadOnlyList<Candidate> found = index.Find(stream[i].Features, Triage.Judged, new FindOptions(MaxReasons: 0));
            foreach (Clusters made in clusters)
            {
                made.Add($"{i}", made.Judge($"{i}", found));
            }

            index.Add($"{i}", stream[i].Features);
        }

        say($"{stream.Length} plain texts of {stream.DistinctBy(row => row.Cause).Count()} causes");
        for (int i = 0; i < Bounds.Length; i++)
        {
            string[] roots = [.. Enumerable.Range(0, stream.Length).Select(at => clusters[i].Root($"{at}"))];
            long both = Pairs(stream.Zip(roots, (row, root) => (row.Cause, root))), made = Pairs(roots), real = Pairs(stream.Select(row => row.Cause));
            say(FormattableString.Invariant($"grouped from {Bounds[i]:0.00}: pairs with precision {both / Math.Max(1.0, made):0.000}, recall {both / Math.Max(1.0, real):0.000}"));
        }
    }

    private static IEnumerable<(string Cause, CrashFeatures Features)> Stream(IReadOnlyList<Bug> bugs, int first)
    {
        var disguise = new Disguise(bugs, 31);
        var random = new Random(5);
        foreach (Bug bug in bugs.Skip(first).Where((bug, i) => bug.Features.Main is not null && i % OneIn == 0))
        {
            for (int times = random.Next(1, MostTimes + 1); times > 0; times--)
            {
                yield return (bug.Fixes.FirstOrDefault() ?? bug.Id, disguise.Of(bug.Features));
            }

            yield return ("sibling of " + bug.Id, disguise.Sibling(bug.Features));
        }
    }

    /// <summary>Pairs of equal values.</summary>
    private static long Pairs<T>(IEnumerable<T> values)
        where T : notnull => values.CountBy(value => value).Sum(group => (long)group.Value * (group.Value - 1) / 2);
}
