using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Reports;

/// <summary>Whole reports as single architectures and kernels print them.</summary>
public class MachineReportTests
{
    [Fact]
    public void ARM_frames_need_no_head()
    {
        CrashReport report = Only("""
            [ INFO: possible recursive locking detected ]
            3.4.0 #37 Not tainted
            widget/57 is trying to acquire lock:
             (w_active#3){++++.+}, at: [<c01a3d28>] sysfs_remove_dir+0x9c/0xb4
            but task is already holding lock:
             (w_active#3){++++.+}, at: [<c01a22f0>] gadget_poll+0xe8/0x140
            stack backtrace:
            [<c0014fcc>] (unwind_backtrace+0x0/0x120) from [<c00ca600>] (validate_chain+0x6f8/0x1054)
            [<c00ca600>] (validate_chain+0x6f8/0x1054) from [<c00cb9c0>] (lock_acquire+0x18c/0x1e8)
            [<c00cb9c0>] (lock_acquire+0x18c/0x1e8) from [<c01a3ba8>] (widget_flush+0xd0/0x180 [widget])
            [<c01a3ba8>] (widget_flush+0xd0/0x180 [widget]) from [<c01a2314>] (gadget_poll+0x10c/0x140)
            """);

        Assert.Equal(("possible deadlock in widget_flush", false), (report.Title, report.Corrupted));
        Assert.Equal(["unwind_backtrace", "validate_chain", "lock_acquire", "widget_flush", "gadget_poll"], report.Stacks[^1].Frames.Select(frame => frame.Function));
        Assert.Equal("widget", report.Stacks[^1].Frames[3].Module);
    }

    [Fact]
    public void An_ARM_oops_of_old_kernels_names_release_and_task()
    {
        CrashReport report = Only("""
            Unable to handle kernel paging request at virtual address 6b6b6b73
            Internal error: Oops: 5 [#1] PREEMPT ARM
            CPU: 0    Not tainted  (3.4.35 #2)
            PC is at widget_flush+0x30/0x8c [widget]
            LR is at gadget_poll+0x14/0x58
            pc : [<bf012030>]    lr : [<c02e1014>]    psr: 20000013
            Process modprobe (pid: 611, stack limit = 0xcf8142f0)
            [<bf012030>] (widget_flush+0x30/0x8c [widget]) from [<c02e1014>] (gadget_poll+0x14/0x58)
            [<c02e1014>] (gadget_poll+0x14/0x58) from [<c00b1230>] (vfs_read+0xb0/0x140)
            [<c00b1230>] (vfs_read+0xb0/0x140) from [<c000e400>] (ret_fast_syscall+0x0/0x30)
            """);

        Assert.Equal(("3.4.35", "#2", "modprobe", 611), (report.Kernel.Release, report.Kernel.Build, report.Task?.Comm, report.Task?.Pid));
        Assert.Equal(["widget_flush", "gadget_poll", "vfs_read", "ret_fast_syscall"], report.Stacks[^1].Frames.Select(frame => frame.Function));
    }

