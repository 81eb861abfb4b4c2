namespace KB.Indexer.Search.Engine;

/// <summary>What <c>is:</c> asks for, and whether the document is still there.</summary>
[Flags]
public enum DocumentFlags : ushort
{
    /// <summary>Nothing known.</summary>
    None = 0,

    /// <summary>Neither fixed nor a duplicate.</summary>
    Open = 1,

    /// <summary>A fix is known.</summary>
    Fixed = 2,

    /// <summary>Somebody decided that it is a duplicate of another crash.</summary>
    Duplicate = 4,

    /// <summary>The report is cut, interleaved or otherwise doubtful.</summary>
    Corrupted = 8,

    /// <summary>A bisection of this bug is known.</summary>
    Bisected = 16,

    /// <summary>Not a bug of the kernel: noise of the test system.</summary>
    Noise = 32,

    /// <summary>Removed or replaced: never found, dropped at the next merge.</summary>
    Deleted = 64,

    /// <summary>Bisections show the bug under another title too.</summary>
    Renamed = 128,
}

/// <summary>What the columns hold of one document.</summary>
public sealed record DocumentValues
{
    /// <summary>Number of its duplicate cluster, from 0: results are clusters. Dense numbers keep searches quick.</summary>
    public int Crash { get; init; }

    /// <summary>What the document is.</summary>
    public DocumentKind Kind { get; init; }

    /// <summary>Crash type; empty when unknown.</summary>
    public string Type { get; init; } = "";

    /// <summary>Subsystem by MAINTAINERS' name; empty when unknown.</summary>
    public string Subsystem { get; init; } = "";

    /// <summary>Kernel release as printed; empty when unknown.</summary>
    public string Release { get; init; } = "";

    /// <summary>Architecture; empty when unknown.</summary>
    public string Arch { get; init; } = "";

    /// <summary>When the crash was seen, in days since 1970-01-01; 0 when unknown.</summary>
    public int Day { get; init; }

    /// <summary>Its states.</summary>
    public DocumentFlags Flags { get; init; }

    /// <summary>Trust in its bisection, in percent; null when there is none.</summary>
    public int? Trust { get; init; }

    /// <summary>How many reports with the same stacks the document stands for.</summary>
    public int Repeats { get; init; } = 1;
}

/// <summary>A column of names: one code a document, one name a code. Code 0 is the empty name.</summary>
/// <param name="Codes">Code of each document.</param>
/// <param name="Names">Name of each code.</param>
public sealed record NameColumn(int[] Codes, string[] Names);

/// <summary>
/// Values that may change after a document was indexed, one array a value, the document's number the place in it. One snapshot:
/// never changed once made, so that readers need no lock. Made by <see cref="ColumnsBuilder"/>.
/// </summary>
public sealed record DocumentColumns
{
    /// <summary>No documents.</summary>
    public static DocumentColumns Empty { get; } = new ColumnsBuilder().Snapshot();

    /// <summary>Documents counted, deleted ones too: one more than the greatest number.</summary>
    public required int Count { get; init; }

    /// <summary>One more than the greatest number of a cluster.</summary>
    public required int Crashes { get; init; }

    /// <summary>Cluster of each document.</summary>
    public required int[] Crash { get; init; }

    /// <summary>Kind of each document.</summary>
    public required DocumentKind[] Kind { get; init; }

    /// <summary>Crash types.</summary>
    public required NameColumn Type { get; init; }

    /// <summary>Subsystems.</summary>
    public required NameColumn Subsystem { get; init; }

    /// <summary>Kernel releases.</summary>
    public required NameColumn Release { get; init; }

    /// <summary>Architectures.</summary>
    public required NameColumn Arch { get; init; }

    /// <summary>Days since 1970-01-01, 0 when unknown.</summary>
    public required int[] Day { get; init; }

    /// <summary>States.</summary>
    public required DocumentFlags[] Flags { get; init; }

    /// <summary>Whether a document of this number is in the snapshot and was not removed.</summary>
    public bool IsThere(int number) => (uint)number < (uint)Flags.Length && (Flags[number] & DocumentFlags.Deleted) == 0;

    /// <summary>Trust in percent, 255 when there is none.</summary>
    public required byte[] Trust { get; init; }

    /// <summary>Reports that each document stands for.</summary>
    public required int[] Repeats { get; init; }
}
