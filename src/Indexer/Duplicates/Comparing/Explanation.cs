using KB.Indexer.Duplicates.Features;
using KB.Indexer.Reports;

namespace KB.Indexer.Duplicates.Comparing;

/// <summary>Why, or why not, two crashes are one bug.</summary>
public static class Explanation
{
    /// <summary>Pairs of stacks shown; more are dumps of every task.</summary>
    private const int MaxStacks = 8;

    /// <summary>Frames aligned of each stack: the cost is their product.</summary>
    private const int MaxFrames = 80;

    /// <summary>Values longer than this are cut.</summary>
    private const int MaxValue = 200;

    /// <summary>The facts compared, in order.</summary>
    private static readonly (string Name, Func<CrashReport, string?> Of)[] Facts =
    [
        ("title", report => report.Title),
        ("type", report => report.Type),
        ("guilty function", report => report.Frame),
        ("guilty file", report => report.GuiltyFile),
        ("kernel", report => report.Kernel.Release),
        ("build", report => report.Kernel.Build),
        ("commit", report => report.Kernel.Commit),
        ("compiler", report => report.Kernel.Compiler),
        ("architecture", report => report.Kernel.Arch),
        ("taint", report => string.Concat(report.Kernel.Taint)),
        ("machine", report => report.Kernel.Hardware),
        ("configuration", report => string.Join(' ', Configuration.Of(report))),
        ("task", report => report.Task?.Comm),
        ("pid", report => report.Task?.Pid?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("CPU", report => report.Task?.Cpu?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("access", report => report.Access switch { { Kind: { } kind, Size: { } size } => $"{kind} of {size} bytes", var access => access?.Kind }),
        ("address", report => report.Access?.Address),
        ("slab cache", report => report.Cache),
        ("locks", report => string.Join(", ", report.Locks)),
        ("panicked", report => report.Panicked ? "yes" : "no"),
        ("doubts", report => report.CorruptedReason),
        ("modules", report => string.Join(' ', report.Modules)),
    ];

    /// <summary>Compares two crashes.</summary>
    /// <param name="a">The one.</param>
    /// <param name="b">The other.</param>
    /// <param name="index">Known crashes, for how rare a function is; null when there are none.</param>
    /// <param name="dayA">When the one was seen, if known.</param>
    /// <param name="dayB">When the other was seen.</param>
    public static Comparison Compare(CrashReport a, CrashReport b, DuplicateIndex? index = null, DateOnly? dayA = null, DateOnly? dayB = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        DuplicateIndex known = index ?? new DuplicateIndex();
        Candidate judged = known.Judge(CrashFeatures.Of(a, dayA), CrashFeatures.Of(b, dayB));
        return new Comparison
        {
            A = a,
            B = b,
            Probability = judged.Probability,
            Reasons = judged.Reasons,
            Stacks = [.. Stacks(a, b, known).Take(MaxStacks)],
            Facts = [.. Rows(a, b)],
        };
    }

    private static IEnumerable<StackPair> Stacks(CrashReport a, CrashReport b, DuplicateIndex known)
    {
        string[] kinds = [.. a.Stacks.Concat(b.Stacks).Select(stack => stack.Kind).Distinct()];
        foreach (string kind in kinds)
        {
            CallStack[] left = [.. a.Stacks.Where(stack => stack.Kind == kind)], right = [.. b.Stacks.Where(stack => stack.Kind == kind)];
            for (int i = 0; i < Math.Max(left.Length, right.Length); i++)
            {
                CallStack? mine = left.ElementAtOrDefault(i), theirs = right.ElementAtOrDefault(i);
                yield return new StackPair(kind, mine?.Label ?? "", theirs?.Label ?? "", [.. Align(Frames(mine), Frames(theirs), known)]);
            }
        }
    }

    private static StackFrame[] Frames(CallStack? stack) => [.. (stack?.Frames ?? []).Take(MaxFrames)];

    /// <summary>The longest common subsequence of functions, shared frames in one row.</summary>
    private static IEnumerable<FrameRow> Align(StackFrame[] a, StackFrame[] b, DuplicateIndex known)
    {
        var longest = new int[a.Length + 1, b.Length + 1];
        for (int i = a.Length - 1; i >= 0; i--)
        {
            for (int j = b.Length - 1; j >= 0; j--)
            {
                longest[i, j] = a[i].Function == b[j].Function ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        int x = 0, y = 0;
        while (x < a.Length || y < b.Length)
        {
            if (x < a.Length && y < b.Length && a[x].Function == b[y].Function)
            {
                double? rarity = Machinery.IsNoise(a[x].Function) ? null : known.Rarity(a[x].Function);
                yield return new FrameRow(a[x++], b[y++], rarity);
            }
            else if (y == b.Length || (x < a.Length && longest[x + 1, y] >= longest[x, y + 1]))
            {
                yield return new FrameRow(a[x++], null, null);
            }
            else
            {
                yield return new FrameRow(null, b[y++], null);
            }
        }
    }

    private static IEnumerable<FactRow> Rows(CrashReport a, CrashReport b)
    {
        foreach ((string name, Func<CrashReport, string?> of) in Facts)
        {
            yield return new FactRow(name, Cut(of(a)), Cut(of(b)));
        }

        foreach (string register in a.Registers.Concat(b.Registers).Select(register => register.Name).Distinct())
        {
            yield return new FactRow(register, Cut(Value(a, register)), Cut(Value(b, register)));
        }
    }

    private static string? Value(CrashReport report, string register) => report.Registers.FirstOrDefault(one => one.Name == register)?.Value;

    private static string? Cut(string? value) => string.IsNullOrEmpty(value) ? null : value.Length > MaxValue ? value[..MaxValue] + "…" : value;
}
