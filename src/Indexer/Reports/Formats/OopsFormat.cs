using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>One way in which the kernel announces a crash, and the crash title we give it.</summary>
/// <remarks>
/// Adding a format is adding one value of this type to its family. Its example is its first test:
/// the tests fail unless parsing <see cref="Example"/> gives <see cref="ExampleTitle"/> by this very row.
/// </remarks>
public sealed record OopsFormat
{
    /// <summary>Stable kebab-case name; stored in the index, shown on the formats page, never renamed.</summary>
    public required string Name { get; init; }

    /// <summary>Kernel source file that prints it, so that a reader can check the rule against the kernel.</summary>
    public required string PrintedBy { get; init; }

    /// <summary>Literal text a line must contain before <see cref="Opening"/> is tried on it (ordinal, case kept).</summary>
    public required string Header { get; init; }

    /// <summary>Matches the announcement, within one line. Its named groups are words that <see cref="Title"/> may use.</summary>
    public required Regex Opening { get; init; }

    /// <summary>Lines that must follow the announcement, in this order; their named groups are words of <see cref="Title"/> too.</summary>
    public IReadOnlyList<Regex> Details { get; init; } = [];

    /// <summary>Crash title with <c>{group}</c> for each named group, and <c>{frame}</c> for the guilty frame.</summary>
    public required string Title { get; init; }

    /// <summary>Other titles of the same crash, written like <see cref="Title"/>: what it has in common with crashes announced otherwise.</summary>
    public IReadOnlyList<string> AltTitles { get; init; } = [];

    /// <summary>
    /// Titles that older rules gave this crash, written like <see cref="Title"/>, beside <see cref="Title"/> with the frames that they blamed.
    /// One of which the report lacks a word gives none.
    /// </summary>
    public IReadOnlyList<string> FormerTitles { get; init; } = [];

    /// <summary>Type of the crash in syzkaller's words; empty where the title tells it (<see cref="CrashTypes"/>).</summary>
    public string Type { get; init; } = "";

    /// <summary>Where the guilty frame is looked for; none when the title needs no frame.</summary>
    public StackSearch? Stack { get; init; }

    /// <summary>True for announcements that come without a call trace, so that its absence is no sign of a cut report.</summary>
    public bool StackOptional { get; init; }

    /// <summary>True for announcements that only a cut report can have.</summary>
    public bool Doubtful { get; init; }

    /// <summary>The shortest report that this format must recognise.</summary>
    public required string Example { get; init; }

    /// <summary>The crash title of <see cref="Example"/>.</summary>
    public required string ExampleTitle { get; init; }
}
