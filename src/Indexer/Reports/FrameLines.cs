using System.Buffers;
using System.Text.RegularExpressions;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>Which lines start a stack, and which lines are frames, as far as the choice of the guilty frame goes.</summary>
internal static partial class FrameLines
{
    /// <summary>Lines below a stack's head among which its first frame must be.</summary>
    public const int FirstFrameWithin = 15;

    /// <summary>Every head of a stack has one of these in it.</summary>
    private static readonly SearchValues<string> StackWords = SearchValues.Create(["race", "llocated", "Freed", "acktrace", "Uninit", "COMMAND: "], StringComparison.Ordinal);

    /// <summary>Heads of stacks.</summary>
    public static IReadOnlyList<Regex> StackStarts { get; } =
        [CallTrace(), Allocated(), AllocatedByTask(), Freed(), FreedByTask(), LeakBacktrace(), ArmBacktrace(), Stored(), VmcoreTask()];

    /// <summary>True for every head of a stack, and few other lines.</summary>
    public static bool MayStartStack(ReadOnlySpan<char> line) => line.ContainsAny(StackWords);

    public static bool IsStackStart(string line)
    {
        if (!MayStartStack(line))
        {
            return false;
        }

        foreach (Regex start in StackStarts)
        {
            if (start.IsMatch(line))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a frame as ARM, SPARC and early RISC-V print it without a head above the first one.</summary>
    public static bool IsBare(string line) => Bare().IsMatch(line);

    /// <summary>True for lines that name a place in a function, as <c>f+0x1/0x2</c>.</summary>
    public static bool HasOffset(ReadOnlySpan<char> line) => line.Contains("+0x", StringComparison.Ordinal);

    /// <summary>The frame without the mark of an unwinder that was not sure of it; the same line when it has none.</summary>
    public static string WithoutMark(string line)
    {
        int doubt = line.IndexOf(" ? ", StringComparison.Ordinal), unreliable = line.IndexOf(" (unreliable)", StringComparison.Ordinal);
        return (doubt < 0 && unreliable < 0) || line.Contains("<EOI>", StringComparison.Ordinal) ? line
            : doubt >= 0 && Unsure().IsMatch(line) ? line[(doubt + 2)..]
            : unreliable >= 0 ? line[..unreliable] : line;
    }

    /// <summary>The match of a frame, its functions in the group <c>frame</c>; null for other lines.</summary>
    public static Match? Match(string line)
    {
        if (line.AsSpan().TrimStart() is ['#', ..] && VmcoreFrame().Match(line) is { Success: true } vmcore)
        {
            return vmcore;
        }

        if (!line.Contains('+', StringComparison.Ordinal) && !line.Contains('.', StringComparison.Ordinal))
        {
            return null;
        }

        Match match = Common().Match(line);
        if (!match.Success && line.Contains(" from ", StringComparison.Ordinal))
        {
            match = Arm().Match(line);
        }

        return match.Success ? match : null;
    }

    [GeneratedRegex(@"(?: \[<[0-9a-f]+>\])? \? +[a-zA-Z0-9_.]+\+0x[0-9a-f]+/[0-9a-f]+")]
    private static partial Regex Unsure();

    // "Stack Trace:" on ARC, "Trace:" on Alpha.
    [GeneratedRegex(@"Call (?:T|t)race|^(?:Stack )?Trace:\s*$")]
    private static partial Regex CallTrace();

    [GeneratedRegex("Allocated:")]
    private static partial Regex Allocated();

    // With CONFIG_KASAN_EXTRA_INFO (6.11): "Allocated by task 57 on cpu 1 at 12.345678s:".
    [GeneratedRegex("Allocated by task [0-9]+(?::| on cpu [0-9]+ at )")]
    private static partial Regex AllocatedByTask();

    [GeneratedRegex("Freed:")]
    private static partial Regex Freed();

    [GeneratedRegex("Freed by task [0-9]+(?::| on cpu [0-9]+ at )")]
    private static partial Regex FreedByTask();

    // "stack backtrace:" of lockdep is followed by a call trace of its own.
    [GeneratedRegex(@"[^k] backtrace(?: \(crc [0-9a-fA-F]*\))?:")]
    private static partial Regex LeakBacktrace();

    [GeneratedRegex("Backtrace")]
    private static partial Regex ArmBacktrace();

    // The program crash, of a task in a vmcore; its frames: #8 [ffffc90003a2fbc8] widget_flush at ffffffffc0a3c010 [widget]
    [GeneratedRegex(Marks.VmcoreTask)]
    private static partial Regex VmcoreTask();

    [GeneratedRegex(@"^ *#[0-9]+ \[[0-9a-f]{8,16}\] (?<frame>[a-zA-Z0-9_]+)(?:\.[\w.]+)? at [0-9a-f]{8,16}\b")]
    private static partial Regex VmcoreFrame();

    [GeneratedRegex("Uninit was stored to memory at")]
    private static partial Regex Stored();

    [GeneratedRegex(@"^(?: ?\[<[0-9a-f]{8,16}>\] (?:[a-zA-Z_]|\([a-zA-Z_][^)]*\) from )|Caller\[[0-9a-f]+(?:\]: |: )[a-zA-Z_]| [a-zA-Z_][\w.]*(?: \[\w+\])? from [a-zA-Z_][\w.]*\+0x)")]
    private static partial Regex Bare();

    // SPARC: Caller[00000000004209ac]: f+0x1/0x2, of 32 bits Caller[f0014d88: f+0x1/0x2]
    [GeneratedRegex("^[ \t]*(?:(?:" + Marks.Pc + @" ){0,2}|Caller\[[0-9a-f]+(?:\]: |: ))" + Marks.Frame)]
    private static partial Regex Common();

    [GeneratedRegex(@"^[ \t]*(?:" + Marks.Pc + @" )?\(?(?:0x[0-9a-f]+|(?<frame>[a-zA-Z0-9_]+))(?:\.[a-z0-9.]+)?(?:\+0x[0-9a-f]+/0x[0-9a-f]+)?(?: \[\w+\])?\)?(?: \[\w+\])? from (?:" + Marks.Pc + @" )?\(?" + Marks.Frame)]
    private static partial Regex Arm();
}
