using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>Tasks and CPUs that make no progress.</summary>
public static partial class Hangs
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "soft-lockup",
            PrintedBy = "kernel/watchdog.c",
            Header = "BUG: soft lockup",
            Opening = SoftLockup(),
            Title = "BUG: soft lockup in {frame}",
            AltTitles = ["stall in {frame}"],
            FormerTitles = ["BUG: soft lockup"],
            Stack = new(InterruptEntry(), Marks.Frames) { Choice = FrameChoice.Stall, Else = new(Marks.Rip, Marks.CallTrace, Marks.Frames) { Choice = FrameChoice.Stall, Else = CutOff(Marks.Rip, Marks.CallTrace, Marks.Frames) } },
            Example = """
                watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [widget:57]
                RIP: 0010:__sanitizer_cov_trace_pc+0x1/0x50
                Call Trace:
                 gadget_poll+0x10/0x80
                 widget_flush+0x1d3/0x240
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: soft lockup in widget_flush",
        },
        new()
        {
            Name = "task-hung",
            PrintedBy = "kernel/hung_task.c",
            Header = "INFO: task",
            Opening = TaskHung(),
            Title = "INFO: task hung in {frame}",
            AltTitles = ["hang in {frame}"],
            FormerTitles = ["INFO: task hung"],
            Stack = new(Marks.CallTrace, Marks.Frames) { Choice = FrameChoice.Hang },
            Example = """
                INFO: task widget:57 blocked for more than 143 seconds.
                Call Trace:
                 schedule+0x10/0x20
                 widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "INFO: task hung in widget_flush",
        },
        new()
        {
            Name = "task-cant-die",
            PrintedBy = "kernel/hung_task.c",
            Header = "die for more than",
            Opening = TaskCantDie(),
            Title = "INFO: task can't die in {frame}",
            AltTitles = ["hang in {frame}"],
            Stack = new(Marks.CallTrace, Marks.Frames) { Choice = FrameChoice.Hang },
            Example = """
                INFO: task widget:57 can't die for more than 143 seconds.
                Call Trace:
                 schedule+0x10/0x20
                 widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "INFO: task can't die in widget_flush",
        },
        new()
        {
            Name = "rcu-stall",
            PrintedBy = "kernel/rcu/tree_stall.h",
            Header = "INFO: rcu",
            Opening = RcuStall(),
            Title = "INFO: rcu detected stall in {frame}",
            AltTitles = ["stall in {frame}"],
            FormerTitles = ["INFO: rcu detected stall"],
            Stack = new(RcuStallStep(), RcuStallStep2(), Marks.Frames)
            {
                NeverGuilty = ["apic_timer_interrupt", "rcu"],
                Choice = FrameChoice.Stall,
                Else = new(RcuStallStep3(), Marks.Frames) { Choice = FrameChoice.Stall, Else = StalledCpu },
            },
            Example = """
                rcu: INFO: rcu_preempt self-detected stall on CPU
                Call Trace:
                 <IRQ>
                 asm_sysvec_apic_timer_interrupt+0x1a/0x20
                 gadget_poll+0x10/0x80
                 widget_flush+0x1d3/0x240
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "INFO: rcu detected stall in widget_flush",
        },
        new()
        {
            Name = "csd-lock",
            PrintedBy = "kernel/smp.c",
            Header = "csd: Detected non-responsive CSD lock",
            Opening = CsdLock(),
            Title = "csd: non-responsive CSD lock in {frame}",
            AltTitles = ["stall in {frame}"],
            Stack = StalledCpu,
            Example = """
                smp: csd: Detected non-responsive CSD lock (#1) on CPU#4, waiting 5000000033 ns for CPU#01 gadget_ipi+0x0/0x10(0x0).
                smp: 	csd: CSD lock (#1) unresponsive.
                Sending NMI from CPU 4 to CPUs 1:
                NMI backtrace for cpu 1
                RIP: 0010:gadget_poll+0x10/0x80
                Call Trace:
                 <TASK>
                 widget_flush+0x1d3/0x240
                 do_syscall_64+0xcd/0xf80
                 entry_SYSCALL_64_after_hwframe+0x77/0x7f
                 </TASK>
                """,
            ExampleTitle = "csd: non-responsive CSD lock in widget_flush",
        },
        new()
        {
            Name = "workqueue-lockup",
            PrintedBy = "kernel/workqueue.c",
            Header = "BUG: workqueue lockup",
            Opening = WorkqueueLockup(),
            Title = "BUG: workqueue lockup",
            StackOptional = true,
            Example = "BUG: workqueue lockup - pool cpus=1 node=0 flags=0x0 nice=0 stuck for 31s!",
            ExampleTitle = "BUG: workqueue lockup",
        },
        new()
        {
            Name = "nmi-watchdog",
            PrintedBy = "kernel/watchdog.c",
            Header = "ard LOCKUP",
            Opening = NmiWatchdog(),
            Title = "BUG: hard lockup in {frame}",
            AltTitles = ["stall in {frame}"],
            Stack = new(Marks.Rip, Marks.CallTrace, Marks.Frames) { Choice = FrameChoice.Stall, Else = CutOff(Marks.Rip, Marks.CallTrace, Marks.Frames) },
            Example = """
                watchdog: Watchdog detected hard LOCKUP on cpu 1
                RIP: 0010:__sanitizer_cov_trace_pc+0x1/0x50
                Call Trace:
                 gadget_poll+0x10/0x80
                 widget_flush+0x1d3/0x240
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: hard lockup in widget_flush",
        },
    ];

    private static StackSearch StalledCpu => new(RcuStalledCpu(), Marks.Rip, Marks.CallTrace, Marks.Frames)
    {
        Choice = FrameChoice.Stall,
        Doubt = StackIsCut,
        Settled = Outermost(),
        Else = new(RcuTasks(), Marks.CallTrace, Marks.Frames) { Choice = FrameChoice.Hang, Else = CutOff(RcuStallStep3(), Marks.Rip, Marks.Frames) },
    };

    /// <summary>A stack without a known caller of what loops: whatever it ended in is better than nothing.</summary>
    private static StackSearch CutOff(params Regex?[] steps) => new StackSearch(steps) { Doubt = StackIsCut };

    private const string StackIsCut = "the stack ends before what called all of it";

    private const string InterruptEntries = @"\b(?:except_vec_vi_end|handle_int|do_vint)\+0x";

    [GeneratedRegex(@"BUG: soft lockup")]
    private static partial Regex SoftLockup();

    [GeneratedRegex(@"INFO: task (?:.* blocked (?:in I/O wait )?for more than [0-9]+ seconds|[^a-zA-Z0-9]{0,16}$)")]
    private static partial Regex TaskHung();

    [GeneratedRegex(@"INFO: task (?>.*? can't die for more than ).* seconds")]
    private static partial Regex TaskCantDie();

    [GeneratedRegex(@"INFO: rcu_(?:preempt|sched|bh|tasks(?:_trace|_rude)?) (?:self-)?detected(?: expedited)? stall")]
    private static partial Regex RcuStall();

    [GeneratedRegex(@"apic_timer_interrupt")]
    private static partial Regex RcuStallStep();

    [GeneratedRegex(@"RIP: [0-9]+:(?:" + Marks.Pc + @" +)*(?:" + Marks.Frame + @"|0x)")]
    private static partial Regex RcuStallStep2();

    // MIPS and LoongArch print the stack of the timer that found the lockup, above what it interrupted.
    [GeneratedRegex(InterruptEntries)]
    private static partial Regex InterruptEntry();

    [GeneratedRegex("apic_timer_interrupt|Exception stack|el1h_64_irq|" + InterruptEntries)]
    private static partial Regex RcuStallStep3();

    // Since 5.19 the registers of the CPU that stalls are printed, and not the interrupt that found it.
    [GeneratedRegex(@"self-detected stall|NMI backtrace for cpu")]
    private static partial Regex RcuStalledCpu();

    // How a task came into the kernel, or a CPU to its idle loop.
    [GeneratedRegex(@"^(?:entry_\w*|ret_from_fork\w*|cpu_startup_entry|el0t?_\w*|ret_fast_syscall|ret_to_user\w*|ret_from_exception\w*|syscall_common|handle_syscall|system_call\w*)$")]
    private static partial Regex Outermost();

    // A task that never leaves the kernel of its own accord: no CPU stalls.
    [GeneratedRegex("INFO: rcu_tasks")]
    private static partial Regex RcuTasks();

    [GeneratedRegex("csd: Detected non-responsive CSD lock")]
    private static partial Regex CsdLock();

    [GeneratedRegex(@"BUG: workqueue lockup")]
    private static partial Regex WorkqueueLockup();

    [GeneratedRegex(@"(?:detected hard LOCKUP|CPU:[0-9]+ Hard LOCKUP)")]
    private static partial Regex NmiWatchdog();
}
