using KB.Indexer.Duplicates.Features;

namespace KB.Bench.Duplicates;

/// <summary>The same crash as another machine would have told it: no debug information, another way in, another kernel, another detector.</summary>
/// <remarks>A tracker that keeps bugs apart by title has merged the repeats of each crash before they can be learned from; these stand in for them.</remarks>
internal sealed class Disguise(IReadOnlyList<Bug> bugs, int seed)
{
    private readonly Random random = new(seed);

    /// <summary>Classes that the same access shows as, with and without a sanitizer.</summary>
    private static readonly byte[] Memory = [.. Enumerable.Range(0, CrashClass.All.Count).Where(i => CrashClass.All[i].Family is "memory" or "fault").Select(i => (byte)i)];

    public CrashFeatures Of(CrashFeatures crash)
    {
        CrashFeatures other = bugs[random.Next(bugs.Count)].Features;
        if (Maybe(0.6))
        {
            crash = WithoutSource(crash);
        }

        if (Maybe(0.6))
        {
            crash = crash with { Body = 0, Place = 0, Build = Maybe(0.5) ? 0 : other.Build, Version = other.Version, Arch = Maybe(0.7) ? crash.Arch : other.Arch };
        }

        if (Maybe(0.6))
        {
            crash = crash with { Comm = other.Comm };
        }

        if (Maybe(0.35) && Memory.Contains(crash.Class))
        {
            crash = crash with { Class = Memory[random.Next(Memory.Length)], Title = crash.Title ^ 0x5A5A5A5A, OtherTitles = [], Access = 0, AccessSize = 0, Cache = 0, Stacks = crash.Stacks[..Math.Min(1, crash.Stacks.Length)] };
        }

        FeatureStack[] stacks = [.. crash.Stacks.Where((_, i) => i == 0 || Maybe(0.7)).Select((stack, i) => i == 0 ? Main(stack, other) : stack with { Frames = Thinned(stack.Frames, 0.1) })];
        return (crash with
        {
            Stacks = stacks,
            Words = [.. crash.Words.Where(_ => Maybe(0.6)), .. other.Words.Where(_ => Maybe(0.15))],
            Entry = stacks.FirstOrDefault()?.Frames is [_, _, .., var last] ? last.Function : 0,
            RecordTitle = 0,
            Day = null,
            Names = null,
        }).WithFingerprint();
    }

    /// <summary>Another bug on the same way: what fails is another function, called by the same callers, told by the same detector.</summary>
    public CrashFeatures Sibling(CrashFeatures crash)
    {
        CrashFeatures other = bugs[random.Next(bugs.Count)].Features;
        FeatureFrame[] frames = crash.Main?.Frames ?? [], others = other.Main?.Frames ?? [];
        int at = Array.FindIndex(frames, frame => !frame.Helper), from = Array.FindIndex(others, frame => !frame.Helper);
        if (at < 0 || from < 0 || other.Culprit == crash.Culprit)
        {
            return Of(other);
        }

        FeatureFrame placed = Maybe(0.5) ? others[from] with { File = frames[at].File, Folder = frames[at].Folder } : others[from];
        bool sameTitle = at > 0 && Maybe(0.7);
        return Of(crash with
        {
            Stacks = [crash.Stacks[0] with { Frames = [.. frames[..at], placed, .. frames[(at + 1)..]] }, .. (Maybe(0.5) ? crash : other).Stacks.Skip(1)],
            Culprit = other.Culprit,
            Body = 0,
            Place = 0,
            InModule = crash.InModule == 0 ? 0 : other.Culprit,
            Guilty = sameTitle ? [.. crash.Guilty.Where(term => term != crash.Culprit)] : other.Guilty,
            Title = sameTitle ? crash.Title : other.Title,
            OtherTitles = sameTitle ? crash.OtherTitles : other.OtherTitles,
            TitleWords = sameTitle ? crash.TitleWords : [.. crash.TitleWords.Take(3), .. other.TitleWords.TakeLast(3)],
            GuiltyFile = Maybe(0.5) ? crash.GuiltyFile : other.GuiltyFile,
        });
    }

    /// <summary>The outer frames of another crash, some inner ones lost.</summary>
    private FeatureStack Main(FeatureStack stack, CrashFeatures other)
    {
        FeatureFrame[] frames = Thinned(stack.Frames, 0.12);
        if (Maybe(0.2) && frames.Length > 2 && frames[0].Helper)
        {
            frames = frames[1..];
        }

        if (Maybe(0.5) && frames.Length > 2)
        {
            int kept = random.Next(Math.Max(1, frames.Length / 3), frames.Length);
            frames = [.. frames[..kept], .. (other.Main?.Frames ?? []).TakeLast(random.Next(5))];
        }

        return stack with { Frames = frames };
    }

    private FeatureFrame[] Thinned(FeatureFrame[] frames, double lost)
    {
        FeatureFrame[] kept = [.. frames.Where(_ => !Maybe(lost))];
        return kept.Length > 0 ? kept : frames;
    }

    private static CrashFeatures WithoutSource(CrashFeatures crash) => crash with
    {
        GuiltyFile = 0,
        GuiltyFolder = 0,
        Stacks = [.. crash.Stacks.Select(stack => stack with { Frames = [.. stack.Frames.Select(frame => frame with { File = 0, Folder = 0, Line = 0 })] })],
    };

    private bool Maybe(double chance) => random.NextDouble() < chance;
}
