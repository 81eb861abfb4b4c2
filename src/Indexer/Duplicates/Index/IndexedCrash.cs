using KB.Indexer.Duplicates.Features;

namespace KB.Indexer.Duplicates.Index;

/// <summary>A crash with its terms as numbers of a <see cref="Vocabulary"/>, ready to be compared.</summary>
internal sealed class IndexedCrash
{
    /// <summary>Spaces whose terms are counted and searched.</summary>
    public const int Spaces = (int)Space.Guilty + 1;

    private IndexedCrash(CrashFeatures features, Func<uint, int> number)
    {
        Features = features;
        Stacks = [.. features.Stacks.Select(stack => stack.Frames.Select(frame => number(frame.Function)).ToArray())];
        GuiltyFile = features.GuiltyFile == 0 ? null : number(features.GuiltyFile);
        Terms = new int[Spaces][];
        IEnumerable<FeatureFrame> frames = features.Stacks.SelectMany(stack => stack.Frames);
        Set(Space.Function, Stacks.SelectMany(stack => stack));
        Set(Space.Pair, Pairs(features).Select(number));
        Set(Space.File, frames.Select(frame => frame.File).Append(features.GuiltyFile).Where(term => term != 0).Select(number));
        Set(Space.Folder, frames.Select(frame => frame.Folder).Append(features.GuiltyFolder).Where(term => term != 0).Select(number));
        Set(Space.Line, frames.Select(frame => frame.Line).Where(term => term != 0).Select(number));
        Set(Space.Word, features.Words.Select(number));
        Set(Space.TitleWord, features.TitleWords.Select(number));
        Set(Space.Lock, features.Locks.Select(number));
        Set(Space.Guilty, features.Guilty.Append(features.Culprit).Append(features.InModule).Where(term => term != 0).Select(number));
    }

    /// <summary>Id of the report; empty for a query.</summary>
    public string Id { get; private init; } = "";

    /// <summary>What was read from the report.</summary>
    public CrashFeatures Features { get; }

    /// <summary>Functions of each stack of <see cref="CrashFeatures.Stacks"/>, innermost first.</summary>
    public int[][] Stacks { get; }

    /// <summary>The file that the parser blames; null when unknown.</summary>
    public int? GuiltyFile { get; }

    /// <summary>Distinct terms by space, ascending.</summary>
    public int[][] Terms { get; }

    /// <summary>Place among the crashes that are kept.</summary>
    public int Position { get; set; }

    /// <summary>How often these very features came in.</summary>
    public int Repeats { get; set; } = 1;

    /// <summary>Last day it was seen; null when unknown.</summary>
    public int? LastDay { get; set; }

    /// <summary>A crash to keep: its terms get numbers.</summary>
    public static IndexedCrash ToKeep(string id, CrashFeatures features, Vocabulary vocabulary) =>
        new(features with { Names = null }, vocabulary.Intern) { Id = id, LastDay = features.Day };

    /// <summary>A crash to ask about: the vocabulary stays as it is.</summary>
    /// <param name="features">The crash.</param>
    /// <param name="vocabulary">Numbers of known terms.</param>
    /// <param name="unseen">Numbers of others, shared by crashes that are compared; null for a query of its own.</param>
    public static IndexedCrash ToAsk(CrashFeatures features, Vocabulary vocabulary, Dictionary<uint, int>? unseen = null)
    {
        unseen ??= [];
        return new IndexedCrash(features, term => vocabulary.Find(term, unseen)) { LastDay = features.Day };
    }

    private static IEnumerable<uint> Pairs(CrashFeatures features)
    {
        FeatureFrame[] frames = features.Main?.Frames ?? [];
        for (int i = 1; i < frames.Length; i++)
        {
            yield return Term.Of(frames[i - 1].Function, frames[i].Function);
        }
    }

    private void Set(Space space, IEnumerable<int> terms)
    {
        int[] sorted = [.. terms.Distinct()];
        Array.Sort(sorted);
        Terms[(int)space] = sorted;
    }
}
