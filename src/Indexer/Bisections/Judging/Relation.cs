namespace KB.Indexer.Bisections.Judging;

/// <summary>How much the words of a culprit (subject, files, message) are the words of the crash (titles, functions, files).</summary>
/// <remarks>
/// Cosine of two bags of words; a word counts by how rare it is, frequent ones by the table of the weights. Subsystems have short names
/// in functions and long ones in subjects, <see cref="LongNames"/> joins them.
/// </remarks>
internal sealed class Relation(IReadOnlyDictionary<string, double> words)
{
    /// <summary>Weight of a word that the table does not know: a rare one.</summary>
    public const double RareWord = 3;

    /// <summary>Paths of a culprit that are looked at; a merge can have thousands.</summary>
    private const int MaxPaths = 20;

    /// <summary>What a short name at the start of functions stands for. Source: MAINTAINERS and the file names of the kernel.</summary>
    public static readonly IReadOnlyDictionary<string, string> LongNames = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ovl"] = "overlayfs", ["nft"] = "nf tables", ["nr"] = "netrom", ["snd"] = "alsa", ["hci"] = "bluetooth", ["l2cap"] = "bluetooth",
        ["rfcomm"] = "bluetooth", ["sco"] = "bluetooth", ["css"] = "cgroup", ["memcg"] = "cgroup", ["tcf"] = "sched", ["tcindex"] = "sched",
        ["qdisc"] = "sched", ["cbs"] = "sched", ["xt"] = "netfilter", ["nf"] = "netfilter", ["ip6t"] = "netfilter", ["ipt"] = "netfilter",
        ["ipset"] = "netfilter", ["ebt"] = "netfilter", ["ib"] = "infiniband", ["rdma"] = "infiniband", ["ucma"] = "infiniband",
        ["uverbs"] = "infiniband", ["con"] = "vt", ["ieee80211"] = "mac80211", ["cfg80211"] = "wireless", ["nl80211"] = "wireless",
        ["ip6"] = "ipv6", ["fib6"] = "ipv6", ["addrconf"] = "ipv6", ["inet"] = "ipv4", ["fib"] = "ipv4", ["ip"] = "ipv4", ["udp"] = "ipv4",
        ["blk"] = "block", ["bio"] = "block", ["shmem"] = "mm", ["hugetlb"] = "mm", ["io"] = "io uring", ["vmx"] = "kvm", ["svm"] = "kvm",
        ["kernfs"] = "sysfs", ["pid"] = "proc", ["sock"] = "net", ["skb"] = "net", ["sk"] = "net", ["dev"] = "net", ["netdev"] = "net",
        ["pty"] = "tty", ["n"] = "tty", ["v4l2"] = "media", ["vb2"] = "media", ["vivid"] = "media", ["alg"] = "crypto",
    };

    /// <summary>0 (nothing in common) to 1.</summary>
    public double Of(Bisection bisection)
    {
        IReadOnlyDictionary<string, double> culprit = WordsOfCulprit(bisection.Result);
        IReadOnlyDictionary<string, double> crash = WordsOfCrash(bisection);
        double norm = Math.Sqrt(culprit.Sum(Square) * crash.Sum(Square));
        return norm <= 0 ? 0 : culprit.Keys.Where(crash.ContainsKey).Sum(word => Weight(word, culprit[word]) * Weight(word, crash[word])) / norm;

        double Square(KeyValuePair<string, double> word) => Math.Pow(Weight(word.Key, word.Value), 2);
    }

    /// <summary>The words that weigh most in <see cref="Of"/>, heaviest first.</summary>
    public IReadOnlyList<string> Shared(Bisection bisection, int most)
    {
        IReadOnlyDictionary<string, double> culprit = WordsOfCulprit(bisection.Result);
        IReadOnlyDictionary<string, double> crash = WordsOfCrash(bisection);
        return [.. culprit.Keys.Where(crash.ContainsKey).Select(word => (Word: word, Weight: Weight(word, culprit[word]) * Weight(word, crash[word])))
            .OrderByDescending(each => each.Weight).ThenBy(each => each.Word, StringComparer.Ordinal).Take(most).Select(each => each.Word)];
    }

    /// <summary>Words of subject, paths and message, the subsystem before the colon of the subject first.</summary>
    public static IReadOnlyDictionary<string, double> WordsOfCulprit(BisectionResult result)
    {
        var bag = new Dictionary<string, double>(StringComparer.Ordinal);
        string subject = result.Title ?? "";
        int colon = subject.IndexOf(':', StringComparison.Ordinal);
        Add(bag, WithLongNames(subject[..Math.Max(colon, 0)]), 2);
        Add(bag, WithLongNames(subject), 1);
        foreach (string path in (result.Details?.Paths ?? []).Take(MaxPaths))
        {
            Add(bag, Names(WithoutExtension(path)), 0.5);
        }

        foreach (string line in (result.Details?.Message ?? "").Split('\n').Skip(1).Where(IsProse))
        {
            Add(bag, TitleWords.Sequence(line).Where(IsName).Select(word => word.ToLowerInvariant()), 0.15);
        }

        return bag;
    }

    /// <summary>Words of the start titles and, when the final crash is one of them, of its functions and files, innermost first.</summary>
    public static IReadOnlyDictionary<string, double> WordsOfCrash(Bisection bisection)
    {
        var bag = new Dictionary<string, double>(StringComparer.Ordinal);
        StartTitles start = StartTitles.Of(bisection);
        foreach (string title in start.Titles)
        {
            Add(bag, WithLongNames(TitleWords.Split(title).Place), 2);
        }

        if (bisection.FinalCrash is { } final && start.Resembles(final.Title) >= StartTitles.SamePlace)
        {
            for (int i = 0; i < final.Places.Count; i++)
            {
                CrashPlace place = final.Places[i];
                Add(bag, WithLongNames(place.Function + " " + WithoutExtension(place.File)), 0.5 / (1 + (0.5 * i)));
            }
        }

        return bag;
    }

    private double Weight(string word, double count) => Math.Log(1 + count) * words.GetValueOrDefault(word, RareWord);

    private static void Add(Dictionary<string, double> bag, IEnumerable<string> words, double count)
    {
        foreach (string word in words)
        {
            bag[word] = bag.GetValueOrDefault(word) + count;
        }
    }

    private static HashSet<string> WithLongNames(string text)
    {
        HashSet<string> names = Names(text);
        foreach (string name in names.ToArray())
        {
            if (LongNames.TryGetValue(name, out string? longName))
            {
                names.UnionWith(longName.Split(' '));
            }
        }

        return names;
    }

    private static HashSet<string> Names(string text) => [.. TitleWords.Split(text, lower: true).Where(IsName)];

    private static bool IsName(string word) => !word.All(char.IsAsciiDigit);

    private static bool IsProse(string line) => !line.Contains("-by:", StringComparison.Ordinal) && !line.Contains('@', StringComparison.Ordinal);

    private static string WithoutExtension(string path) => path.Length > 2 && path[^2] == '.' ? path[..^2] : path;
}