    [Fact]
    public void What_the_program_crash_says_of_a_vmcore_is_a_report()
    {
        CrashReport report = Only("""
                 RELEASE: 4.18.0-305.el8.x86_64
                 VERSION: #1 SMP Thu Apr 29 08:54:30 EDT 2021
                 MACHINE: x86_64  (2400 Mhz)
                  MEMORY: 16 GB
                   PANIC: "BUG: unable to handle kernel NULL pointer dereference at 0000000000000010"
                     PID: 5842
                 COMMAND: "widgetd"
            crash> bt
            PID: 5842   TASK: ffff8881078a0000  CPU: 3   COMMAND: "widgetd"
             #0 [ffffc90003a2f8e8] machine_kexec at ffffffff8106156e
             #1 [ffffc90003a2fb10] page_fault at ffffffff81a0111e
                [exception RIP: widget_flush+467]
                RIP: ffffffffc0a3b1d3  RSP: ffffc90003a2fbc8  RFLAGS: 00010246
             #2 [ffffc90003a2fbc8] gadget_poll at ffffffffc0a3c010 [gadget]
            #3 [ffffc90003a2ff38] do_syscall_64 at ffffffff810042bb
            """);

        Assert.Equal(("BUG: unable to handle kernel NULL pointer dereference in widget_flush", false), (report.Title, report.Corrupted));
        Assert.Equal(("4.18.0-305.el8.x86_64", "#1 SMP Thu Apr 29 08:54:30 EDT 2021", "x86_64"), (report.Kernel.Release, report.Kernel.Build, report.Kernel.Arch));
        Assert.Equal(new TaskInfo("widgetd", 5842, 3), report.Task);
        Assert.Equal(("widget_flush", 467L), report.Stacks[0].Frames.Select(frame => (frame.Function, frame.Offset!.Value)).Single());
        Assert.Equal(["machine_kexec", "page_fault", "widget_flush", "gadget_poll", "do_syscall_64"], report.Stacks[1].Frames.Select(frame => frame.Function));
        Assert.Equal(("gadget", "ffffffffc0a3c010"), (report.Stacks[1].Frames[3].Module, report.Stacks[1].Frames[3].Address));
    }

    /// <summary>People paste the backtrace without what the program says at its start.</summary>
    [Theory]
    [InlineData("    [exception RIP: widget_flush+467]\n    RIP: ffffffffc0a3b1d3  RSP: ffffc90003a2fbc8  RFLAGS: 00010246\n")]
    [InlineData(" #6 [ffffc90003a2fbc0] panic at ffffffff8aa0113e\n #7 [ffffc90003a2fbc4] widget_flush at ffffffffc0a3b1d3 [widget]\n")]
    public void A_backtrace_of_the_task_that_crashed_is_a_report(string cause)
    {
        CrashReport report = Only($"""
            crash> bt
            PID: 5842   TASK: ffff8881078a0000  CPU: 3   COMMAND: "widgetd"
             #0 [ffffc90003a2f8e8] machine_kexec at ffffffff8106156e
             #1 [ffffc90003a2fb10] __crash_kexec at ffffffff81a0111e
            {cause} #8 [ffffc90003a2fbc8] gadget_poll at ffffffffc0a3c010 [gadget]
             #9 [ffffc90003a2ff38] do_syscall_64 at ffffffff810042bb
            """);

        Assert.Equal(("kernel crash in widget_flush", false), (report.Title, report.Corrupted));
        Assert.Equal(new TaskInfo("widgetd", 5842, 3), report.Task);
    }

    [Fact]
    public void Tasks_of_a_vmcore_that_only_wait_are_no_crash() => Assert.Null(ReportParser.Parse("""
        crash> foreach bt
        PID: 1   TASK: ffff8881078a0000  CPU: 3   COMMAND: "init"
         #0 [ffffc90003a2f8e8] __schedule at ffffffff8106156e
         #1 [ffffc90003a2fb10] schedule at ffffffff81a0111e
         #2 [ffffc90003a2fbc8] widget_wait at ffffffffc0a3c010 [widget]

        """));

    [Fact]
    public void The_trap_of_a_BUG_on_RISCV_is_no_second_crash()
    {
        CrashReport report = Only("""
            kernel BUG at drivers/widget/core.c:99!
            Kernel BUG [#1]
            CPU: 2 UID: 0 PID: 88 Comm: widgetd Not tainted 6.13.0-rc1 #1
            epc : widget_flush+0x1e/0x60
             ra : gadget_poll+0x2c/0x7a
            [<ffffffff80a0301e>] widget_flush+0x1e/0x60
            [<ffffffff80a0b12c>] gadget_poll+0x2c/0x7a
            [<ffffffff80201234>] do_trap_ecall_u+0xba/0x12e
            """);

        Assert.Equal(("kernel BUG in widget_flush", "drivers/widget/core.c", false), (report.Title, report.GuiltyFile, report.Corrupted));
    }

