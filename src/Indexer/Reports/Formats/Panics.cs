using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>Panics, and ends of the kernel without a report of their own.</summary>
public static partial class Panics
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "trusty-assert",
            PrintedBy = "trusty/kernel/lib/debug",
            Header = "trusty: panic",
            Opening = TrustyAssert(),
            Title = "trusty: panic in {what}",
            StackOptional = true,
            Example = "trusty: panic (caller 0xffffffff8100abcd): DEBUG ASSERT FAILED at (kernel/widget.c:42): widget != NULL",
            ExampleTitle = "trusty: panic in widget != NULL",
        },
        new()
        {
            Name = "trusty-panic",
            PrintedBy = "trusty/kernel/lib/debug",
            Header = "trusty: panic",
            Opening = TrustyPanic(),
            Title = "trusty: panic in {what}",
            StackOptional = true,
            Example = "trusty: panic (caller 0xffffffff8100abcd): widget lost",
            ExampleTitle = "trusty: panic in widget lost",
        },
        new()
        {
            Name = "stack-protector",
            PrintedBy = "kernel/panic.c",
            Header = "Kernel panic - not syncing",
            Opening = StackProtector(),
            Title = "kernel panic: stack is corrupted in {frame}",
            Stack = new(StackProtectorStep()) { Else = new(Marks.CallTrace, Marks.Frames) },
            StackOptional = true,
            Example = """
                Kernel panic - not syncing: stack-protector: Kernel stack is corrupted in: widget_flush+0x1d3/0x240
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "kernel panic: stack is corrupted in widget_flush",
        },
        new()
        {
            Name = "stack-end",
            PrintedBy = "kernel/sched/core.c",
            Header = "Kernel panic - not syncing",
            Opening = StackEnd(),
            Title = "kernel panic: corrupted stack end in {frame}",
            AltTitles = ["stack-overflow in {frame}"],
            Stack = new(Marks.CallTrace, Marks.Frames) { NeverGuilty = ["schedule", "preempt", "retint", "interrupt"], Choice = FrameChoice.Stall },
            Example = """
                Kernel panic - not syncing: corrupted stack end detected inside scheduler
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 gadget_poll+0x10/0x80
                 widget_flush+0x1d3/0x240
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "kernel panic: corrupted stack end in widget_flush",
        },
        new()
        {
            Name = "fatal-exception",
            PrintedBy = "arch/x86/kernel/dumpstack.c",
            Header = "Kernel panic - not syncing",
            Opening = FatalException(),
            Title = "kernel panic: Fatal exception",
            Doubtful = true,
            Example = """
                Kernel panic - not syncing: Fatal exception in interrupt
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "kernel panic: Fatal exception",
        },
        new()
        {
            Name = "killed-init",
            PrintedBy = "kernel/exit.c",
            Header = "Kernel panic - not syncing",
            Opening = KilledInit(),
            Title = "kernel panic: Attempted to kill init!",
            StackOptional = true,
            Example = "Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000009",
            ExampleTitle = "kernel panic: Attempted to kill init!",
        },
        new()
        {
            Name = "no-ldisc",
            PrintedBy = "drivers/tty/tty_ldisc.c",
            Header = "Kernel panic - not syncing",
            Opening = NoLdisc(),
            Title = "kernel panic: Couldn't open N_TTY ldisc",
            Example = """
                Kernel panic - not syncing: Couldn't open N_TTY ldisc for tty1 --- error -12.
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "kernel panic: Couldn't open N_TTY ldisc",
        },
        new()
        {
            Name = "no-root",
            PrintedBy = "init/do_mounts.c",
            Header = "Kernel panic - not syncing",
            Opening = NoRoot(),
            Title = "kernel panic: VFS: Unable to mount root fs on {device}",
            Example = """
                Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(8,1)
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "kernel panic: VFS: Unable to mount root fs on unknown-block(NUM,NUM)",
        },
        new()
        {
            Name = "hung-task-panic",
            PrintedBy = "kernel/hung_task.c",
            Header = "Kernel panic - not syncing",
            Opening = HungTaskPanic(),
            Title = "kernel panic: hung_task: blocked tasks",
            Doubtful = true,
            Example = """
                Kernel panic - not syncing: hung_task: blocked tasks
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "kernel panic: hung_task: blocked tasks",
        },
        new()
        {
            Name = "panic-on-warn",
            PrintedBy = "kernel/panic.c",
            Header = "Kernel panic - not syncing",
            Opening = PanicOnWarn(),
            Title = "kernel panic: {what}",
            Doubtful = true,
            Example = """
                Kernel panic - not syncing: panic_on_warn set ...
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "kernel panic: panic_on_warn set",
        },
        new()
        {
            Name = "panic",
            PrintedBy = "kernel/panic.c",
            Header = "Kernel panic - not syncing",
            Opening = Panic(),
            Title = "kernel panic: {what}",
            Example = """
                Kernel panic - not syncing: widget lost
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "kernel panic: widget lost",
        },
    ];

    [GeneratedRegex(@"trusty: panic \(.*?\):(?: DEBUG)? ASSERT FAILED at \(.*?\): *(?<what>.+)")]
    private static partial Regex TrustyAssert();

    [GeneratedRegex(@"trusty: panic(?: \(.*?\))?: *(?<what>.+)")]
    private static partial Regex TrustyPanic();

    [GeneratedRegex(@"Kernel panic - not syncing: stack-protector:")]
    private static partial Regex StackProtector();

    [GeneratedRegex(@"is corrupted in:(?: " + Marks.Pc + @")? " + Marks.Frame)]
    private static partial Regex StackProtectorStep();

    [GeneratedRegex(@"Kernel panic - not syncing: corrupted stack end")]
    private static partial Regex StackEnd();

    [GeneratedRegex(@"Kernel panic - not syncing: Fatal exception")]
    private static partial Regex FatalException();

    [GeneratedRegex(@"Kernel panic - not syncing: Attempted to kill init!")]
    private static partial Regex KilledInit();

    [GeneratedRegex(@"Kernel panic - not syncing: Couldn't open N_TTY ldisc")]
    private static partial Regex NoLdisc();

    [GeneratedRegex(@"Kernel panic - not syncing: VFS: Unable to mount root fs on (?:""[^""]*"" or )?(?<device>\S+)")]
    private static partial Regex NoRoot();

    [GeneratedRegex(@"Kernel panic - not syncing: hung_task: blocked tasks")]
    private static partial Regex HungTaskPanic();

    // The announcement that would tell the cause is lost.
    [GeneratedRegex(@"Kernel panic - not syncing: (?:[A-Za-z ]+: )?(?<what>panic_on_warn set|softlockup: hung tasks|RCU Stall|(?:kasan\.fault=|kmsan\.)panic set|Hard LOCKUP)")]
    private static partial Regex PanicOnWarn();

    [GeneratedRegex(@"Kernel panic - not syncing: (?<what>.*)")]
    private static partial Regex Panic();
}
