using KB.Indexer.Duplicates.Features;
using KB.Indexer.Duplicates.Model;

namespace KB.Indexer.Duplicates.Index;

/// <summary>A candidate with its measured traits.</summary>
internal readonly record struct Match(IndexedCrash Crash, float[] Traits);

/// <summary>Candidates of a query and what is measured of each; not thread-safe.</summary>
internal sealed class Matcher
{
    /// <summary>Candidates looked at for <see cref="Trait.Burst"/>.</summary>
    private const int BurstWidth = 50;

    private static readonly float BurstGap = MathF.Log(1 + 14);

    private readonly Weights weights;
    private readonly Vocabulary vocabulary = new();
    private readonly List<IndexedCrash> crashes = [];
    // Last day of each crash, 0 where unknown: beside each other, since a search looks at those of thousands.
    private readonly List<int> lastDays = [];

    public Matcher(Weights weights) => this.weights = weights;

    /// <summary>The terms and their counts.</summary>
    public Vocabulary Vocabulary => vocabulary;

    /// <summary>Adds a crash.</summary>
    public IndexedCrash Add(string id, CrashFeatures features)
    {
        IndexedCrash crash = IndexedCrash.ToKeep(id, features, vocabulary);
        vocabulary.Count(crashes.Count, crash.Terms.SelectMany(terms => terms));
        crash.Position = crashes.Count;
        crashes.Add(crash);
        lastDays.Add(crash.LastDay ?? 0);
        return crash;
    }

    /// <summary>Counts a crash that came in again.</summary>
    public void Repeat(IndexedCrash crash, int? day)
    {
        crash.Repeats++;
        int last = Math.Max(crash.LastDay ?? 0, day ?? 0);
        crash.LastDay = last > 0 ? last : null;
        lastDays[crash.Position] = last;
    }

    /// <summary>The measured candidates, in the order of the search; all are wanted when nothing says which.</summary>
    public List<Match> Find(IndexedCrash query, int measured, bool ignoreTime, Func<IndexedCrash, bool>? wanted = null)
    {
        var search = new CandidateSearch(vocabulary, crashes, lastDays);
        (List<CandidateSearch.Found> found, float self) = search.Find(query, measured, ignoreTime, wanted);
        var likeness = new Likeness(vocabulary, query);
        var matches = new List<Match>(found.Count);
        float top = found.Count == 0 ? 1 : found.Max(one => one.Score);
        foreach (CandidateSearch.Found one in found)
        {
            IndexedCrash crash = crashes[one.Crash];
            var traits = new float[Likeness.Count];
            likeness.Measure(crash, ignoreTime, traits);
            traits[(int)Trait.ClassPair] = weights.ClassPair(query.Features.Class, crash.Features.Class);
            traits[(int)Trait.SearchShare] = one.Score / top;
            traits[(int)Trait.SearchRank] = MathF.Log(1 + one.Rank);
            traits[(int)Trait.SearchSelf] = one.Score / Math.Max(self, 1e-6f);
            matches.Add(new Match(crash, traits));
        }

        float burst = ignoreTime ? float.NaN : Burst(matches);
        foreach (Match match in matches)
        {
            match.Traits[(int)Trait.Burst] = burst;
        }

        return matches;
    }

    /// <summary>Measures two crashes of which neither needs to be known; what only a search tells stays unknown.</summary>
    public (IndexedCrash A, IndexedCrash B, float[] Traits) Compare(CrashFeatures a, CrashFeatures b)
    {
        var unseen = new Dictionary<uint, int>();
        IndexedCrash one = IndexedCrash.ToAsk(a, vocabulary, unseen), other = IndexedCrash.ToAsk(b, vocabulary, unseen);
        var traits = new float[Likeness.Count];
        new Likeness(vocabulary, one).Measure(other, ignoreTime: false, traits);
        traits[(int)Trait.ClassPair] = weights.ClassPair(a.Class, b.Class);
        return (one, other, traits);
    }

    private static float Burst(List<Match> matches)
    {
        int width = Math.Min(BurstWidth, matches.Count), near = 0, dated = 0;
        for (int i = 0; i < width; i++)
        {
            float gap = matches[i].Traits[(int)Trait.DayGap];
            dated += float.IsNaN(gap) ? 0 : 1;
            near += gap < BurstGap ? 1 : 0;
        }

        return dated == 0 ? float.NaN : (float)near / dated;
    }
}