    [Fact]
    public void The_last_branch_on_s390_is_no_frame_of_the_stack()
    {
        CrashReport report = Only("""
            Unable to handle kernel pointer dereference in virtual kernel address space
            Oops: 0038 ilc:3 [#1] SMP
            Krnl PSW : 0704c00180000000 000003ff8012a134 (widget_flush+0x24/0x90 [widget])
            Call Trace:
             [<000003ff8012a134>] widget_flush+0x24/0x90 [widget]
            ([<000003ff8012a100>] widget_open+0x0/0x20 [widget])
             [<0000000000a0b12c>] gadget_poll+0x5c/0xc0
            Last Breaking-Event-Address:
             [<0000000000a0b120>] gadget_flush+0x50/0xc0
            """);

        IReadOnlyList<StackFrame> frames = report.Stacks.Single(stack => stack.Kind == "call-trace").Frames;
        Assert.Equal(["widget_flush", "widget_open", "gadget_poll"], frames.Select(frame => frame.Function));
        Assert.Equal([true, false, true], frames.Select(frame => frame.Reliable));
    }

    [Fact]
    public void A_BUG_on_s390_is_where_its_PSW_points() =>
        Assert.Equal("kernel BUG in widget_flush", Only("""
            kernel BUG at drivers/widget/core.c:99!
            monitor event: 0040 ilc:2 [#1] SMP
            Krnl PSW : 0704c00180000000 000003ff8012a134 (widget_flush+0x24/0x90 [widget])
            Krnl GPRS: 0000000000000001 6b6b6b6b6b6b6b6b 0000000000000000 0000000000000000
            Call Trace:
             [<000003ff8012a134>] widget_flush+0x24/0x90 [widget]
             [<0000000000a0b12c>] gadget_poll+0x5c/0xc0
            """).Title);

    [Theory]
    [InlineData("INFO: rcu_sched self-detected stall on CPU")]
    [InlineData("INFO: rcu_preempt detected expedited stalls on CPUs/tasks: { 2-.... } 21 jiffies s: 1234 root: 0x4/.\nSending NMI from CPU 0 to CPUs 2:\nNMI backtrace for cpu 2")]
    public void A_stalled_CPU_is_read_from_its_registers(string announcement) =>
        Assert.Equal("INFO: rcu detected stall in sys_widget_flush", Only($"""
            rcu: {announcement}
            CPU: 2 UID: 0 PID: 57 Comm: widget Not tainted 6.12.0 #1
            RIP: 0010:widget_spin+0x24/0x90 [widget]
            Call Trace:
             <TASK>
             widget_spin_long+0x54/0x70 [widget]
             __x64_sys_widget_flush+0x94/0x2a0
             x64_sys_call+0x123/0x456
             do_syscall_64+0x82/0x170
            """).Title);

    /// <summary>No dispatcher is among the frames that are left: the innermost is named, with a doubt, rather than none.</summary>
    [Theory]
    [InlineData("watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [widget:57]\nRIP: 0010:native_queued_spin_lock_slowpath+0x5d/0x1d0\nCall Trace:\n _raw_spin_lock+0x1c/0x20\n widget_flush+0x10/0x20\n gadget_poll+0x10/0x80\n", "BUG: soft lockup in widget_flush")]
    [InlineData("watchdog: Watchdog detected hard LOCKUP on cpu 1\nRIP: 0010:native_queued_spin_lock_slowpath+0x5d/0x1d0\nCall Trace:\n _raw_spin_lock+0x1c/0x20\n widget_flush+0x10/0x20\n gadget_poll+0x10/0x80\n", "BUG: hard lockup in widget_flush")]
    [InlineData("INFO: rcu_sched self-detected stall on CPU\nNMI backtrace for cpu 2\nCPU: 2 PID: 57 Comm: widget Not tainted 5.8.0 #1\nCall Trace:\n <IRQ>\n dump_stack+0x74/0x92\n rcu_dump_cpu_stacks+0xb6/0xe6\n apic_timer_interrupt+0xf/0x20\n </IRQ>\nRIP: 0010:widget_flush+0x10/0x20\n gadget_poll+0x10/0x80\n", "INFO: rcu detected stall in widget_flush")]
    public void A_stall_whose_stack_is_cut_below_its_dispatcher_has_a_name_and_a_doubt(string text, string title)
    {
        CrashReport report = ReportParser.Parse(text)!;
        Assert.Equal(title, report.Title);
        Assert.Equal("the stack ends before what called all of it", report.CorruptedReason);
    }

