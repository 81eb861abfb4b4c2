using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>Locks and preemption: misuse that is reported as a BUG.</summary>
public static partial class SleepingLocks
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "sleeping-in-atomic",
            PrintedBy = "kernel/sched/core.c",
            Header = "sleeping function called",
            Opening = SleepingInAtomic(),
            Title = "BUG: sleeping function called from invalid context in {frame}",
            FormerTitles = ["BUG: sleeping function called from invalid context at {place}"],
            Stack = Marks.MightSleep,
            Example = """
                BUG: sleeping function called from invalid context at kernel/locking/mutex.c:580
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: sleeping function called from invalid context in widget_flush",
        },
        new()
        {
            Name = "sleeping-in-atomic-cut",
            PrintedBy = "kernel/sched/core.c",
            Header = "in_atomic(): ",
            Opening = SleepingInAtomicCut(),
            Title = "BUG: sleeping function called from invalid context in {frame}",
            Stack = Marks.MightSleep,
            Example = """
                in_atomic(): 1, irqs_disabled(): 0, pid: 57, name: widget
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "BUG: sleeping function called from invalid context in widget_flush",
        },
        new()
        {
            Name = "scheduling-while-atomic",
            PrintedBy = "kernel/sched/core.c",
            Header = "BUG: scheduling ",
            Opening = SchedulingWhileAtomic(),
            Title = "BUG: {what} in {frame}",
            Stack = new(Marks.CallTrace, Marks.Frames) { NeverGuilty = ["schedule"] },
            Example = """
                BUG: scheduling while atomic: kworker/u8:3/57/0x00000002
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: scheduling while atomic in widget_flush",
        },
        new()
        {
            Name = "spinlock",
            PrintedBy = "kernel/locking/spinlock_debug.c",
            Header = "BUG: spinlock",
            Opening = Spinlock(),
            Title = "BUG: spinlock {what} in {frame}",
            Stack = Marks.Trace,
            Example = """
                BUG: spinlock bad magic on CPU#1, kworker/u8:3/57
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: spinlock bad magic in widget_flush",
        },
        new()
        {
            Name = "rwlock",
            PrintedBy = "kernel/locking/spinlock_debug.c",
            Header = "BUG: rwlock",
            Opening = Rwlock(),
            Title = "BUG: rwlock {what} in {frame}",
            Stack = Marks.Trace,
            Example = """
                BUG: rwlock bad magic on CPU#1, kworker/u8:3/57
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: rwlock bad magic in widget_flush",
        },
        new()
        {
            Name = "still-has-locks-bug",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "still has locks held",
            Opening = StillHasLocksBug(),
            Title = "BUG: still has locks held in {frame}",
            Stack = Marks.AtThenTrace,
            Example = """
                [ BUG: kworker/u8:3/57 still has locks held! ]
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: still has locks held in widget_flush",
        },
        new()
        {
            Name = "lock-held-returning-bug",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "lock held when returning",
            Opening = LockHeldReturningBug(),
            Title = "BUG: lock held when returning to user space in {frame}",
            Stack = new(Marks.At),
            StackOptional = true,
            Example = """
                [ BUG: lock held when returning to user space! ]
                1 lock held by widget/57:
                 #0: (&w->lock){+.+.}, at: [<ffffffff8100abcd>] widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "BUG: lock held when returning to user space in widget_flush",
        },
        new()
        {
            Name = "bad-unlock-bug",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "bad unlock balance",
            Opening = BadUnlockBug(),
            Title = "BUG: bad unlock balance in {frame}",
            Stack = Marks.BadUnlock,
            Example = """
                [ BUG: bad unlock balance detected! ]
                widget/57 is trying to release lock (&w->lock) at:
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: bad unlock balance in widget_flush",
        },
        new()
        {
            Name = "held-lock-freed-bug",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "held lock freed",
            Opening = HeldLockFreedBug(),
            Title = "BUG: held lock freed in {frame}",
            Stack = Marks.AtThenTrace,
            Example = """
                [ BUG: held lock freed! ]
                stack backtrace:
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: held lock freed in widget_flush",
        },
        new()
        {
            Name = "using-in-preemptible",
            PrintedBy = "lib/smp_processor_id.c",
            Header = "in preemptible",
            Opening = UsingInPreemptible(),
            Title = "BUG: using {what}() in preemptible code in {frame}",
            Stack = new(Marks.CallTrace, Marks.Frames) { NeverGuilty = ["debug_smp_processor_id", "__this_cpu_preempt_check"] },
            Example = """
                BUG: using smp_processor_id() in preemptible [00000000] code: widget/57
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: using smp_processor_id() in preemptible code in widget_flush",
        },
        new()
        {
            Name = "workqueue-leaked",
            PrintedBy = "kernel/workqueue.c",
            Header = "workqueue leaked",
            Opening = WorkqueueLeaked(),
            Title = "BUG: workqueue leaked lock or atomic in {frame}",
            Stack = new(WorkqueueLeakedStep()),
            Example = """
                BUG: workqueue leaked lock or atomic: kworker/u8:3/0x00000001/57
                     last function: widget_flush
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: workqueue leaked lock or atomic in widget_flush",
        },
        new()
        {
            Name = "invalid-wait-context",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "Invalid wait context",
            Opening = InvalidWaitContext(),
            Title = "WARNING: locking bug in {frame}",
            Stack = Marks.Trace,
            Example = """
                [ BUG: Invalid wait context ]
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "WARNING: locking bug in widget_flush",
        },
        new()
        {
            Name = "limit-stack-trace-entries",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "MAX_STACK_TRACE_ENTRIES",
            Opening = LimitStackTraceEntries(),
            Title = "BUG: MAX_STACK_TRACE_ENTRIES too low!",
            StackOptional = true,
            Example = "BUG: MAX_STACK_TRACE_ENTRIES too low!",
            ExampleTitle = "BUG: MAX_STACK_TRACE_ENTRIES too low!",
        },
        new()
        {
            Name = "limit-lockdep-entries",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "MAX_LOCKDEP_ENTRIES",
            Opening = LimitLockdepEntries(),
            Title = "BUG: MAX_LOCKDEP_ENTRIES too low!",
            StackOptional = true,
            Example = "BUG: MAX_LOCKDEP_ENTRIES too low!",
            ExampleTitle = "BUG: MAX_LOCKDEP_ENTRIES too low!",
        },
        new()
        {
            Name = "limit-lockdep-chains",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "MAX_LOCKDEP_CHAINS",
            Opening = LimitLockdepChains(),
            Title = "BUG: MAX_LOCKDEP_CHAINS too low!",
            StackOptional = true,
            Example = "BUG: MAX_LOCKDEP_CHAINS too low!",
            ExampleTitle = "BUG: MAX_LOCKDEP_CHAINS too low!",
        },
        new()
        {
            Name = "limit-lockdep-keys",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "MAX_LOCKDEP_KEYS",
            Opening = LimitLockdepKeys(),
            Title = "BUG: MAX_LOCKDEP_KEYS too low!",
            StackOptional = true,
            Example = "BUG: MAX_LOCKDEP_KEYS too low!",
            ExampleTitle = "BUG: MAX_LOCKDEP_KEYS too low!",
        },
        new()
        {
            Name = "limit-lockdep-chain-hlocks",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "MAX_LOCKDEP_CHAIN_HLOCKS",
            Opening = LimitLockdepChainHlocks(),
            Title = "BUG: MAX_LOCKDEP_CHAIN_HLOCKS too low!",
            StackOptional = true,
            Example = "BUG: MAX_LOCKDEP_CHAIN_HLOCKS too low!",
            ExampleTitle = "BUG: MAX_LOCKDEP_CHAIN_HLOCKS too low!",
        },
        new()
        {
            Name = "limit-lock-depth",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "MAX_LOCK_DEPTH",
            Opening = LimitLockDepth(),
            Title = "BUG: MAX_LOCK_DEPTH too low!",
            StackOptional = true,
            Example = "BUG: MAX_LOCK_DEPTH too low!",
            ExampleTitle = "BUG: MAX_LOCK_DEPTH too low!",
        },
        new()
        {
            Name = "invalid-subclass",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "looking up invalid subclass",
            Opening = InvalidSubclass(),
            Title = "BUG: looking up invalid subclass",
            StackOptional = true,
            Example = "BUG: looking up invalid subclass: 8",
            ExampleTitle = "BUG: looking up invalid subclass",
        },
    ];

    [GeneratedRegex(@"BUG: sleeping function called from invalid context(?: at (?<place>" + Marks.Src + "))?")]
    private static partial Regex SleepingInAtomic();

    // The line after the announcement, which is lost.
    [GeneratedRegex(@"in_atomic\(\): \d+, irqs_disabled\(\): \d+,")]
    private static partial Regex SleepingInAtomicCut();

    [GeneratedRegex(@"BUG: (?<what>scheduling (?:while atomic|in a non-blocking section))")]
    private static partial Regex SchedulingWhileAtomic();

    [GeneratedRegex(@"BUG: spinlock (?<what>lockup suspected|already unlocked|recursion|bad magic|wrong owner|wrong CPU|trylock failure on UP|cpu recursion)")]
    private static partial Regex Spinlock();

    [GeneratedRegex(@"BUG: rwlock (?<what>lockup|already unlocked|recursion|bad magic|wrong owner|wrong CPU|trylock failure on UP|cpu recursion)")]
    private static partial Regex Rwlock();

    [GeneratedRegex(@"BUG: .*still has locks held!")]
    private static partial Regex StillHasLocksBug();

    [GeneratedRegex(@"BUG: lock held when returning to user space")]
    private static partial Regex LockHeldReturningBug();

    [GeneratedRegex(@"BUG: bad unlock balance detected!")]
    private static partial Regex BadUnlockBug();

    [GeneratedRegex(@"BUG: held lock freed!")]
    private static partial Regex HeldLockFreedBug();

    [GeneratedRegex(@"BUG: using (?<what>[a-z_]+)\(\) in preemptible")]
    private static partial Regex UsingInPreemptible();

    [GeneratedRegex(@"BUG: workqueue leaked (?:lock or )?atomic")]
    private static partial Regex WorkqueueLeaked();

    // Since 6.10 the function stands behind "workfn=".
    [GeneratedRegex(@"(?:last function: |\bworkfn=)(?<frame>[a-zA-Z0-9_]+)")]
    private static partial Regex WorkqueueLeakedStep();

    [GeneratedRegex(@"BUG: Invalid wait context")]
    private static partial Regex InvalidWaitContext();

    [GeneratedRegex(@"BUG: MAX_STACK_TRACE_ENTRIES too low!")]
    private static partial Regex LimitStackTraceEntries();

    [GeneratedRegex(@"BUG: MAX_LOCKDEP_ENTRIES too low!")]
    private static partial Regex LimitLockdepEntries();

    [GeneratedRegex(@"BUG: MAX_LOCKDEP_CHAINS too low!")]
    private static partial Regex LimitLockdepChains();

    [GeneratedRegex(@"BUG: MAX_LOCKDEP_KEYS too low!")]
    private static partial Regex LimitLockdepKeys();

    [GeneratedRegex(@"BUG: MAX_LOCKDEP_CHAIN_HLOCKS too low!")]
    private static partial Regex LimitLockdepChainHlocks();

    [GeneratedRegex(@"BUG: MAX_LOCK_DEPTH too low!")]
    private static partial Regex LimitLockDepth();

    [GeneratedRegex(@"BUG: looking up invalid subclass: [0-9]+")]
    private static partial Regex InvalidSubclass();
}
