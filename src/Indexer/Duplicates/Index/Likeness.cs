using KB.Indexer.Duplicates.Features;
using KB.Indexer.Duplicates.Model;

namespace KB.Indexer.Duplicates.Index;

/// <summary>Measures the <see cref="Trait"/>s of two crashes. A trait that one of them does not tell is not a number.</summary>
internal sealed class Likeness
{
    /// <summary>Stacks of each crash that are aligned: the cost is their product.</summary>
    private const int MaxStacks = 6;

    /// <summary>Frames that <see cref="Trait.Diverge"/> looks at.</summary>
    private const int Innermost = 6;

    private readonly Vocabulary vocabulary;
    private readonly IndexedCrash query;
    // Of the query, once for all that it is compared with: squared rarities of its terms by space, weights of its frames by stack.
    private readonly float[][] squares;
    private readonly float[][] weights;

    /// <summary>Ready to compare a crash with others; the vocabulary must not change meanwhile.</summary>
    public Likeness(Vocabulary vocabulary, IndexedCrash query)
    {
        this.vocabulary = vocabulary;
        this.query = query;
        squares = Array.ConvertAll(query.Terms, terms => Array.ConvertAll(terms, Square));
        weights = Array.ConvertAll(query.Stacks, stack =>
        {
            var weight = new float[StackAlignment.MaxFrames];
            StackAlignment.Weigh(stack, vocabulary, weight);
            return weight;
        });
    }

    /// <summary>Number of traits.</summary>
    public static int Count { get; } = Enum.GetValues<Trait>().Length;

    /// <summary>Sets all traits of the pair but those of the search, which the index sets.</summary>
    public void Measure(IndexedCrash other, bool ignoreTime, Span<float> traits)
    {
        traits.Fill(float.NaN);
        MeasureStacks(other, traits);
        MeasureTerms(other, traits);
        MeasureBlame(other, traits);
        MeasureValues(query.Features, other.Features, traits);
        if (float.IsNaN(traits[(int)Trait.KeptApart]))
        {
            // Kernels say when a crash was seen; between plain texts of anywhere that is no evidence against.
            traits[(int)Trait.VersionGap] = float.NaN;
        }

        traits[(int)Trait.DayGap] = !ignoreTime && query.LastDay is { } day ? DayGap(day, other) : float.NaN;
    }

    /// <summary>Days to the span in which the other was seen, as a logarithm.</summary>
    private static float DayGap(int day, IndexedCrash other) =>
        other.Features.Day is { } first && other.LastDay is { } last ? MathF.Log(1 + Math.Max(0, Math.Max(first - day, day - last))) : float.NaN;

    private void MeasureStacks(IndexedCrash other, Span<float> traits)
    {
        FeatureStack[] mine = query.Features.Stacks, theirs = other.Features.Stacks;
        Span<float> weight = stackalloc float[StackAlignment.MaxFrames];
        for (int j = 0; j < Math.Min(theirs.Length, MaxStacks); j++)
        {
            float sum = StackAlignment.Weigh(other.Stacks[j], vocabulary, weight);
            for (int i = 0; i < Math.Min(mine.Length, MaxStacks); i++)
            {
                if (i > 0 && j > 0 && mine[i].Kind != theirs[j].Kind)
                {
                    continue;
                }

                float likeness = StackAlignment.Likeness(query.Stacks[i], weights[i], other.Stacks[j], weight, sum);
                bool main = mine[i].Kind == StackRole.Crash && theirs[j].Kind == StackRole.Crash;
                Raise(ref traits[(int)Trait.AnyStack], likeness);
                if (main)
                {
                    Raise(ref traits[(int)Trait.MainStack], likeness);
                }
                else if (mine[i].Kind == theirs[j].Kind)
                {
                    Raise(ref traits[(int)Trait.SamePart], likeness);
                }
            }
        }

        if (query.Features.Main is not null && other.Features.Main is not null)
        {
            ReadOnlySpan<int> a = query.Stacks[0], b = other.Stacks[0];
            traits[(int)Trait.Frames] = Math.Min(a.Length, b.Length);
            traits[(int)Trait.TopFrames] = TopShared(a, b);
            traits[(int)Trait.Diverge] = Math.Min(Own(query, other), Own(other, query));
        }
    }

