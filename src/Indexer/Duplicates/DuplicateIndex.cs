using KB.Indexer.Duplicates.Features;
using KB.Indexer.Duplicates.Index;
using KB.Indexer.Duplicates.Model;

namespace KB.Indexer.Duplicates;

/// <summary>Known crashes in memory, to ask which of them a new one is. Safe for many readers beside one writer.</summary>
public sealed class DuplicateIndex
{
    /// <summary>Probability of a crash whose stacks, message and kernel are those of a known one to the letter.</summary>
    internal const double Repeated = 0.999;

    private readonly ReaderWriterLock access = new();
    private readonly Dictionary<ulong, IndexedCrash> byFingerprint = [];
    private readonly Weights weights;
    private readonly Matcher matcher;

    /// <summary>An empty index that judges with the shipped weights.</summary>
    public DuplicateIndex()
        : this(Weights.Shipped)
    {
    }

    /// <summary>An empty index that judges with other weights.</summary>
    public DuplicateIndex(Weights weights)
    {
        this.weights = weights;
        matcher = new Matcher(weights);
    }

    /// <summary>Number of distinct crashes.</summary>
    public int Count => matcher.Vocabulary.Crashes;

    /// <summary>Adds a crash; one with the features of a known one only counts for it.</summary>
    /// <returns>The id under which it is kept: its own, or that of the crash that it repeats.</returns>
    public string Add(string id, CrashFeatures features)
    {
        ArgumentNullException.ThrowIfNull(features);
        access.AcquireWriterLock(Timeout.Infinite);
        try
        {
            if (byFingerprint.TryGetValue(features.Fingerprint, out IndexedCrash? known))
            {
                matcher.Repeat(known, features.Day);
                return known.Id;
            }

            byFingerprint[features.Fingerprint] = matcher.Add(id, features);
            return id;
        }
        finally
        {
            access.ReleaseWriterLock();
        }
    }

    /// <summary>The known crashes most likely to be the same bug, most likely first.</summary>
    /// <param name="query">The crash asked about.</param>
    /// <param name="top">At most so many.</param>
    /// <param name="options">How to look; null for the usual way.</param>
    public IReadOnlyList<Candidate> Find(CrashFeatures query, int top = 10, FindOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        options ??= new FindOptions();
        Func<string, bool>? exclude = options.Exclude;
        access.AcquireReaderLock(Timeout.Infinite);
        try
        {
            IndexedCrash asked = IndexedCrash.ToAsk(query, matcher.Vocabulary);
            IndexedCrash? same = Same(query);
            List<Match> matches = matcher.Find(asked, options.Measured, options.IgnoreTime, exclude is null ? null : crash => !exclude(crash.Id));
            HashSet<uint> telling = Telling(query);
            return
            [
                .. matches.Zip(Probabilities(matches), (match, probability) => (match, probability: match.Crash == same ? Repeated : probability))
                    .OrderByDescending(row => row.probability)
                    .Take(top)
                    .Select((row, i) => ToCandidate(row.match, row.probability, asked, telling, i < options.MostReasoned && row.probability >= options.ReasonedFrom ? options.MaxReasons : 0)),
            ];
        }
        finally
        {
            access.ReleaseReaderLock();
        }
    }

    /// <summary>The known crash whose stacks, message and kernel are those of the query to the letter; null when there is none.</summary>
    public Candidate? FindSame(CrashFeatures query, int maxReasons = FindOptions.UsualReasons)
    {
        ArgumentNullException.ThrowIfNull(query);
        access.AcquireReaderLock(Timeout.Infinite);
        try
        {
            if (Same(query) is not { } same)
            {
                return null;
            }

            (IndexedCrash asked, _, float[] traits) = matcher.Compare(query, same.Features);
            return ToCandidate(new Match(same, traits), Repeated, asked, Telling(query), maxReasons);
        }
        finally
        {
            access.ReleaseReaderLock();
        }
    }

    /// <summary>How likely two crashes are one bug, with reasons; neither needs to be known.</summary>
    public Candidate Judge(CrashFeatures a, CrashFeatures b, int maxReasons = FindOptions.UsualReasons)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        access.AcquireReaderLock(Timeout.Infinite);
        try
        {
            (IndexedCrash one, IndexedCrash other, float[] traits) = matcher.Compare(a, b);
            return ToCandidate(new Match(other, traits), weights.For(traits).Probability(traits), one, Telling(a), maxReasons);
        }
        finally
        {
            access.ReleaseReaderLock();
        }
    }

    /// <summary>How rare a function is, from 0 (in every known crash) to 1 (in one at most).</summary>
    public double Rarity(string function)
    {
        access.AcquireReaderLock(Timeout.Infinite);
        try
        {
            return matcher.Vocabulary.Rarity(matcher.Vocabulary.Find(Term.Of(Space.Function, function), []));
        }
        finally
        {
            access.ReleaseReaderLock();
        }
    }

    private double[] Probabilities(List<Match> matches)
    {
        var probabilities = new double[matches.Count];
        foreach (IGrouping<BoostedTrees, int> group in Enumerable.Range(0, matches.Count).GroupBy(i => weights.For(matches[i].Traits)))
        {
            int[] places = [.. group];
            double[] found = group.Key.Probabilities(Array.ConvertAll(places, i => matches[i].Traits));
            for (int i = 0; i < places.Length; i++)
            {
                probabilities[places[i]] = found[i];
            }
        }

        return probabilities;
    }

    private IndexedCrash? Same(CrashFeatures query) => query.Stacks.Length > 0 ? byFingerprint.GetValueOrDefault(query.Fingerprint) : null;

    private Candidate ToCandidate(Match match, double probability, IndexedCrash asked, HashSet<uint> telling, int maxReasons) =>
        new(match.Crash.Id, probability, maxReasons == 0 ? [] : Reasons.Of(weights, match.Traits, asked, match.Crash, matcher.Vocabulary, maxReasons), match.Crash.Repeats, Specific(telling, match.Crash), float.IsNaN(match.Traits[(int)Trait.KeptApart]));

    /// <summary>Functions that are no helpers, and locks: what must be shared, since a helper on top glues nothing.</summary>
    private static HashSet<uint> Telling(CrashFeatures one) =>
        [.. one.Stacks.SelectMany(stack => stack.Frames).Where(frame => !frame.Helper).Select(frame => frame.Function), .. one.Guilty, .. one.Locks];

    private static bool Specific(HashSet<uint> telling, IndexedCrash other)
    {
        foreach (FeatureStack stack in other.Features.Stacks)
        {
            foreach (FeatureFrame frame in stack.Frames)
            {
                if (!frame.Helper && telling.Contains(frame.Function))
                {
                    return true;
                }
            }
        }

        return Array.Exists(other.Features.Guilty, telling.Contains) || Array.Exists(other.Features.Locks, telling.Contains);
    }
}
