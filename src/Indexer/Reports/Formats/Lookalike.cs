using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>Something that people take for a crash of the Linux kernel and that is none: a row of <see cref="Lookalikes"/>.</summary>
/// <param name="What">What it is, with its article.</param>
/// <param name="Literal">What its line has (ordinal, case kept).</param>
/// <param name="Line">Its line; may find no less than the literal.</param>
/// <param name="PrintedBy">The source file that prints it, in the sources of that system or program.</param>
/// <param name="Example">A line that is one.</param>
public sealed record Lookalike(string What, string Literal, Regex Line, string PrintedBy, string Example);

/// <summary>A text in which no crash of the Linux kernel was recognised, but something else: a field of <c>kb inspect --json</c>.</summary>
/// <param name="What">What it is, as <see cref="Lookalike.What"/>.</param>
/// <param name="Line">The line that says so, at most <see cref="LongestLine"/> characters.</param>
/// <param name="PrintedBy">The source file that prints it.</param>
public sealed record NotTheKernel(string What, string Line, string PrintedBy)
{
    /// <summary>Characters of a line that are shown.</summary>
    public const int LongestLine = 200;

    /// <summary>For people: what it is, and its line.</summary>
    public override string ToString() => $"{What}: {Line}";
}