    private float TopShared(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        float shared = 0;
        foreach (int function in a[..Math.Min(3, a.Length)])
        {
            shared += b[..Math.Min(3, b.Length)].Contains(function) ? vocabulary.Rarity(function) : 0;
        }

        return shared;
    }

    /// <summary>Rarity of the rarest telling function among the innermost frames of one that is in no stack of the other.</summary>
    private float Own(IndexedCrash one, IndexedCrash other)
    {
        FeatureFrame[] frames = one.Features.Stacks[0].Frames;
        float own = 0;
        for (int i = 0; i < Math.Min(frames.Length, Innermost); i++)
        {
            int function = one.Stacks[0][i];
            if (!frames[i].Helper && Array.BinarySearch(other.Terms[(int)Space.Function], function) < 0)
            {
                own = Math.Max(own, vocabulary.Rarity(function));
            }
        }

        return own;
    }

    private static void Raise(ref float value, float to) => value = float.IsNaN(value) ? to : float.IsNaN(to) ? value : Math.Max(value, to);

    private void MeasureTerms(IndexedCrash other, Span<float> traits)
    {
        Span<(Space Space, Trait Cosine, Trait? Rarest)> rows =
        [
            (Space.Function, Trait.Functions, Trait.RarestFunction),
            (Space.Pair, Trait.Calls, null),
            (Space.File, Trait.Files, Trait.RarestFile),
            (Space.Folder, Trait.Folders, null),
            (Space.Line, Trait.Lines, Trait.RarestLine),
            (Space.Word, Trait.Words, Trait.RarestWord),
            (Space.TitleWord, Trait.TitleWords, null),
        ];
        foreach ((Space space, Trait cosine, Trait? rarest) in rows)
        {
            Overlap overlap = Compare(space, other);
            traits[(int)cosine] = overlap.Cosine;
            if (rarest is { } trait)
            {
                traits[(int)trait] = overlap.Rarest;
            }

            if (space == Space.Function)
            {
                traits[(int)Trait.SharedRarity] = overlap.Sum;
            }
        }

        traits[(int)Trait.Locks] = Compare(Space.Lock, other).Rarest;
    }

    /// <summary>What two sets of terms share: cosine, rarity of the rarest, sum of squared rarities; not numbers when a set is empty.</summary>
    private readonly record struct Overlap(float Cosine, float Rarest, float Sum);

    private Overlap Compare(Space space, IndexedCrash other)
    {
        ReadOnlySpan<int> a = query.Terms[(int)space], b = other.Terms[(int)space];
        ReadOnlySpan<float> squareOf = squares[(int)space];
        if (a.IsEmpty || b.IsEmpty)
        {
            return new Overlap(float.NaN, float.NaN, float.NaN);
        }

        float normA = 0, normB = 0, shared = 0, rarest = 0;
        int i = 0, j = 0;
        while (i < a.Length || j < b.Length)
        {
            if (j == b.Length || (i < a.Length && a[i] < b[j]))
            {
                normA += squareOf[i++];
            }
            else if (i == a.Length || b[j] < a[i])
            {
                normB += Square(b[j++]);
            }
            else
            {
                float square = squareOf[i++];
                j++;
                normA += square;
                normB += square;
                shared += square;
                rarest = Math.Max(rarest, square);
            }
        }

        return new Overlap(shared <= 0 ? 0 : shared / MathF.Sqrt(normA * normB), MathF.Sqrt(rarest), shared);
    }

    private float Square(int term)
    {
        float rarity = vocabulary.Rarity(term);
        return rarity * rarity;
    }

    private void MeasureBlame(IndexedCrash other, Span<float> traits)
    {
        CrashFeatures a = query.Features, b = other.Features;
        traits[(int)Trait.Guilty] = Compare(Space.Guilty, other).Rarest;
        traits[(int)Trait.Culprit] = Same(a.Culprit, b.Culprit);
        traits[(int)Trait.InModule] = Same(a.InModule, b.InModule);
        traits[(int)Trait.CulpritRarity] = CulpritRarity();
        traits[(int)Trait.GuiltyInStack] = MaxKnown(TopIn(query, other), TopIn(other, query));
        traits[(int)Trait.GuiltyFile] = Same(a.GuiltyFile, b.GuiltyFile);
        traits[(int)Trait.GuiltyFolder] = Same(a.GuiltyFolder, b.GuiltyFolder);
        traits[(int)Trait.GuiltyFileInStack] = MaxKnown(FileIn(query, other), FileIn(other, query));
    }