    [Theory]
    [InlineData(" </TASK>", false)]
    [InlineData(" widget_flush+0x1d3/0x240", true)]
    public void A_stalled_CPU_is_in_doubt_only_where_its_stack_is_cut(string last, bool corrupted)
    {
        const string Stall = """
            rcu: INFO: rcu_preempt self-detected stall on CPU
            CPU: 1 UID: 0 PID: 57 Comm: widget Not tainted 6.12.0 #1
            RIP: 0010:gadget_poll+0x10/0x80
            Call Trace:
             <TASK>
             widget_copy+0x10/0x80
             widget_flush+0x1d3/0x240
             do_syscall_64+0xcd/0xf80
             entry_SYSCALL_64_after_hwframe+0x77/0x7f
             </TASK>

            """;

        Assert.Equal(corrupted, ReportParser.Parse(Stall[..(Stall.IndexOf(last, StringComparison.Ordinal) + last.Length + 1)])!.Corrupted);
    }

    [Theory]
    [InlineData("watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [widget:57]", "do_IRQ+0x1c/0x2c\n[<8000a1b8>] plat_irq_dispatch+0x64/0x84\n[<8000a2b8>] except_vec_vi_end+0xc4/0xd0", "BUG: soft lockup in gadget_poll")]
    [InlineData("watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [widget:57]", "do_IRQ+0x1c/0x2c\n[<8000a2b8>] handle_int+0x148/0x154", "BUG: soft lockup in gadget_poll")]
    [InlineData("watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [widget:57]", "handle_loongarch_irq+0x64/0xa0\n[<8000a2b8>] do_vint+0x88/0xe0", "BUG: soft lockup in gadget_poll")]
    [InlineData("rcu: INFO: rcu_sched self-detected stall on CPU", "do_IRQ+0x1c/0x2c\n[<8000a2b8>] handle_int+0x148/0x154", "INFO: rcu detected stall in gadget_poll")]
    public void The_timer_that_finds_a_stall_on_MIPS_and_LoongArch_is_not_to_blame(string announcement, string entry, string title)
    {
        CrashReport report = Only($"""
            {announcement}
            CPU: 1 PID: 57 Comm: widget Not tainted 6.1.0 #1
            epc   : 802f1338 widget_spin+0x18/0x24
            ra    : 803f1300 gadget_poll+0x10/0x80
            Call Trace:
            [<8000b4a8>] show_stack+0x74/0x104
            [<8005b4a8>] watchdog_timer_fn+0x1f0/0x26c
            [<80067e84>] __hrtimer_run_queues+0x144/0x1d4
            [<80068e84>] hrtimer_interrupt+0x12c/0x2a8
            [<80078e84>] {entry}
            [<802f1338>] widget_spin+0x18/0x24
            [<803f1300>] gadget_poll+0x10/0x80
            [<800507ac>] process_one_work+0x1ec/0x51c
            """);

        Assert.Equal((title, false), (report.Title, report.Corrupted));
    }

