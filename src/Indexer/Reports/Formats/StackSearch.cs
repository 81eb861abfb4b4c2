using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>How the guilty frame of a format is found.</summary>
/// <param name="Steps">
/// Tried one after the other down the report. A regex stops at the first line it matches, and its groups named <c>frame</c> are candidates;
/// null (<see cref="Marks.Frames"/>) reads the frames of a stack up to the start of the next one.
/// </param>
public sealed record StackSearch(params IReadOnlyList<Regex?> Steps)
{
    /// <summary>Tried when <see cref="Steps"/> find no frame; its own list of functions counts for nothing.</summary>
    public StackSearch? Else { get; init; }

    /// <summary>Where older rules looked, when they looked elsewhere.</summary>
    public StackSearch? Former { get; init; }

    /// <summary>Pieces of functions that never cause this crash and were never said to, beside those that never cause any.</summary>
    public IReadOnlyList<string> NeverGuilty { get; init; } = [];

    /// <summary>Which of the candidates is blamed.</summary>
    public FrameChoice Choice { get; init; } = FrameChoice.First;

    /// <summary>Why a frame that these steps find may be wrong; null when it is as good as any.</summary>
    public string? Doubt { get; init; }

    /// <summary>A frame of the stack that takes the doubt away; null where none does.</summary>
    public Regex? Settled { get; init; }

    /// <summary>The steps to a second frame, which titles call <c>{frame2}</c>.</summary>
    public IReadOnlyList<Regex?> SecondFrame { get; init; } = [];
}

/// <summary>Which of the candidate frames of a stack is blamed.</summary>
public enum FrameChoice
{
    /// <summary>The innermost that is not on a list of never guilty ones.</summary>
    First,

    /// <summary>For CPUs that loop: the function called by a well known dispatcher, since the innermost one is chance.</summary>
    Stall,

    /// <summary>For tasks that wait: what they wait for, not how.</summary>
    Hang,
}