    private float CulpritRarity()
    {
        int first = Array.FindIndex(query.Features.Main?.Frames ?? [], frame => !frame.Helper);
        return first < 0 ? float.NaN : vocabulary.Rarity(query.Stacks[0][first]);
    }

    /// <summary>The first telling function of one, looked for in every stack of the other: its rarity, less with depth.</summary>
    private float TopIn(IndexedCrash one, IndexedCrash other)
    {
        FeatureFrame[] frames = one.Features.Main?.Frames ?? [];
        int first = Array.FindIndex(frames, frame => !frame.Helper);
        if (first < 0 || other.Stacks.Length == 0)
        {
            return float.NaN;
        }

        int function = one.Stacks[0][first], best = int.MaxValue;
        foreach (int[] stack in other.Stacks)
        {
            int at = Array.IndexOf(stack, function);
            best = at >= 0 ? Math.Min(best, at) : best;
        }

        return best == int.MaxValue ? 0 : vocabulary.Rarity(function) / MathF.Sqrt(1 + best);
    }

    private static float FileIn(IndexedCrash one, IndexedCrash other) =>
        one.GuiltyFile is not { } file || other.GuiltyFile is null ? float.NaN : Array.BinarySearch(other.Terms[(int)Space.File], file) >= 0 ? 1 : 0;

    private static float MaxKnown(float a, float b)
    {
        Raise(ref a, b);
        return a;
    }

    private static float Same(uint a, uint b) => a == 0 || b == 0 ? float.NaN : a == b ? 1 : 0;

    private static void MeasureValues(CrashFeatures a, CrashFeatures b, Span<float> traits)
    {
        traits[(int)Trait.Class] = a.Class == 0 || b.Class == 0 ? float.NaN : a.Class == b.Class ? 1 : 0;
        traits[(int)Trait.Family] = a.Class == 0 || b.Class == 0 ? float.NaN : CrashClass.All[a.Class].Family == CrashClass.All[b.Class].Family ? 1 : 0;
        traits[(int)Trait.KeptApart] = Same(a.RecordTitle, b.RecordTitle);
        traits[(int)Trait.Title] = a.Corrupted || b.Corrupted ? float.NaN : Same(a.Title, b.Title);
        traits[(int)Trait.OtherTitle] = a.OtherTitles.Length == 0 || b.OtherTitles.Length == 0 ? float.NaN : a.OtherTitles.AsSpan().ContainsAny(b.OtherTitles) ? 1 : 0;
        traits[(int)Trait.Access] = Same(a.Access, b.Access);
        traits[(int)Trait.AccessSize] = Same(a.AccessSize, b.AccessSize);
        traits[(int)Trait.Cache] = Same(a.Cache, b.Cache);
        traits[(int)Trait.Build] = Same(a.Build, b.Build);
        traits[(int)Trait.VersionGap] = a.Version == 0 || b.Version == 0 ? float.NaN : VersionGap(a.Version, b.Version);
        traits[(int)Trait.Arch] = Same(a.Arch, b.Arch);
        traits[(int)Trait.Comm] = Same(a.Comm, b.Comm);
        traits[(int)Trait.Place] = a.Body != 0 && a.Body == b.Body ? Same(a.Place, b.Place) : float.NaN;
        traits[(int)Trait.Entry] = Same(a.Entry, b.Entry);
        traits[(int)Trait.Corrupted] = (a.Corrupted ? 1 : 0) + (b.Corrupted ? 1 : 0);
    }

    /// <summary>Releases between two kernels; majors ended at 2.6.39, 3.19, 4.20, 5.19 and 6.19.</summary>
    private static float VersionGap(ushort a, ushort b)
    {
        static int Position(ushort version) => ((version >> 8) * 20) + Math.Min(version & 0xFF, 20);
        return Math.Abs(Position(a) - Position(b));
    }
}
