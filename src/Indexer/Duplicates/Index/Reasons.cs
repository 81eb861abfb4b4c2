using System.Globalization;
using KB.Indexer.Duplicates.Features;
using KB.Indexer.Duplicates.Model;

namespace KB.Indexer.Duplicates.Index;

/// <summary>Puts into words what moved the model.</summary>
internal static class Reasons
{
    /// <summary>Moves below this are noise.</summary>
    private const double Least = 0.05;

    /// <summary>Traits that are shared or not; their value is how rare what is shared is.</summary>
    private static readonly HashSet<Trait> Whole = [Trait.Guilty, Trait.Locks, Trait.GuiltyInStack, Trait.RarestFunction, Trait.RarestFile, Trait.RarestLine, Trait.RarestWord];

    /// <summary>The strongest reasons for and against, at most so many of each, strongest first.</summary>
    public static IReadOnlyList<Reason> Of(Weights weights, float[] traits, IndexedCrash query, IndexedCrash other, Vocabulary vocabulary, int most)
    {
        Span<double> moves = stackalloc double[Likeness.Count];
        weights.For(traits).Explain(traits, moves);
        var reasons = new List<Reason>();
        for (int i = 0; i < moves.Length; i++)
        {
            TraitWords words = TraitWords.All[i];
            bool isFor = moves[i] > 0;
            if (Math.Abs(moves[i]) >= Least && !float.IsNaN(traits[i]) && Fits(words, isFor, traits[i]) && (isFor ? words.For : words.Against) is { } text
                && Fill(text, words.Trait, traits[i], query, other, vocabulary) is { } filled)
            {
                reasons.Add(new Reason(isFor, Math.Abs(moves[i]), filled));
            }
        }

        reasons.Sort((a, b) => b.Strength.CompareTo(a.Strength));
        return [.. reasons.Where(reason => reason.For).Take(most).Concat(reasons.Where(reason => !reason.For).Take(most)).DistinctBy(reason => reason.Text).OrderByDescending(reason => reason.Strength)];
    }

    /// <summary>The words must be true: a thing that is not shared is no reason for, one that is shared no reason against, whatever the average says.</summary>
    private static bool Fits(TraitWords words, bool isFor, float value) => words.Sign switch
    {
        _ when words.IsFor is { } holds && holds(value) != isFor => false,
        > 0 => isFor ? value > 0 : value < (Whole.Contains(words.Trait) ? 0.01f : 0.99f),
        < 0 => isFor || value > 0,
        _ => true,
    };

    /// <summary>The words with names in; null when a name they need is not known.</summary>
    private static string? Fill(string text, Trait trait, float value, IndexedCrash query, IndexedCrash other, Vocabulary vocabulary)
    {
        CrashFeatures a = query.Features, b = other.Features;
        (string? shared, string? mine, string? theirs) = trait switch
        {
            Trait.RarestFunction => (Rarest(Space.Function, query, other, vocabulary), null, null),
            Trait.RarestFile => (Rarest(Space.File, query, other, vocabulary), null, null),
            Trait.RarestLine => (Rarest(Space.Line, query, other, vocabulary), null, null),
            Trait.RarestWord => (Rarest(Space.Word, query, other, vocabulary), null, null),
            Trait.Locks => (Rarest(Space.Lock, query, other, vocabulary), null, null),
            Trait.Guilty => (Rarest(Space.Guilty, query, other, vocabulary), First(a.Guilty, a, b), First(b.Guilty, a, b)),
            Trait.Culprit => Values(a.Culprit, b.Culprit, a, b),
            Trait.InModule => Values(a.InModule, b.InModule, a, b),
            Trait.GuiltyFile => Values(a.GuiltyFile, b.GuiltyFile, a, b),
            Trait.GuiltyFolder => Values(a.GuiltyFolder, b.GuiltyFolder, a, b),
            Trait.Entry => Values(a.Entry, b.Entry, a, b),
            Trait.Cache => Values(a.Cache, b.Cache, a, b),
            Trait.Build => Values(a.Build, b.Build, a, b),
            Trait.Comm => Values(a.Comm, b.Comm, a, b),
            Trait.Class or Trait.Family or Trait.ClassPair => (CrashClass.All[a.Class].Name, CrashClass.All[a.Class].Name, CrashClass.All[b.Class].Name),
            Trait.DayGap => Counted(Math.Max(1, Math.Round(Math.Exp(value) - 1)), "day"),
            Trait.VersionGap => Counted(value, "release"),
            _ => (null, null, null),
        };
        if (trait == Trait.ClassPair && a.Class == b.Class)
        {
            // Of one class, the pair says how telling the class is; "both are …" says it already.
            return null;
        }

        if (shared is null && (text.Contains("{0}", StringComparison.Ordinal) || text.Contains("{3}", StringComparison.Ordinal)))
        {
            return null;
        }

        int colon = text.IndexOf(": {1}, {2}", StringComparison.Ordinal);
        text = colon >= 0 && (mine is null || theirs is null) ? text[..colon] : text;
        return string.Format(CultureInfo.InvariantCulture, text, shared, mine, theirs, shared);
    }

    private static (string?, string?, string?) Counted(double value, string unit) =>
        (string.Create(CultureInfo.InvariantCulture, $"{value:0} {unit}{(value == 1 ? "" : "s")}"), null, null);

    private static (string?, string?, string?) Values(uint mine, uint theirs, CrashFeatures a, CrashFeatures b) =>
        (NameOf(mine, a, b), NameOf(mine, a, b), NameOf(theirs, a, b));

    private static string? First(uint[] terms, CrashFeatures a, CrashFeatures b) => terms.Length == 0 ? null : NameOf(terms[0], a, b);

    private static string? NameOf(uint term, CrashFeatures a, CrashFeatures b) =>
        a.Names?.GetValueOrDefault(term) ?? b.Names?.GetValueOrDefault(term);

    /// <summary>Name of the rarest shared term of a space; null when none is shared or its name is not known.</summary>
    private static string? Rarest(Space space, IndexedCrash query, IndexedCrash other, Vocabulary vocabulary)
    {
        if (query.Features.Names is not { } names)
        {
            return null;
        }

        string? best = null;
        int least = int.MaxValue;
        int[] theirs = other.Terms[(int)space];
        foreach (uint term in TermsOf(space, query.Features))
        {
            int id = vocabulary.Find(term, []);
            if (id >= 0 && Array.BinarySearch(theirs, id) >= 0 && vocabulary.Frequency(id) < least)
            {
                least = vocabulary.Frequency(id);
                best = names.GetValueOrDefault(term);
            }
        }

        return best;
    }

    private static IEnumerable<uint> TermsOf(Space space, CrashFeatures features)
    {
        IEnumerable<FeatureFrame> frames = features.Stacks.SelectMany(stack => stack.Frames);
        return space switch
        {
            Space.Function => frames.Select(frame => frame.Function),
            Space.File => frames.Select(frame => frame.File).Append(features.GuiltyFile),
            Space.Line => frames.Select(frame => frame.Line),
            Space.Word => features.Words,
            Space.Lock => features.Locks,
            _ => [.. features.Guilty, features.Culprit, features.InModule],
        };
    }
}
