namespace KB.Indexer.Duplicates.Model;

/// <summary>What is measured of two crashes. The order is that of the weights file.</summary>
public enum Trait
{
    /// <summary>Likeness of the two stacks of the crash.</summary>
    MainStack,

    /// <summary>Best likeness of two other stacks of the same part (allocation, free, lock chain, …).</summary>
    SamePart,

    /// <summary>Best likeness of any two stacks of one part, or of the stack of one crash and any of the other.</summary>
    AnyStack,

    /// <summary>Cosine of the functions of all stacks.</summary>
    Functions,

    /// <summary>Cosine of the calls (function and its caller) of the stacks of the crash.</summary>
    Calls,

    /// <summary>Cosine of files.</summary>
    Files,

    /// <summary>Cosine of folders.</summary>
    Folders,

    /// <summary>Cosine of source lines.</summary>
    Lines,

    /// <summary>Cosine of words of the message.</summary>
    Words,

    /// <summary>Cosine of words of the titles.</summary>
    TitleWords,

    /// <summary>Rarity of the rarest shared function.</summary>
    RarestFunction,

    /// <summary>Sum of the squared rarities of the shared functions.</summary>
    SharedRarity,

    /// <summary>Rarity of the rarest shared file.</summary>
    RarestFile,

    /// <summary>Rarity of the rarest shared source line.</summary>
    RarestLine,

    /// <summary>Rarity of the rarest shared word of the message.</summary>
    RarestWord,

    /// <summary>Rarity of the rarest shared guilty function.</summary>
    Guilty,

    /// <summary>The guilty function of one stands in a stack of the other: the best of both ways, by rarity and depth.</summary>
    GuiltyInStack,

    /// <summary>Same first telling function.</summary>
    Culprit,

    /// <summary>Same first function of a module.</summary>
    InModule,

    /// <summary>Same guilty file.</summary>
    GuiltyFile,

    /// <summary>The guilty file of one is among the files of the other.</summary>
    GuiltyFileInStack,

    /// <summary>Same guilty folder.</summary>
    GuiltyFolder,

    /// <summary>Sum of the rarities of the functions that are among the innermost three of both.</summary>
    TopFrames,

    /// <summary>Same entry into the kernel.</summary>
    Entry,

    /// <summary>Same class.</summary>
    Class,

    /// <summary>Classes of one family.</summary>
    Family,

    /// <summary>How much more often than by chance crashes of these classes were one bug, a logarithm.</summary>
    ClassPair,

    /// <summary>A tracker that keeps bugs apart by title keeps both, under one title.</summary>
    KeptApart,

    /// <summary>Same title as read from the texts.</summary>
    Title,

    /// <summary>A shared alternative title.</summary>
    OtherTitle,

    /// <summary>Same kind of access.</summary>
    Access,

    /// <summary>Same size of access.</summary>
    AccessSize,

    /// <summary>Same slab cache.</summary>
    Cache,

    /// <summary>Rarity of the rarest shared lock.</summary>
    Locks,

    /// <summary>Same kernel build.</summary>
    Build,

    /// <summary>Minor releases between the kernels.</summary>
    VersionGap,

    /// <summary>Same architecture.</summary>
    Arch,

    /// <summary>Same name of the task.</summary>
    Comm,

    /// <summary>Logarithm of one and the days between.</summary>
    DayGap,

    /// <summary>Share of the best candidate's search score.</summary>
    SearchShare,

    /// <summary>Logarithm of the rank of the search.</summary>
    SearchRank,

    /// <summary>Search score against that of the query with itself.</summary>
    SearchSelf,

    /// <summary>Frames of the shorter stack of the crash.</summary>
    Frames,

    /// <summary>Reports that are cut or interleaved: 0, 1 or 2.</summary>
    Corrupted,

    /// <summary>Rarity of the query's culprit.</summary>
    CulpritRarity,

    /// <summary>Of the first candidates of the search that have a day, the share seen within two weeks of the query: how much a burst this is.</summary>
    Burst,

    /// <summary>Both fail in telling functions of their own: the lesser rarity of those among the innermost frames that the other has nowhere.</summary>
    Diverge,

    /// <summary>Same place in the same code; 0 when the code is the same and the place is not.</summary>
    Place,
}
