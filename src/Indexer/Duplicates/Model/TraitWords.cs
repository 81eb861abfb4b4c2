namespace KB.Indexer.Duplicates.Model;

/// <summary>What a trait may prove and how a reason is worded.</summary>
/// <param name="Trait">The trait.</param>
/// <param name="Sign">1: more of it never speaks against one bug; -1: never for; 0: learned freely.</param>
/// <param name="For">Words when it speaks for one bug; null when it is never shown.</param>
/// <param name="Against">Words when it speaks against.</param>
/// <param name="IsFor">Of which values the words for are true, where those against are true of all others; null where the sign tells.</param>
public sealed record TraitWords(Trait Trait, int Sign, string? For, string? Against, Func<float, bool>? IsFor = null)
{
    /// <summary>One row a trait, in their order. <c>{0}</c> is what is shared, <c>{1}</c> what the query has, <c>{2}</c> what the other has, <c>{3}</c> the value, with its unit.</summary>
    public static IReadOnlyList<TraitWords> All { get; } =
    [
        new(Trait.MainStack, 1, "the call traces align", "the call traces differ", likeness => likeness > 0),
        new(Trait.SamePart, 1, "the stacks of allocation, free or locks align", "the stacks of allocation, free or locks differ", likeness => likeness > 0),
        new(Trait.AnyStack, 1, "a stack of one aligns with a stack of the other", "no two stacks align", likeness => likeness > 0),
        new(Trait.Functions, 1, "the same functions occur", "few functions are shared", Mostly),
        new(Trait.Calls, 1, "the same calls in the call trace", "the functions call each other differently", Mostly),
        new(Trait.Files, 1, "the same source files", "other source files", Mostly),
        new(Trait.Folders, 1, "the same subsystem", "another subsystem", Mostly),
        new(Trait.Lines, 1, "the same source lines", "other source lines", Mostly),
        new(Trait.Words, 1, "the messages use the same words", "the messages differ", Mostly),
        new(Trait.TitleWords, 1, "the titles share words", "the titles differ"),
        new(Trait.RarestFunction, 1, "both contain the rare function {0}", "no function is shared"),
        new(Trait.SharedRarity, 1, "many telling functions are shared", "hardly a telling function is shared", sum => sum >= 1),
        new(Trait.RarestFile, 1, "both pass through {0}", "no file is shared"),
        new(Trait.RarestLine, 1, "both contain the source line {0}", "no source line is shared"),
        new(Trait.RarestWord, 1, "both messages say “{0}”", "no word of the message is shared"),
        new(Trait.Guilty, 1, "both blame {0}", "other functions are to blame: {1}, {2}"),
        new(Trait.GuiltyInStack, 1, "the function that one fails in is in the stack of the other", "neither fails in a function of the other's stacks"),
        new(Trait.Culprit, 1, "both fail in {0}", "they fail in other functions: {1}, {2}"),
        new(Trait.InModule, 1, "both fail in the module function {0}", "they fail in other module functions: {1}, {2}"),
        new(Trait.GuiltyFile, 1, "both blame {0}", "other files are to blame: {1}, {2}"),
        new(Trait.GuiltyFileInStack, 1, "the blamed file of one is in a stack of the other", "neither passes through the file that the other blames"),
        new(Trait.GuiltyFolder, 1, "both blame {0}", "other subsystems are to blame: {1}, {2}"),
        new(Trait.TopFrames, 1, "the innermost frames are shared", "the innermost frames differ"),
        new(Trait.Entry, 1, "both came in through {0}", "they came in on other ways: {1}, {2}"),
        new(Trait.Class, 1, "both are {0}", "one is {1}, the other {2}"),
        new(Trait.Family, 1, "the kinds of crash often stand for one another", "one is {1}, the other {2}"),
        new(Trait.ClassPair, 1, "{1} and {2} are often one bug", "{1} and {2} are seldom one bug"),
        new(Trait.KeptApart, -1, "a tracker keeps them under different titles", "a tracker keeps both apart under one title"),
        new(Trait.Title, 1, "the same title", "other titles"),
        new(Trait.OtherTitle, 1, "an alternative title is shared", "no alternative title is shared"),
        new(Trait.Access, 1, "the same kind of access", "one reads, the other writes"),
        new(Trait.AccessSize, 1, "accesses of the same size", "accesses of other sizes"),
        new(Trait.Cache, 1, "objects of the same slab cache: {0}", "objects of other slab caches: {1}, {2}"),
        new(Trait.Locks, 1, "both involve the lock {0}", "other locks"),
        new(Trait.Build, 1, "the very same kernel: {0}", "other kernel builds"),
        new(Trait.VersionGap, -1, "near kernel versions", "{3} between the kernels", releases => releases <= 2),
        new(Trait.Arch, 1, "the same architecture", "other architectures"),
        new(Trait.Comm, 1, "the same task: {0}", "other tasks: {1}, {2}"),
        new(Trait.DayGap, -1, "seen within {3}", "{3} between them"),
        new(Trait.SearchShare, 1, "nothing known shares more", "other known crashes share more"),
        new(Trait.SearchRank, -1, "nothing known shares more", "other known crashes share more"),
        new(Trait.SearchSelf, 1, "much of the crash is shared", "little of the crash is shared"),
        new(Trait.Frames, 0, "enough frames to tell", "few frames to tell", frames => frames >= 6),
        new(Trait.Corrupted, 0, "neither report is cut", "a report is cut or interleaved", cut => cut == 0),
        new(Trait.CulpritRarity, 0, "the failing function is rarely seen", "many crashes fail there", rarity => rarity >= 0.5f),
        new(Trait.Burst, 0, "one of a burst of similar crashes", "similar crashes are not of these days", share => share >= 0.5f),
        new(Trait.Diverge, -1, "the innermost functions of one are all in the other", "each fails in telling functions that the other has not"),
        new(Trait.Place, 1, "at the same place of the same code", "at another place of the same code"),
    ];

    /// <summary>Of a cosine.</summary>
    private static bool Mostly(float cosine) => cosine >= 0.5f;
}
