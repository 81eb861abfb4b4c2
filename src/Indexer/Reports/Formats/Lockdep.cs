using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>The lock validator.</summary>
public static partial class Lockdep
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "circular-locking",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "possible circular locking dependency",
            Opening = CircularLocking(),
            Details = [CircularLockingDetail()],
            Title = "possible deadlock in {frame}",
            FormerTitles = ["{announcement}"],
            Stack = new(Marks.At, Marks.At, Marks.Frames) { NeverGuilty = ["process_one_work", "flush_workqueue", "drain_workqueue", "destroy_workqueue"] },
            Example = """
                WARNING: possible circular locking dependency detected
                widget/57 is trying to acquire lock:
                ffff88810a2b3c40 (&w->lock){+.+.}-{3:3}, at: widget_flush+0x1d3/0x240

                but task is already holding lock:
                ffff88810a2b3c48 (&g->lock){+.+.}-{3:3}, at: gadget_poll+0x10/0x80

                stack backtrace:
                CPU: 1 PID: 57 Comm: kworker/u8:3 Not tainted 6.1.0 #1
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "possible deadlock in widget_flush",
        },
        new()
        {
            Name = "circular-locking-info",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "possible circular locking dependency",
            Opening = CircularLockingInfo(),
            Details = [CircularLockingDetail()],
            Title = "possible deadlock in {frame}",
            Stack = new(Marks.At, Marks.At, Marks.Frames) { NeverGuilty = ["process_one_work"] },
            Example = """
                INFO: possible circular locking dependency detected
                widget/57 is trying to acquire lock:
                ffff88810a2b3c40 (&w->lock){+.+.}-{3:3}, at: widget_flush+0x1d3/0x240

                but task is already holding lock:
                ffff88810a2b3c48 (&g->lock){+.+.}-{3:3}, at: gadget_poll+0x10/0x80

                stack backtrace:
                CPU: 1 PID: 57 Comm: kworker/u8:3 Not tainted 6.1.0 #1
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "possible deadlock in widget_flush",
        },
        new()
        {
            Name = "irq-inversion",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "possible irq lock inversion",
            Opening = IrqInversion(),
            Details = [IrqInversionDetail()],
            Title = "possible deadlock in {frame}",
            Stack = new(Marks.At, Marks.StackBacktrace, Marks.CallTrace, Marks.Frames),
            Example = """
                WARNING: possible irq lock inversion dependency detected
                widget/57 just changed the state of lock:
                ffff88810a2b3c40 (&w->lock){+.+.}-{3:3}, at: widget_flush+0x1d3/0x240
                stack backtrace:
                CPU: 1 PID: 57 Comm: kworker/u8:3 Not tainted 6.1.0 #1
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "possible deadlock in widget_flush",
        },
        new()
        {
            Name = "unsafe-lock-order",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "-unsafe lock order detected",
            Opening = UnsafeLockOrder(),
            Title = "possible deadlock in {frame}",
            FormerTitles = ["{announcement}"],
            Stack = new(UnsafeLockOrderStep(), Marks.Frames)
            {
                NeverGuilty = ["lock_acquire", "_raw_"],
                Else = new(Marks.At, Marks.StackBacktrace, Marks.CallTrace, Marks.Frames),
                Former = new(Marks.At),
            },
            Example = """
                WARNING: SOFTIRQ-safe -> SOFTIRQ-unsafe lock order detected
                widget/57 is trying to acquire:
                ffff88810a2b3c40 (&w->lock){+.+.}-{3:3}, at: gadget_poll+0x1d3/0x240

                ... which became SOFTIRQ-irq-safe at:
                  lock_acquire+0x10/0x20
                  _raw_spin_lock+0x10/0x20
                  widget_flush+0x1d3/0x240
                stack backtrace:
                CPU: 1 PID: 57 Comm: kworker/u8:3 Not tainted 6.1.0 #1
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "possible deadlock in widget_flush",
        },
        new()
        {
            Name = "recursive-locking",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "possible recursive locking",
            Opening = RecursiveLocking(),
            Details = [CircularLockingDetail()],
            Title = "possible deadlock in {frame}",
            Stack = Marks.AtThenTrace with { NeverGuilty = ["process_one_work", "validate_chain"] },
            Example = """
                WARNING: possible recursive locking detected
                widget/57 is trying to acquire lock:
                ffff88810a2b3c40 (&w->lock){+.+.}-{3:3}, at: widget_flush+0x1d3/0x240

                but task is already holding lock:
                ffff88810a2b3c48 (&g->lock){+.+.}-{3:3}, at: gadget_poll+0x10/0x80

                stack backtrace:
                CPU: 1 PID: 57 Comm: kworker/u8:3 Not tainted 6.1.0 #1
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "possible deadlock in widget_flush",
        },
        new()
        {
            Name = "inconsistent-lock-state",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "inconsistent lock state",
            Opening = InconsistentLockState(),
            Title = "inconsistent lock state in {frame}",
            FormerTitles = ["{announcement}"],
            Stack = new(Marks.At, Marks.StackBacktrace, Marks.CallTrace, Marks.Frames),
            Example = """
                WARNING: inconsistent lock state
                inconsistent {IN-SOFTIRQ-W} -> {SOFTIRQ-ON-W} usage.
                widget/57 [HC0[0]:SC0[0]:HE1:SE1] takes:
                ffff88810a2b3c40 (&w->lock){+.?.}-{3:3}, at: widget_flush+0x1d3/0x240
                stack backtrace:
                CPU: 1 PID: 57 Comm: kworker/u8:3 Not tainted 6.1.0 #1
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "inconsistent lock state in widget_flush",
        },
        new()
        {
            Name = "suspicious-rcu-info",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "suspicious RCU usage",
            Opening = SuspiciousRcuInfo(),
            Title = "INFO: suspicious RCU usage in {frame}",
            Stack = Marks.RcuUsage,
            Example = """
                [ INFO: suspicious RCU usage. ]
                drivers/widget/flush.c:42 suspicious rcu_dereference_check() usage!
                stack backtrace:
                CPU: 1 PID: 57 Comm: kworker/u8:3 Not tainted 6.1.0 #1
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "INFO: suspicious RCU usage in widget_flush",
        },
        new()
        {
            Name = "suspicious-rcu",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "suspicious RCU usage",
            Opening = SuspiciousRcu(),
            Details = [SuspiciousRcuDetail()],
            Title = "WARNING: suspicious RCU usage in {frame}",
            FormerTitles = ["suspicious RCU usage at {place}"],
            Stack = Marks.RcuUsage,
            Example = """
                WARNING: suspicious RCU usage
                drivers/widget/flush.c:42 suspicious rcu_dereference_check() usage!
                stack backtrace:
                CPU: 1 PID: 57 Comm: kworker/u8:3 Not tainted 6.1.0 #1
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "WARNING: suspicious RCU usage in widget_flush",
        },
        new()
        {
            Name = "still-has-locks",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "still has locks held",
            Opening = StillHasLocks(),
            Title = "WARNING: still has locks held in {frame}",
            FormerTitles = ["{announcement}"],
            Stack = Marks.AtThenTrace,
            Example = """
                WARNING: widget/57 still has locks held!
                stack backtrace:
                CPU: 1 PID: 57 Comm: kworker/u8:3 Not tainted 6.1.0 #1
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "WARNING: still has locks held in widget_flush",
        },
        new()
        {
            Name = "bad-unlock",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "WARNING: bad ",
            Opening = BadUnlock(),
            Title = "WARNING: bad {what} in {frame}",
            Stack = Marks.BadUnlock,
            Example = """
                WARNING: bad unlock balance detected!
                widget/57 is trying to release lock (&w->lock) at:
                [<ffffffff8100abcd>] widget_flush+0x1d3/0x240
                stack backtrace:
                CPU: 1 PID: 57 Comm: kworker/u8:3 Not tainted 6.1.0 #1
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "WARNING: bad unlock balance in widget_flush",
        },
        new()
        {
            Name = "held-lock-freed",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "held lock freed!",
            Opening = HeldLockFreed(),
            Title = "WARNING: held lock freed in {frame}",
            FormerTitles = ["{announcement}"],
            Stack = Marks.AtThenTrace,
            Example = """
                WARNING: held lock freed!
                widget/57 is freeing memory ffff88810a2b3c00-ffff88810a2b3cff, with a lock still held there!
                ffff88810a2b3c40 (&w->lock){+.+.}-{3:3}, at: widget_flush+0x1d3/0x240
                stack backtrace:
                CPU: 1 PID: 57 Comm: kworker/u8:3 Not tainted 6.1.0 #1
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "WARNING: held lock freed in widget_flush",
        },
        new()
        {
            Name = "nested-lock",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "ested lock was not taken",
            Opening = NestedLock(),
            Title = "WARNING: nested lock was not taken in {frame}",
            Stack = Marks.Trace,
            Example = """
                WARNING: Nested lock was not taken
                stack backtrace:
                CPU: 1 PID: 57 Comm: kworker/u8:3 Not tainted 6.1.0 #1
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "WARNING: nested lock was not taken in widget_flush",
        },
        new()
        {
            Name = "lock-held-returning",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "lock held when returning",
            Opening = LockHeldReturning(),
            Title = "WARNING: lock held when returning to user space in {frame}",
            FormerTitles = ["{announcement}"],
            Stack = new(Marks.At),
            StackOptional = true,
            Example = """
                WARNING: lock held when returning to user space!
                1 lock held by widget/57:
                 #0: ffff88810a2b3c40 (&w->lock){+.+.}-{3:3}, at: widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "WARNING: lock held when returning to user space in widget_flush",
        },
        new()
        {
            Name = "non-static-key",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "",
            Opening = NonStaticKey(),
            Title = "INFO: trying to register non-static key in {frame}",
            FormerTitles = ["INFO: trying to register non-static key."],
            Stack = Marks.Trace with { NeverGuilty = ["lock_class", "lock_key", "lock_acquire", "_raw_", "mutex"] },
            Example = """
                INFO: trying to register non-static key.
                The code is fine but needs lockdep annotation, or maybe
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "INFO: trying to register non-static key in widget_flush",
        },
    ];

    [GeneratedRegex(@"WARNING: possible circular locking dependency detected")]
    private static partial Regex CircularLocking();

    [GeneratedRegex(@"is trying to acquire lock")]
    private static partial Regex CircularLockingDetail();

    [GeneratedRegex(@"INFO: possible circular locking dependency detected")]
    private static partial Regex CircularLockingInfo();

    [GeneratedRegex(@"(?:WARNING|INFO): possible irq lock inversion dependency detected")]
    private static partial Regex IrqInversion();

    [GeneratedRegex(@"just changed the state of lock")]
    private static partial Regex IrqInversionDetail();

    [GeneratedRegex(@"(?:WARNING|INFO): (?>.*?-safe -> ).*-unsafe lock order detected")]
    private static partial Regex UnsafeLockOrder();

    [GeneratedRegex(@"which became (?:HARD|SOFT)IRQ-irq-(?:un)?safe at:")]
    private static partial Regex UnsafeLockOrderStep();

    [GeneratedRegex(@"(?:WARNING|INFO): possible recursive locking detected")]
    private static partial Regex RecursiveLocking();

    [GeneratedRegex(@"(?:WARNING|INFO): inconsistent lock state")]
    private static partial Regex InconsistentLockState();

    [GeneratedRegex(@"INFO: suspicious RCU usage\.")]
    private static partial Regex SuspiciousRcuInfo();

    // ERR is of 4.11 alone.
    [GeneratedRegex(@"(?:WARNING|ERR): suspicious RCU usage")]
    private static partial Regex SuspiciousRcu();

    [GeneratedRegex("(?<place>" + Marks.Src + ")")]
    private static partial Regex SuspiciousRcuDetail();

    [GeneratedRegex(@"WARNING: .*still has locks held!")]
    private static partial Regex StillHasLocks();

    [GeneratedRegex(@"WARNING: bad (?<what>unlock balance|contention) detected!")]
    private static partial Regex BadUnlock();

    [GeneratedRegex(@"WARNING: held lock freed!")]
    private static partial Regex HeldLockFreed();

    [GeneratedRegex(@"WARNING: [Nn]ested lock was not taken")]
    private static partial Regex NestedLock();

    [GeneratedRegex(@"WARNING: lock held when returning to user space")]
    private static partial Regex LockHeldReturning();

    [GeneratedRegex(@"INFO: trying to register non-static key|[Tt]he code is fine but needs lockdep annotation")]
    private static partial Regex NonStaticKey();
}