    [Theory]
    [InlineData("  ERA: 90000000802f1338 widget_flush+0x18/0x24")]
    [InlineData("epc   : 802f1338 widget_flush+0x18/0x24")]
    [InlineData(" IAOQ[0]: widget_flush+0x20/0x78")]
    [InlineData("Krnl PSW : 0704c00180000000 000003ff80a1b2c0 (widget_flush+0x1a/0x40)")]
    [InlineData("TPC: <widget_flush+0x18/0x40>")]
    public void A_warning_is_where_the_instruction_that_trapped_is(string registers) => Assert.Equal("WARNING in widget_flush", Only($"""
        WARNING: CPU: 0 PID: 57 at drivers/widget/flush.c:42 widget_flush+0x18/0x24
        CPU: 0 PID: 57 Comm: widget Not tainted 6.12.0 #1
        {registers}
        Call Trace:
        [<9000000080a1b2c0>] show_stack+0x5c/0x180
        [<9000000080b1b2c0>] report_bug+0x1c0/0x2a0
        [<9000000080c1b2c0>] do_bp+0x264/0x420
        [<90000000803f1300>] gadget_poll+0x10/0x80
        """).Title);

    [Fact]
    public void Who_owns_the_lock_that_a_task_waits_for_is_no_second_crash()
    {
        CrashReport report = Only("""
            INFO: task widgetd:57 blocked for more than 122 seconds.
                  Not tainted 6.17.0 #5
            Call Trace:
             <TASK>
             __schedule+0x3f2/0xf10
             widget_flush+0x54/0x70
             </TASK>
            INFO: task widgetd:57 is blocked on a mutex likely owned by task gadgetd:58.
            Call Trace:
             <TASK>
             __schedule+0x3f2/0xf10
             gadget_poll+0x54/0x70
             </TASK>
            """);

        Assert.Equal("INFO: task hung in widget_flush", report.Title);
        Assert.Equal(["call-trace", "other-cpu"], report.Stacks.Select(stack => stack.Kind));
    }

    [Fact]
    public void A_race_of_modules_names_both_functions() =>
        Assert.Equal("KCSAN: data-race in widget_flush / gadget_poll", Only("BUG: KCSAN: data-race in widget_flush [widget] / gadget_poll [gadget]\n\nwrite to 0xffff88810a2b3c40 of 8 bytes by task 57 on cpu 1:\n widget_flush+0x1d3/0x240 [widget]").Title);

    [Fact]
    public void A_full_stack_without_a_known_caller_is_blamed_on_the_function_that_filled_it()
    {
        CrashReport report = Only("""
            BUG: TASK stack guard page was hit at ffffc90000017ff8 (stack is ffffc90000018000..ffffc90000020000)
            Oops: stack guard page: 0000 [#1] SMP
            RIP: 0010:widget_flush (drivers/widget/core.c:99)
            Call Trace:
             widget_flush (drivers/widget/core.c:99)
             widget_flush (drivers/widget/core.c:99)
            """);

        Assert.Equal("BUG: stack guard page was hit in widget_flush", report.Title);
        Assert.Equal(("crash", "widget_flush", 99), (report.Stacks[0].Kind, report.Stacks[0].Frames[0].Function, report.Stacks[0].Frames[0].Line));
    }

    [Fact]
    public void A_frame_whose_first_bracket_is_lost_is_a_frame()
    {
        CrashReport report = Only("""
             BUG: bad unlock balance detected! ]
            widget/57 is trying to release lock (&(&w->lock)->rlock) at:
            <ffffffff81329372>] widget_flush+0x2a2/0x380
            ut there are no more locks to release!
            tack backtrace:
            all Trace:
            [<ffffffff81329372>] gadget_poll+0x2a2/0x380
            """);

        Assert.Equal("BUG: bad unlock balance in widget_flush", report.Title);
    }

