using KB.Indexer.Bisections.Judging;

namespace KB.Indexer.Bisections;

/// <summary>Where each crash title was seen over many bisections: the ground on which titles are called one bug, or noise.</summary>
/// <remarks>
/// Two logs of the same text count once. Titles at the commit a bisection started from are its start titles: they are the
/// bug, or what the same reproducer does besides; a title that is seen in many bisections and starts none is noise of old releases.
/// </remarks>
public sealed class TitleGraph
{
    /// <summary>More titles or tests than this has no log that syzkaller wrote (116 and 913 at most in 1,121), and judging takes their product.</summary>
    private const int MaxTitles = 1000;
    private const int MaxRevisions = 4000;

    /// <summary>Links from this probability on are kept when they were asked for once.</summary>
    private const double Likely = 0.5;

    private readonly Dictionary<string, BisectionTitles> bisections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<BisectionTitles>> seenIn = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> startOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> wordCounts = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<AliasLink>> likelyLinks;
    private readonly Lazy<IReadOnlyList<NoiseTitle>> noise;

    /// <summary>The graph over these bisections.</summary>
    public TitleGraph(IEnumerable<Bisection> bisections)
    {
        ArgumentNullException.ThrowIfNull(bisections);
        likelyLinks = new(() => Linker.Links(Likely));
        noise = new(() => Linker.Noise());
        foreach (Bisection bisection in bisections.Where(bisection => bisection.Revisions.Count > 0 && IsOrdinary(bisection)))
        {
            if (!this.bisections.ContainsKey(bisection.Id))
            {
                Add(new BisectionTitles(bisection));
            }
        }
    }

    /// <summary>Number of bisections.</summary>
    public int Count => bisections.Count;

    /// <summary>Pairs of titles that are one bug with at least this probability, most probable first.</summary>
    public IReadOnlyList<AliasLink> Links(double least = Likely) =>
        least < Likely ? Linker.Links(least) : [.. likelyLinks.Value.TakeWhile(link => link.Probability >= least)];

    /// <summary>Titles that many bisections met and none is about, most frequent first.</summary>
    public IReadOnlyList<NoiseTitle> Noise() => noise.Value;

    /// <summary>Places in history where a title seems to give way to another, with the id of the bisection that shows it; the likeliest first.</summary>
    public IReadOnlyList<(TitleChange Change, string Bisection)> Changes() =>
        [.. bisections.Values.SelectMany(log => log.Changes.Values, (log, change) => (change, log.Id)).OrderByDescending(each => each.change.Likeness)];

    /// <summary>All of that for titles that hold a text, capitals or not; empty for all titles.</summary>
    /// <param name="text">Part of a title.</param>
    /// <param name="most">Rows of each kind.</param>
    public AcrossBisections Across(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool Fits(string title) => title.Contains(text, StringComparison.OrdinalIgnoreCase);
        static (string, string) Pair(AliasLink link) => string.CompareOrdinal(link.Title, link.Alias) < 0 ? (link.Title, link.Alias) : (link.Alias, link.Title);
        return new AcrossBisections(
            Count,
            [.. Links().Where(link => Fits(link.Title) || Fits(link.Alias)).DistinctBy(Pair).Take(most)],
            [.. Changes().Where(seen => Fits(seen.Change.From) || Fits(seen.Change.To)).Select(seen => new SeenChange(seen.Change, seen.Bisection)).Take(most)],
            [.. SharedCulprits().Where(culprit => culprit.Titles.Any(Fits)).Take(most)],
            [.. Noise().Where(noise => Fits(noise.Title)).Take(most)]);
    }

    /// <summary>Commits that more than one bisection blames, the most blamed first.</summary>
    public IReadOnlyList<SharedCulprit> SharedCulprits() => Linker.SharedCulprits();

    /// <summary>What speaks for two titles being one bug, in either direction; null when no bisection joins them, or both are one title.</summary>
    /// <remarks>Safe to call from many threads.</remarks>
    public TitleEvidence? Between(string left, string right) => new TitlePairs(this, JudgingModels.Shipped.SameBug).Between(left, right);

    private TitleLinker Linker => new(this, JudgingModels.Shipped.SameBug);

    /// <summary>Number of different titles.</summary>
    internal int TitleCount => seenIn.Count;

    /// <summary>Everything that was read of the bisections, in the order given.</summary>
    internal IEnumerable<BisectionTitles> All => bisections.Values;

    /// <summary>Every title of any bisection.</summary>
    internal IEnumerable<string> Titles => seenIn.Keys;

    /// <summary>False for a log too strange to be judged in reasonable time.</summary>
    internal static bool IsOrdinary(Bisection bisection) => bisection.CrashTitles.Count <= MaxTitles && bisection.Revisions.Count <= MaxRevisions;

    /// <summary>The titles of this bisection; read anew when it is not in the graph.</summary>
    internal BisectionTitles TitlesOf(Bisection bisection) => bisections.GetValueOrDefault(bisection.Id) ?? new BisectionTitles(bisection);

    /// <summary>Bisections in which the title was seen.</summary>
    internal IReadOnlyList<BisectionTitles> SeenIn(string title) => seenIn.GetValueOrDefault(title) ?? [];

    /// <summary>How many bisections start with the title.</summary>
    internal int StartsOf(string title) => startOf.GetValueOrDefault(title);

    /// <summary>How many titles have the word in the place they blame.</summary>
    internal int TitlesWith(string word) => wordCounts.GetValueOrDefault(word);

    private void Add(BisectionTitles titles)
    {
        bisections.Add(titles.Id, titles);
        foreach (string title in titles.All)
        {
            if (!seenIn.TryGetValue(title, out List<BisectionTitles>? list))
            {
                seenIn[title] = list = [];
                foreach (string word in TitleWords.Of(title))
                {
                    wordCounts[word] = wordCounts.GetValueOrDefault(word) + 1;
                }
            }

            list.Add(titles);
            if (titles.Start.ContainsKey(title))
            {
                startOf[title] = startOf.GetValueOrDefault(title) + 1;
            }
        }
    }
}
