using KB.Indexer.Trackers;

namespace KB.Indexer.Reports;

/// <summary>The console text of one crash and all that was read from it.</summary>
/// <remarks>The shape of <c>kb parse --json</c>, of what the index stores and of what the pages show.</remarks>
public sealed record CrashReport
{
    /// <summary>Path or address the text came from, as given; empty for pasted text.</summary>
    public string Source { get; init; } = "";

    /// <summary>0 for the first report of its source, 1 for the next, …</summary>
    public int Index { get; init; }

    /// <summary>Name of the report: a hash of its text without console prefixes, see <see cref="ReportId"/>. The same text has the same id everywhere.</summary>
    public required string Id { get; init; }

    /// <summary>Crash title: stable one-line name, without addresses, pids and CPU numbers.</summary>
    public required string Title { get; init; }

    /// <summary>Other titles under which the same crash may be announced; empty when there are none.</summary>
    public IReadOnlyList<string> AltTitles { get; init; } = [];

    /// <summary>Titles that older rules gave the same report, under which trackers and mails may still file it; empty when there are none.</summary>
    public IReadOnlyList<string> FormerTitles { get; init; } = [];

    /// <summary>Crash type in syzkaller's words (<c>KASAN-USE-AFTER-FREE-READ</c>, <c>WARNING</c>, <c>HANG</c>, …); empty when unknown.</summary>
    public string Type { get; init; } = "";

    /// <summary>Name of the oops format (<c>OopsFormat.Name</c>) that recognised it.</summary>
    public string Format { get; init; } = "";

    /// <summary>Guilty frame: the function that the title blames.</summary>
    public string? Frame { get; init; }

    /// <summary>Guilty file: path in the kernel tree of the code to blame; empty when no line names a file.</summary>
    public string GuiltyFile { get; init; } = "";

    /// <summary>True when the report is cut, interleaved or otherwise doubtful: the title must not be a key for duplicates.</summary>
    public bool Corrupted { get; init; }

    /// <summary>Why the report is doubtful; null when it is not.</summary>
    public string? CorruptedReason { get; init; }

    /// <summary>True when the kernel panicked.</summary>
    public bool Panicked { get; init; }

    /// <summary>The syzkaller executor that ran when the kernel crashed, where the log names it.</summary>
    public ExecutorInfo? Executor { get; init; }

    /// <summary>First line of the report in its source, counted from 1.</summary>
    public int StartLine { get; init; }

    /// <summary>Last line of the report in its source, counted from 1, included.</summary>
    public int EndLine { get; init; }

    /// <summary>The report, console prefixes stripped, lines ended by LF.</summary>
    public string Text { get; init; } = "";

    /// <summary>The kernel that crashed.</summary>
    public KernelInfo Kernel { get; init; } = new();

    /// <summary>The task that ran; null when the report does not say.</summary>
    public TaskInfo? Task { get; init; }

    /// <summary>The bad memory access, for reports that tell of one.</summary>
    public AccessInfo? Access { get; init; }

    /// <summary>Every stack of the report in the order printed.</summary>
    public IReadOnlyList<CallStack> Stacks { get; init; } = [];

    /// <summary>Source lines named anywhere in the report, in order of appearance, each once: <c>fs/sysfs/dir.c:30</c>.</summary>
    public IReadOnlyList<string> Locations { get; init; } = [];

    /// <summary>Lock classes named by lockdep, in order of appearance: <c>sb_writers#5</c>.</summary>
    public IReadOnlyList<string> Locks { get; init; } = [];

    /// <summary>Slab cache of the object, where the sanitizer names it: <c>kmalloc-96</c>.</summary>
    public string? Cache { get; init; }

    /// <summary>Registers as printed, in order: name and value.</summary>
    public IReadOnlyList<RegisterValue> Registers { get; init; } = [];

    /// <summary>Bytes of the <c>Code:</c> line as printed, the trapping one in angle brackets; null when there is none.</summary>
    public string? Code { get; init; }

    /// <summary>Names from <c>Modules linked in:</c>, flags removed.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Bugs of trackers that the text refers to.</summary>
    public IReadOnlyList<TrackerReference> Trackers { get; init; } = [];
}

/// <summary>Process of syzkaller's executor: <c>[10026] proc=5, id=7376</c>.</summary>
public sealed record ExecutorInfo(int Proc, int Id);

