using KB.Indexer.Reports;

namespace KB.Indexer.Duplicates.Comparing;

/// <summary>Two crashes side by side, and what is thought of them.</summary>
public sealed record Comparison
{
    /// <summary>The one.</summary>
    public required CrashReport A { get; init; }

    /// <summary>The other.</summary>
    public required CrashReport B { get; init; }

    /// <summary>That both are one bug, 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>The strongest reasons for and against, strongest first.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>Stacks of one part, aligned; those of the crash first.</summary>
    public required IReadOnlyList<StackPair> Stacks { get; init; }

    /// <summary>Kernel, task, machine and access, row by row.</summary>
    public required IReadOnlyList<FactRow> Facts { get; init; }
}

/// <summary>Two stacks of one part; a side without one has no frames.</summary>
/// <param name="Kind">A name of <see cref="StackKind"/>.</param>
/// <param name="LabelA">The line that introduced the one.</param>
/// <param name="LabelB">The line that introduced the other.</param>
/// <param name="Rows">Frames, innermost first.</param>
public sealed record StackPair(string Kind, string LabelA, string LabelB, IReadOnlyList<FrameRow> Rows);

/// <summary>A frame of one side, the other, or both.</summary>
/// <param name="A">Frame of the one; null where it has none here.</param>
/// <param name="B">Frame of the other.</param>
/// <param name="Rarity">Of the shared function, from 0 (in every known crash) to 1 (in none but these); null when not shared, or when it is machinery of the kernel.</param>
public sealed record FrameRow(StackFrame? A, StackFrame? B, double? Rarity)
{
    /// <summary>True when both sides call this function here.</summary>
    public bool Shared => A is not null && B is not null;
}

/// <summary>A fact of both; null where a report does not tell.</summary>
public sealed record FactRow(string Name, string? A, string? B)
{
    /// <summary>True when both tell and differ.</summary>
    public bool Differs => A is not null && B is not null && A != B;
}
