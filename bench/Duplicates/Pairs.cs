using KB.Indexer.Duplicates;
using KB.Indexer.Duplicates.Features;
using KB.Indexer.Duplicates.Index;
using KB.Indexer.Duplicates.Model;

namespace KB.Bench.Duplicates;

/// <summary>One measured pair: positions of the bugs, traits, and whether both have a fix in common (null: one is not fixed).</summary>
internal sealed record Pair(int Query, int Other, float[] Traits, bool? Same);

/// <summary>Every pair that the search would offer, each bug against the earlier ones.</summary>
internal static class Pairs
{
    public static List<Pair> Measure(IReadOnlyList<Bug> bugs, Weights weights, bool ignoreTime)
    {
        var matcher = new Matcher(weights);
        var places = new Dictionary<string, int>();
        var pairs = new List<Pair>();
        for (int i = 0; i < bugs.Count; i++)
        {
            Bug bug = bugs[i];
            IndexedCrash asked = IndexedCrash.ToAsk(bug.Features, matcher.Vocabulary);
            foreach (Match match in matcher.Find(asked, FindOptions.UsuallyMeasured, ignoreTime))
            {
                int other = places[match.Crash.Id];
                pairs.Add(new Pair(i, other, match.Traits, bug.IsFixed && bugs[other].IsFixed ? bug.Is(bugs[other]) : null));
            }

            matcher.Add(bug.Id, bug.Features);
            places[bug.Id] = i;
        }

        return pairs;
    }

    /// <summary>Pairs as plain texts make them: titles of trackers hidden; pairs that a tracker kept apart under one title left out, since that is
    /// all that tells them apart, unless their stacks do; and every bug in disguise against the earlier ones and itself, and a sibling.</summary>
    public static List<Pair> MeasurePlain(IReadOnlyList<Bug> bugs, Weights weights, int last)
    {
        var disguise = new Disguise(bugs, 11);
        var matcher = new Matcher(weights);
        var places = new Dictionary<string, int>();
        var pairs = new List<Pair>();
        for (int i = 0; i < last; i++)
        {
            Bug bug = bugs[i];
            matcher.Add(bug.Id, bug.Features with { RecordTitle = 0 });
            places[bug.Id] = i;
            IndexedCrash sibling = IndexedCrash.ToKeep("", disguise.Sibling(bug.Features), matcher.Vocabulary);
            CrashFeatures asked = i % 2 == 0 ? disguise.Of(bug.Features) : bug.Features with { RecordTitle = 0 };
            IndexedCrash question = IndexedCrash.ToAsk(asked, matcher.Vocabulary);
            var traits = new float[Likeness.Count];
            new Likeness(matcher.Vocabulary, question).Measure(sibling, ignoreTime: true, traits);
            traits[(int)Trait.ClassPair] = weights.ClassPair(asked.Class, sibling.Features.Class);
            pairs.Add(new Pair(i, i, traits, false));
            foreach (Match match in matcher.Find(question, FindOptions.UsuallyMeasured, i % 3 == 0, _ => true))
            {
                Bug other = bugs[places[match.Crash.Id]];
                bool apart = other.Id != bug.Id && other.Features.RecordTitle == bug.Features.RecordTitle && !bug.Is(other) && match.Traits[(int)Trait.MainStack] > 0.2f;
                bool self = other.Id == bug.Id;
                if (!apart && !(self && i % 2 != 0))
                {
                    pairs.Add(new Pair(i, places[match.Crash.Id], match.Traits, self ? true : bug.IsFixed && other.IsFixed ? bug.Is(other) : null));
                }
            }
        }

        return pairs;
    }

    /// <summary>Log-odds of each pair of classes against those of all pairs, drawn to 0 where there are few.</summary>
    public static Dictionary<(int, int), float> Classes(IReadOnlyList<Bug> bugs, IEnumerable<Pair> pairs)
    {
        List<Pair> known = [.. pairs.Where(pair => pair.Same is not null)];
        double rate = known.Average(pair => pair.Same!.Value ? 1.0 : 0);
        return known
            .GroupBy(pair => (bugs[pair.Query].Features.Class, bugs[pair.Other].Features.Class) is var (a, b) && a < b ? ((int)a, (int)b) : ((int)b, (int)a))
            .Select(group => (group.Key, Good: group.Count(pair => pair.Same!.Value), All: group.Count()))
            .ToDictionary(row => row.Key, row => (float)Math.Log((row.Good + (20 * rate)) / (row.All + 20) / rate));
    }
}