    [Fact]
    public void The_direct_map_shows_the_architecture_where_nothing_else_does() =>
        Assert.Equal("x86_64", Only("BUG: KFENCE: use-after-free read in widget_flush+0x24/0x90\n\nUse-after-free read at 0xffff88810a2b3c40 (in kfence-#99):\n widget_flush+0x24/0x90\n").Kernel.Arch);

    [Theory]
    [InlineData("INFO: task widget:57 is blocked on a mutex likely owned by task gadget:58.")]
    [InlineData("INFO: task widget:57 <reader> blocked on an rw-semaphore likely owned by task gadget:58 <writer>")]
    [InlineData("INFO: task widget:57 blocked on a semaphore likely last held by task gadget:58")]
    public void Who_holds_what_a_hung_task_waits_for_is_no_report_of_its_own(string line)
    {
        CrashReport report = Only($"""
            INFO: task widget:57 blocked for more than 143 seconds.
            Call Trace:
             __schedule+0x10/0x20
             widget_flush+0x1d3/0x240
             do_syscall_64+0xcd/0xf80
            {line}
            task:gadget      state:S stack:0     pid:58    tgid:58    ppid:1      flags:0x00000006
            Call Trace:
             __schedule+0x10/0x20
             gadget_poll+0x10/0x80
            """);

        Assert.Equal(("INFO: task hung in widget_flush", false), (report.Title, report.Corrupted));
    }

    [Fact]
    public void A_work_item_that_leaks_is_named_behind_workfn_since_6_10()
    {
        CrashReport report = Only("""
            BUG: workqueue leaked atomic, lock or RCU: kworker/1:2[57]
                 preempt=0x00000000 lock=0->1 RCU=0->0 workfn=widget_flush
            Call Trace:
             dump_stack_lvl+0x116/0x1f0
             process_one_work+0x10/0x80
             kthread+0xcd/0xf80
            """);

        Assert.Equal(("BUG: workqueue leaked lock or atomic in widget_flush", false), (report.Title, report.Corrupted));
    }

    [Fact]
    public void An_UBSAN_trap_of_x86_is_announced_before_its_oops()
    {
        CrashReport report = Only("""
            traps: UBSAN: array index out of bounds at widget_flush+0x1d3/0x240
            Oops: invalid opcode: 0000 [#1] SMP
            RIP: 0010:widget_flush+0x1d3/0x240
            Call Trace:
             gadget_poll+0x10/0x80
             do_syscall_64+0xcd/0xf80
            """);

        Assert.Equal(("UBSAN: array index out of bounds in widget_flush", "widget_flush", "ubsan-trap"), (report.Title, report.Frame, report.Format));
    }

    [Fact]
    public void An_RCU_complaint_of_4_11_begins_with_ERR()
    {
        CrashReport report = Only("""
            [ ERR: suspicious RCU usage.  ]
            drivers/widget/flush.c:42 suspicious rcu_dereference_check() usage!
            stack backtrace:
            CPU: 1 PID: 57 Comm: widget Not tainted 4.11.0 #1
            Call Trace:
             dump_stack+0x116/0x1f0
             widget_flush+0x1d3/0x240
             gadget_poll+0x10/0x80
            """);

        Assert.Equal(("WARNING: suspicious RCU usage in widget_flush", false), (report.Title, report.Corrupted));
    }

    [Theory]
    [InlineData("Booting the kernel.")]
    [InlineData("Booting the kernel (entry_offset: 0x0000000000000000).")]
    public void A_kernel_that_boots_again_is_an_unexpected_reboot(string line)
    {
        CrashReport report = Only($"[  500.720639] EXT4-fs (sda1): mounted filesystem\n{line}\n");

        Assert.Equal("unexpected kernel reboot", report.Title);
        Assert.Empty(ReportParser.ParseAll(new StringReader(line + "\n[    0.000000] Linux version 6.8.0\n")));
    }

    private static CrashReport Only(string text) => Assert.Single(ReportParser.ParseAll(new StringReader(text)));
}