/// <summary>The kernel as its <c>CPU: … Comm: …</c> and <c>Hardware name:</c> lines describe it.</summary>
public sealed record KernelInfo
{
    /// <summary>What <c>uname -r</c> prints: <c>4.6.0-syzkaller</c>.</summary>
    public string? Release { get; init; }

    /// <summary>What follows the release: <c>#0</c>, <c>#1 SMP PREEMPT Debian …</c>.</summary>
    public string? Build { get; init; }

    /// <summary>Architecture in the kernel's own words (<c>arch/</c> folder or <c>uname -m</c>): x86_64, i386, arm64, arm, riscv64, ppc64le, s390x, mips, …</summary>
    public string? Arch { get; init; }

    /// <summary>Taint flags, one letter each; empty when not tainted or unknown.</summary>
    public IReadOnlyList<string> Taint { get; init; } = [];

    /// <summary>Commit of the kernel where the release or the text tells it (<c>-g0123456789ab</c>).</summary>
    public string? Commit { get; init; }

    /// <summary>Compiler, from the banner.</summary>
    public string? Compiler { get; init; }

    /// <summary>Machine: <c>Hardware name:</c> or its like.</summary>
    public string? Hardware { get; init; }
}

/// <summary>The task that was current.</summary>
public sealed record TaskInfo(string? Comm, int? Pid, int? Cpu);

/// <summary>A bad memory access: <c>Read</c>, <c>Write</c> or <c>Execute</c>, its size in bytes, the address as printed.</summary>
public sealed record AccessInfo(string? Kind, int? Size, string? Address);

/// <summary>One register of the dump.</summary>
public sealed record RegisterValue(string Name, string Value);

/// <summary>One stack of a report.</summary>
/// <param name="Kind">One of <see cref="StackKind"/>'s names.</param>
/// <param name="Label">The line that introduced it, as printed: <c>Call Trace:</c>, <c>Allocated by task 42:</c>; empty when there was none.</param>
/// <param name="Frames">Innermost first.</param>
public sealed record CallStack(string Kind, string Label, IReadOnlyList<StackFrame> Frames);

/// <summary>The kinds of stack, as they stand in JSON.</summary>
public static class StackKind
{
    /// <summary>Where the crash was detected: the RIP, PC or "in function" place with its inline frames.</summary>
    public const string Crash = "crash";

    /// <summary>The call trace of the crashing context.</summary>
    public const string CallTrace = "call-trace";

    /// <summary>Where the object was allocated.</summary>
    public const string Allocated = "allocated";

    /// <summary>Where the object was freed.</summary>
    public const string Freed = "freed";

    /// <summary>Where uninitialized or racing data came from.</summary>
    public const string Origin = "origin";

    /// <summary>How a lock of a lockdep chain was first taken.</summary>
    public const string Lock = "lock";

    /// <summary>Locks held: where each was taken.</summary>
    public const string Held = "held";

    /// <summary>Backtraces of other CPUs or tasks.</summary>
    public const string OtherCpu = "other-cpu";

    /// <summary>Related work: work queue or RCU callback that led here.</summary>
    public const string Related = "related";
}

/// <summary>One frame of a stack.</summary>
public sealed record StackFrame
{
    /// <summary>Normalized function name: no .isra, .constprop, .part, .cold, .llvm; one spelling of a system call.</summary>
    public required string Function { get; init; }

    /// <summary>The symbol as printed.</summary>
    public required string Symbol { get; init; }

    /// <summary>Bytes from the start of the function; null for inline frames and where not printed.</summary>
    public long? Offset { get; init; }

    /// <summary>Size of the function in bytes as printed.</summary>
    public long? Size { get; init; }

    /// <summary>Source file, relative to the kernel tree.</summary>
    public string? File { get; init; }

    /// <summary>Source line, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>True for a frame that the compiler inlined into the next one that is not.</summary>
    public bool Inline { get; init; }

    /// <summary>False for frames printed with <c>?</c>: the unwinder was not sure.</summary>
    public bool Reliable { get; init; } = true;

    /// <summary>Kernel module; null for the kernel itself.</summary>
    public string? Module { get; init; }

    /// <summary>Address as printed, hex digits without 0x.</summary>
    public string? Address { get; init; }
}
