using KB.Indexer.Reports;

namespace KB.Indexer.Duplicates.Features;

/// <summary>All of a crash that likeness needs, as hashes (<see cref="Term"/>): about one kilobyte, immutable.</summary>
/// <remarks>0 stands for an unknown value everywhere: what a report does not tell is unknown, not different.</remarks>
public sealed partial record CrashFeatures
{
    /// <summary>Day of the crash (<see cref="DateOnly.DayNumber"/>); null when unknown.</summary>
    public int? Day { get; init; }

    /// <summary>The title under which a tracker keeps the crash; 0 when it came without.</summary>
    public uint RecordTitle { get; init; }

    /// <summary>The title read from the text.</summary>
    public uint Title { get; init; }

    /// <summary>Hash of all that the model looks at, but the day: equal for repeats of one crash, whatever bugs their texts name.</summary>
    public ulong Fingerprint { get; init; }

    /// <summary>Position in <see cref="CrashClass.All"/>.</summary>
    public byte Class { get; init; }

    /// <summary>True when the report is cut or interleaved: its title and first frames prove little.</summary>
    public bool Corrupted { get; init; }

    /// <summary>1 for a read, 2 for a write, 0 unknown.</summary>
    public byte Access { get; init; }

    /// <summary>Bytes of the bad access; 0 unknown.</summary>
    public ushort AccessSize { get; init; }

    /// <summary>Version, major times 256 and minor; 0 unknown.</summary>
    public ushort Version { get; init; }

    /// <summary>The exact kernel: release and build.</summary>
    public uint Build { get; init; }

    /// <summary>Architecture.</summary>
    public uint Arch { get; init; }

    /// <summary>The task, numbers removed.</summary>
    public uint Comm { get; init; }

    /// <summary>Slab cache of the object.</summary>
    public uint Cache { get; init; }

    /// <summary>First function of the crash that is neither machinery nor a helper.</summary>
    public uint Culprit { get; init; }

    /// <summary>That function, or the one that it was inlined into, and its size: the same code.</summary>
    public uint Body { get; init; }

    /// <summary>The same with the offset: the same place in the same code.</summary>
    public uint Place { get; init; }

    /// <summary>First function of the crash that lies in a module.</summary>
    public uint InModule { get; init; }

    /// <summary>File that the parser blames.</summary>
    public uint GuiltyFile { get; init; }

    /// <summary>Folder of that file.</summary>
    public uint GuiltyFolder { get; init; }

    /// <summary>The system call or thread that the crash came from: outermost named frame.</summary>
    public uint Entry { get; init; }

    /// <summary>Functions that titles and the parser blame.</summary>
    public uint[] Guilty { get; init; } = [];

    /// <summary>Other titles of the same crash.</summary>
    public uint[] OtherTitles { get; init; } = [];

    /// <summary>Words of the titles.</summary>
    public uint[] TitleWords { get; init; } = [];

    /// <summary>Words of the message.</summary>
    public uint[] Words { get; init; } = [];

    /// <summary>Lock classes.</summary>
    public uint[] Locks { get; init; } = [];

    /// <summary>Bugs of trackers that the text names; none where it lists many. No likeness looks at them.</summary>
    public uint[] Trackers { get; init; } = [];

    /// <summary>The stacks, that of the crash first; machinery left out.</summary>
    public FeatureStack[] Stacks { get; init; } = [];

    /// <summary>What the hashes stand for; only of features made from a report in this process, for reasons in words.</summary>
    internal IReadOnlyDictionary<uint, string>? Names { get; init; }

    /// <summary>The features of a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="day">When the crash was seen, if known.</param>
    /// <param name="recordTitle">The title that a tracker gave it, if it came from one that keeps bugs apart by title.</param>
    public static CrashFeatures Of(CrashReport report, DateOnly? day = null, string? recordTitle = null) =>
        new FeatureReader(report, recordTitle).Read(day);

    /// <summary>The features of a record whose text holds no report: its title is all there is.</summary>
    public static CrashFeatures OfTitle(string title, DateOnly? day = null) =>
        Of(new CrashReport { Id = "", Title = title }, day, title);

    /// <summary>The stack in which the crash happened; null when there is none.</summary>
    internal FeatureStack? Main => Stacks.Length > 0 && Stacks[0].Kind == StackRole.Crash ? Stacks[0] : null;
}

/// <summary>The part that a stack plays.</summary>
public enum StackRole : byte
{
    /// <summary>The crash itself.</summary>
    Crash,

    /// <summary>Where the object was allocated.</summary>
    Allocated,

    /// <summary>Where the object was freed, or work queued.</summary>
    Freed,

    /// <summary>Where a value came from.</summary>
    Origin,

    /// <summary>A link of a lock chain.</summary>
    Lock,

    /// <summary>Any other.</summary>
    Other,
}

/// <summary>One stack: frames from the innermost.</summary>
public sealed record FeatureStack(StackRole Kind, FeatureFrame[] Frames);

/// <summary>One frame: terms of its function, file, folder and line; 0 where not printed.</summary>
public readonly record struct FeatureFrame(uint Function, uint File, uint Folder, uint Line, bool Helper);
