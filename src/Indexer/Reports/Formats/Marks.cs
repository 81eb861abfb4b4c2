using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>Pieces of which the rows build their expressions, and the marks that many rows share.</summary>
public static partial class Marks
{
    /// <summary>A function name and what follows it, as printed or as decode_stacktrace.sh rewrote it: a candidate frame. On big-endian ppc64 code has a dot before its name.</summary>
    internal const string Frame = @"\.?(?<frame>[a-zA-Z0-9_]+)(?:\.|\+| \([\w./-]+:[0-9]+[ )])";

    /// <summary>An address in brackets.</summary>
    internal const string Pc = @"(?:\[<?|<)(?:0x)?[0-9a-f]+>?\]";

    /// <summary>A place in the sources.</summary>
    internal const string Src = @"[a-zA-Z0-9\-_/.]+\.[a-z]+:[0-9]+";

    /// <summary>The instruction that trapped on MIPS, LoongArch, C-SKY, SPARC, m68k and s390.</summary>
    private const string Place = @"(?:epc +|\bera +|\bERA|\bPC): +(?:\[?<?(?:0x)?[0-9a-f]{8,16}>?\]? +)\(?" + Frame + @"|\bT?PC: <" + Frame + @"|PSW : [0-9a-f]+ [0-9a-f]+ \(" + Frame;

    /// <summary>Head of the stack of a task in a vmcore, as the program crash prints it.</summary>
    internal const string VmcoreTask = @"^ *PID: (?<pid>[0-9]+) +TASK: [0-9a-f]+ +CPU: (?<cpu>[0-9]+) +COMMAND: ";

    /// <summary>In the steps of a <see cref="StackSearch"/>: read the frames of the stack that starts here.</summary>
    public static readonly Regex? Frames;

    /// <summary>Head of the call trace.</summary>
    public static Regex CallTrace => CallTraceLine();

    /// <summary>The instruction that trapped.</summary>
    public static Regex Rip => RipLine();

    /// <summary>Where a lock was taken, in lockdep's words.</summary>
    public static Regex At => AtLine();

    /// <summary>Head of the last call trace of a lockdep report.</summary>
    public static Regex StackBacktrace => StackBacktraceLine();

    /// <summary>Frames of a call trace, nothing else asked.</summary>
    public static StackSearch Trace => new(CallTrace, Frames);

    /// <summary>Where the lock was taken; without that the call trace.</summary>
    public static StackSearch AtThenTrace => new(At, CallTrace, Frames) { Else = new(CallTrace, Frames) };

    /// <summary>The trapping instruction, then the call trace.</summary>
    public static StackSearch RipThenTrace => new(Rip, CallTrace, Frames);

    /// <summary>As <see cref="RipThenTrace"/>, for machines whose registers name no function: then the call trace alone.</summary>
    public static StackSearch RipElseTrace => RipThenTrace with { Else = new(CallTrace, Frames) };

    /// <summary>A WARN or BUG: with a trap the frames follow the trapping instruction, without one they follow the head of the trace.</summary>
    public static StackSearch Trap => new(TrapLine(), Frames) { Else = new(CallTrace, Frames) };

    /// <summary>A stack that is full: what a dispatcher called is what recursed; without one, whatever the stack ended in.</summary>
    public static StackSearch StackOverflow => Trace with { Choice = FrameChoice.Stall, Else = new(Rip, CallTrace, Frames) { Doubt = "no known caller of what recursed" } };

    /// <summary>As <see cref="Trap"/>, with functions that are never guilty of it.</summary>
    public static StackSearch TrapSkipping(params string[] functions) => Trap with { NeverGuilty = functions };

    /// <summary>Where RCU was used without protection; whoever allocates or waits there is not to blame.</summary>
    public static StackSearch RcuUsage => Trace with { NeverGuilty = ["rcu", "might_sleep", "might_resched", "kmem", "slab", "kmalloc", "vmalloc", "kcalloc", "kzalloc", "kvzalloc", "kvmalloc", "kvcalloc"] };

    /// <summary>Who may not sleep; the check itself is not to blame.</summary>
    public static StackSearch MightSleep => Trace with { NeverGuilty = ["might_sleep", "might_resched"] };

    /// <summary>Who releases, or waits for, a lock that nobody holds.</summary>
    public static StackSearch BadUnlock => new(ReleaseLine(), Frames) { Else = new(CallTrace, Frames) };

    /// <summary>Arithmetic that went wrong.</summary>
    public static StackSearch Overflow => Trace with { NeverGuilty = ["handle_overflow", "get_int_typ", "ubsan"] };

    /// <summary>Pieces of functions that allocate on behalf of others.</summary>
    public static IReadOnlyList<string> Allocators { get; } =
    [
        "kmem", "slab", "kmalloc", "vmalloc", "kcalloc", "kzalloc", "kvzalloc", "kvmalloc", "kvcalloc", "krealloc", "kstrdup", "kmemdup", "memdup", "alloc_pages", "alloc_skb", "sk_prot_alloc", "sk_alloc",
        "alloc_page", "__alloc_percpu", "pcpu_", "create_object", "kmemleak", "alloc_frozen_pages", "getname", "idr_", "radix_tree", "xas_", "kobject_", "percpu", "dup_task", "alloc_inode",
    ];

    /// <summary>As <see cref="Allocators"/>, for a leak: the constructors of single kinds of object as well.</summary>
    public static IReadOnlyList<string> LeakAllocators { get; } = [.. Allocators, "alloc", "strdup", "strndup", "mmap", "mempool_init", "sbitmap_", "rhashtable_init", "^_*xa_", "^mas_", "dev_set_name", "device_create", "device_private_init", "^device_add$"];

    [GeneratedRegex(@"Call (?:T|t)race|Backtrace|^(?:Stack )?Trace:\s*$")]
    private static partial Regex CallTraceLine();

    [GeneratedRegex(Place + @"|(?:IP|NIP|pc |pc is at|PC is at|epc ?|PSW|IAOQ\[0\]).{0,1}:? *(?:(?:[0-9a-f]+:)?(?:" + Pc + @" +){0,2}\(?" + Frame + @"|(?:[0-9]+:)?0x[0-9a-f]+|(?:[0-9]+:)?" + Pc + @" +\[< *\(null\)>\] +\(null\)|[0-9]+: +\(null\))")]
    private static partial Regex RipLine();

    [GeneratedRegex(Place + @"|IAOQ\[0\]: " + Frame + @"|(?:(?:IP|NIP|pc |PC is at|epc ?):? *(?:[0-9a-f]+:)?(?:" + Pc + @" +){0,2}" + Frame + @"|--- interrupt: [0-9]+ at " + Frame + ")")]
    private static partial Regex TrapLine();

    [GeneratedRegex("at: (?:" + Pc + @" +)?" + Frame)]
    private static partial Regex AtLine();

    [GeneratedRegex("is trying to (?:release|contend) lock")]
    private static partial Regex ReleaseLine();

    [GeneratedRegex("stack backtrace")]
    private static partial Regex StackBacktraceLine();
}
