using KB.Indexer.Corpus;
using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Reports;

/// <summary>What the traps of single architectures are called, and what they say of user programs.</summary>
public class TrapTests
{
    private const string X86 = "RIP: 0010:widget_flush+0x1d3/0x240";
    private const string RiscV = "epc : widget_flush+0x1c/0x40\n ra : gadget_poll+0x10/0x80";
    private const string Mips = "epc   : 802f1338 widget_flush+0x18/0x24\nra    : 803f1300 gadget_poll+0x10/0x80";
    private const string PowerPc = "NIP [c00800000159001c] widget_flush+0x1c/0x40\nLR [c008000001690010] gadget_poll+0x10/0x80";
    private const string S390 = "Krnl PSW : 0704c00180000000 000003ff80a1b2c0 (widget_flush+0x1a/0x40)";
    private const string Arm = "PC is at widget_flush+0x1c/0x40\nLR is at gadget_poll+0x10/0x80";
    private const string SuperH = Arm + "\nPR is at gadget_poll+0x10/0x80";
    private const string Xtensa = "pc: c0159018, ps: 00060b30, depc: 00000018, excvaddr: 00000018";
    private const string Sparc = "TPC: <widget_flush+0x18/0x40>";
    private const string Sparc32 = "PSR: 401000c0 PC: f0159018 NPC: f015901c Y: 00000000    Not tainted\nPC: <widget_flush+0x18/0x40>";
    private const string Parisc = " IAOQ[0]: widget_flush+0x20/0x78\n IAOQ[1]: widget_flush+0x24/0x78";
    private const string CSky = "PC: 0x80159018 (widget_flush+0x18/0x40)\nLR: 0x80169010 (gadget_poll+0x10/0x80)";
    private const string LoongArch61 = "era   : 90000000802f1338 widget_flush+0x18/0x24";

    [Theory]
    [InlineData("overflow: 0000 [#1] PREEMPT SMP", X86, "overflow in widget_flush")]
    [InlineData("bounds: 0000 [#1] SMP", X86, "bounds in widget_flush")]
    [InlineData("invalid TSS: 0018 [#1] SMP", X86, "invalid TSS in widget_flush")]
    [InlineData("unexpected #NM exception: 0000 [#1] SMP", X86, "unexpected #NM exception in widget_flush")]
    [InlineData("Oops: unexpected #NM exception: 0000 [#1] SMP", X86, "unexpected #NM exception in widget_flush")]
    [InlineData("Oops: fpu exception: 0000 [#1] SMP", X86, "fpu exception in widget_flush")]
    [InlineData("Split lock detected\n: 0000 [#1] SMP", X86, "Split lock detected in widget_flush")]
    [InlineData("Oops: Split lock detected\n: 0000 [#1] SMP", X86, "Split lock detected in widget_flush")]
    [InlineData("Oops - illegal instruction [#1]", RiscV, "illegal instruction in widget_flush")]
    [InlineData("Oops - store (or AMO) access fault [#1]", RiscV, "store (or AMO) access fault in widget_flush")]
    [InlineData("Oops: System Reset, sig: 6 [#1]", PowerPc, "System Reset in widget_flush")]
    [InlineData("Oops: Unrecoverable VMX/Altivec Unavailable Exception, sig: 6 [#1]", PowerPc, "Unrecoverable VMX/Altivec Unavailable Exception in widget_flush")]
    [InlineData("Oops: Kernel stack overflow, sig: 11 [#1]", PowerPc, "kernel stack overflow in gadget_poll")]
    [InlineData("BUG: Unable to handle kernel unaligned access at 0xc0080000deadbee3\nOops: Kernel access of bad area, sig: 7 [#1]", PowerPc, "BUG: unable to handle kernel paging request in widget_flush")]
    [InlineData("Oops: kernel access of bad area, sig: 11", PowerPc, "BUG: unable to handle kernel paging request in widget_flush")]
    [InlineData("do_cpu invoked from kernel context![#1]:", Mips, "do_cpu invoked from kernel context! in widget_flush")]
    [InlineData("COP2: Unhandled kernel unaligned access or invalid instruction[#1]:", Mips, "COP2: Unhandled kernel unaligned access or invalid instruction in widget_flush")]
    [InlineData("Data bus error, epc == 802f1338, ra == 803f1300\nOops[#1]:", Mips, "Data bus error in widget_flush")]
    [InlineData("CPU 1 Unable to handle kernel paging request at virtual address 00000018, epc == 802f1338, ra == 803f1300\nOops[#1]:", Mips, "BUG: unable to handle kernel NULL pointer dereference in widget_flush")]
    [InlineData("CPU 1 Unable to handle kernel paging request at virtual address 00001018, epc == 802f1338, ra == 803f1300\nOops[#1]:", Mips, "BUG: unable to handle kernel paging request in widget_flush")]
    [InlineData("Unable to handle kernel paging request at virtual addr 0xdeadbee0, pc: 0x80159018\nOops [#1]", CSky, "BUG: unable to handle kernel paging request in widget_flush")]
    [InlineData("Oops - BUG[#1]:", LoongArch61, "kernel BUG in widget_flush")]
    [InlineData("Unhandled prefetch abort: debug event (0x222) at 0xf0a2b000\nInternal error: : 222 [#1] SMP ARM", Arm, "Unhandled prefetch abort in widget_flush")]
    [InlineData("Alignment trap: not handling instruction e1913f9f at [<bf0001c8>]\n8<--- cut here ---\nUnhandled fault: alignment exception (0x001) at 0xf0a2b003\nInternal error: : 1 [#1] SMP ARM", Arm, "Alignment trap in widget_flush")]
    [InlineData("Unable to handle kernel TLB conflict abort at virtual address ffff800012fce000\nInternal error: Oops: 96000030 [#1] SMP", "pc : widget_flush+0x1c/0x40", "BUG: unable to handle kernel paging request in widget_flush")]
    [InlineData("Unable to handle kernel implementation fault (lockdown abort) at virtual address ffff800012fce000\nInternal error: Oops: 96000034 [#1] SMP", "pc : widget_flush+0x1c/0x40", "BUG: unable to handle kernel paging request in widget_flush")]
    [InlineData("reserved instruction: 0180 [#1]", SuperH, "reserved instruction in widget_flush")]
    [InlineData("Kernel BUG: 003e [#1]", SuperH, "kernel BUG in widget_flush")]
    [InlineData("Illegal instruction in kernel: sig: 9 [#1] PREEMPT", Xtensa, "Illegal instruction in kernel in gadget_poll")]
    [InlineData("widget(57): Kernel illegal instruction [#1]", Sparc, "Kernel illegal instruction in widget_flush")]
    [InlineData("widget(57): Byte sized unaligned access?!?! [#1]", Sparc32, "Byte sized unaligned access?!?! in widget_flush")]
    [InlineData("     < Your System ate a SPARC! Gah! >\n      ------------------------------- \nwidget (pid 57): Protection id trap (code 7)", Parisc, "Protection id trap in widget_flush")]
    [InlineData("High Priority Machine Check (HPMC): Code=1 (High-priority machine check (HPMC)) at addr 0000000000000000", Parisc, "High Priority Machine Check (HPMC) in widget_flush")]
    [InlineData("Missing ENDBR: widget_open+0x0/0x240\n------------[ cut here ]------------\nkernel BUG at arch/x86/kernel/cet.c:102!\nOops: invalid opcode: 0000 [#1] SMP", "RIP: 0010:exc_control_protection+0x10e/0x120", "Missing ENDBR in widget_open")]
    [InlineData("CFI failure at widget_flush+0x1c/0x40 (no target information)\nInternal error: Oops - CFI: 00000000f2008228 [#1] SMP", "pc : widget_flush+0x1c/0x40", "CFI failure in widget_flush")]
    [InlineData("CFI failure at widget_flush+0x1c/0x40 (no target information)\nKernel BUG [#1]", RiscV, "CFI failure in widget_flush")]
    [InlineData("CFI failure at widget_flush+0x1c/0x40 (no target information)\nWARNING: CPU: 1 PID: 57 at widget_flush+0x1c/0x40", X86, "CFI failure in widget_flush")]
    public void A_trap_is_called_what_the_kernel_calls_it(string announcement, string registers, string title)
    {
        CrashReport report = Assert.Single(ReportParser.ParseAll(new StringReader($"{announcement}\nCPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1\n{registers}\nCall Trace:\n gadget_poll+0x10/0x80\n do_syscall_64+0xcd/0xf80\n")));

        Assert.Equal((title, false), (report.Title, report.Corrupted));
        Assert.NotEmpty(report.Type);
    }

    [Theory]
    [InlineData("BUG: TASK stack guard page was hit at 000000001ee6bb68 (stack is 00000000f3f3a64b..000000009bb3d4a7)\nstack guard page: 0000 [#1] PREEMPT SMP\n" + X86)]
    [InlineData("PANIC: double fault, error_code: 0x0\ndouble fault: 0000 [#1] SMP\n" + X86)]
    [InlineData("kernel BUG at drivers/widget/flush.c:42!\nwidget(57): Kernel bad sw trap 5 [#1]\n" + Sparc)]
    [InlineData("kernel BUG at drivers/widget/flush.c:42!\nillegal operation: 0001 [#1] SMP\n" + S390)]
    [InlineData("BUG: KASAN: stack-out-of-bounds in widget_flush+0x1d3/0x240\nRead of size 8 at addr ffff8801cb1ff7d8 by task widget/57\nBad pagetable: 0009 [#1] SMP KASAN\n" + X86)]
    public void The_oops_of_a_crash_that_was_announced_is_no_second_crash(string text) =>
        Assert.Single(ReportParser.ParseAll(new StringReader(text + "\nCall Trace:\n gadget_poll+0x10/0x80\n do_syscall_64+0xcd/0xf80\n")));

    [Theory]
    [InlineData("8<--- cut here ---\nUnhandled fault: external abort on non-linefetch (0x1818) at 0xb6f00000\n[b6f00000] *pgd=6a2b4811")]
    [InlineData("Alignment trap: widget (57) PC=0x00010408 Instr=0xe5933018 Address=0xbefff003 FSR 0x001")]
    [InlineData("Data bus error, epc == 00400710, ra == 004006f0")]
    [InlineData("widget (pid 57): Illegal instruction (code 8) at 0000000000010713")]
    [InlineData("widget[57]: unhandled signal 11 code 0x1 at 0x0000000000000018 in widget[2aaaaaa000+1000]\nepc : 0000002aaaaaa710 ra : 0000002aaaaaa6f0 sp : 0000003fffffe000")]
    [InlineData("User process fault: interruption code 003b ilc:3 in widget[2aa00000000+1000]\nFailing address: 0000000000000000 TEID: 0000000000000803\nUser PSW : 0705000180000000 000002aa00000710")]
    [InlineData("widget[57]: segfault (11) at 18 nip 10000710 lr 100006f0 code 1 in widget[10000000+10000]")]
    [InlineData("widget[57]: unhandled exception: DABT (lower EL), ESR 0x0000000092000006, level 2 translation fault in widget[aaaac0fe0000+1000]\npc : 0000aaaac0ffee00")]
    [InlineData("do_page_fault(): sending SIGSEGV to widget for invalid read access from 00000018\nepc = 00400710 in widget[400000+1000]")]
    [InlineData("widget(57): retry [#1]\nwidget (pid 57): exited (code 1)\nKernel stack overflow detection is on")]
    [InlineData("{1}[Hardware Error]: event severity: corrected\nmce: [Hardware Error]: CPU 2: Machine Check: 0 Bank 7: 8c00004000010091")]
    public void A_fault_of_a_program_or_of_memory_that_was_corrected_is_no_crash(string text) => Assert.Null(ReportParser.Parse(text + "\nwidget: next request\n"));

    [Fact]
    public void A_first_page_that_MIPS_calls_a_paging_request_has_that_name_as_a_former_one() =>
        Assert.Equal(["BUG: unable to handle kernel paging request in widget_flush"],
            ReportParser.Parse($"CPU 1 Unable to handle kernel paging request at virtual address 00000018, epc == 802f1338, ra == 803f1300\nOops[#1]:\n{Mips}\nCall Trace:\n gadget_poll+0x10/0x80\n")!.FormerTitles);

    [Fact]
    public void A_division_by_zero_on_ARM_blames_who_divided()
    {
        CrashReport report = ReportParser.Parse("""
            Division by zero in kernel.
            CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1
            Call trace:
             unwind_backtrace from show_stack+0x10/0x14
             show_stack from dump_stack_lvl+0x50/0x64
             dump_stack_lvl from Ldiv0+0x8/0x18
             Ldiv0 from widget_flush+0x1c/0x40 [widget]
             widget_flush [widget] from gadget_poll+0x10/0x80
            """)!;

        Assert.Equal(("division by zero in widget_flush", "arm"), (report.Title, report.Kernel.Arch));
        Assert.Equal(["divide error in widget_flush"], report.AltTitles);
    }

    [Fact]
    public void On_ARM_a_jump_to_nowhere_is_blamed_on_its_caller()
    {
        CrashReport report = ReportParser.Parse("""
            Unable to handle kernel NULL pointer dereference at virtual address 00000000 when execute
            Internal error: Oops: 80000005 [#1] SMP ARM
            PC is at 0x0
            LR is at gadget_poll+0x10/0x80
            Call trace:
             0x0 from gadget_poll+0x10/0x80
             gadget_poll from gadget_work+0x14/0x2c
            """)!;

        Assert.Equal("BUG: unable to handle kernel NULL pointer dereference in gadget_poll", report.Title);
        Assert.Equal(["gadget_poll", "gadget_work"], report.Stacks[^1].Frames.Select(frame => frame.Function));
    }

    [Fact]
    public void Dots_before_the_names_of_big_endian_ppc64_are_no_part_of_them()
    {
        CrashReport report = ReportParser.Parse("""
            WARNING: CPU: 0 PID: 57 at drivers/widget/flush.c:42 .widget_flush+0x18/0x40
            NIP [c00800000159001c] .widget_flush+0x18/0x40
            LR [c008000001690010] .gadget_poll+0x10/0x80
            Call Trace:
            [c000003fdc18bc80] [c000000000690000] .gadget_poll+0x0/0x80 (unreliable)
            [c000003fdc18bd00] [c0000000001507ac] .gadget_work+0x1ec/0x51c
            """)!;

        Assert.Equal(("WARNING in widget_flush", false), (report.Title, report.Corrupted));
        Assert.Equal(["gadget_poll", "gadget_work"], report.Stacks[^1].Frames.Select(frame => frame.Function));
    }

    [Theory]
    [InlineData("WARNING: CPU: 1 PID: 57 at widget_flush+0x1d3/0x240 [widget]\n" + X86, "Call Trace:")]
    [InlineData("WARNING: CPU: 1 PID: 57 at drivers/widget/flush.c:42 widget_flush+0x18/0x40", "Stack Trace:\n  arc_unwind_core.constprop.1+0xd4/0xf8\n  dump_stack_lvl+0x60/0x80\n  __warn+0xa8/0xd8\n  widget_flush+0x18/0x40")]
    [InlineData("WARNING: CPU: 1 PID: 57 at drivers/widget/flush.c:42 widget_flush+0x18/0x40", "Trace:\n[<fffffc0000312340>] __warn+0xa8/0xd8\n[<fffffc0000312348>] widget_flush+0x18/0x40")]
    public void A_warning_needs_no_file_and_no_call_trace_of_that_name(string announcement, string trace)
    {
        CrashReport report = ReportParser.Parse($"{announcement}\n{trace}\n gadget_poll+0x10/0x80\n do_syscall_64+0xcd/0xf80\n---[ end trace 0 ]---\n")!;

        Assert.Equal(("WARNING in widget_flush", false), (report.Title, report.Corrupted));
        Assert.Contains("gadget_poll", report.Stacks[^1].Frames.Select(frame => frame.Function));
    }

    /// <summary>The panic that follows has its own stack, in which the handlers come before what was interrupted.</summary>
    [Fact]
    public void Who_handles_an_SError_of_arm64_is_not_blamed() =>
        Assert.Equal("widget_read", Assert.Single(SourceReader.ReadText("log", """
            SError Interrupt on CPU2, code 0x00000000be000011 -- SError
            CPU: 2 PID: 57 Comm: widget Not tainted 6.1.0 #1
            pc : widget_read+0x24/0x90
            Kernel panic - not syncing: Asynchronous SError Interrupt
            CPU: 2 PID: 57 Comm: widget Not tainted 6.1.0 #1
            Call trace:
             dump_backtrace+0xe0/0x130
             panic+0x180/0x370
             nmi_panic+0x94/0xa0
             arm64_serror_panic+0x78/0x84
             do_serror+0x38/0x60
             el1h_64_error_handler+0x30/0x50
             el1h_64_error+0x78/0x7c
             widget_read+0x24/0x90
             gadget_poll+0x88/0xd0

            """).Single().Reports).Frame);

    /// <summary>Lockdep says the same of a lock that is waited for and of one that is released.</summary>
    [Fact]
    public void Who_waits_for_a_lock_that_nobody_holds_is_named() =>
        Assert.Equal("WARNING: bad contention in widget_flush", ReportParser.Parse("""
            WARNING: bad contention detected!
            6.1.0 #1 Not tainted
            widget/57 is trying to contend lock (&w->lock) at:
            [<ffffffff81000000>] widget_flush+0x1d3/0x240
            but there are no locks held!

            stack backtrace:
            CPU: 1 PID: 57 Comm: widget Not tainted 6.1.0 #1
            Call Trace:
             dump_stack_lvl+0x116/0x1f0
             lock_contended+0x1/0x2
             gadget_poll+0x88/0xd0

            """)!.Title);

    /// <summary>Lockdep says which key it misses, and warns; XFS prints its assertion in a function of its own.</summary>
    [Theory]
    [InlineData("[   25.100000][   T57] BUG: key ffff88810a2b3c40 has not been registered!\n", "lockdep_init_map_type")]
    [InlineData("[   25.100000][   T57] XFS: Assertion failed: ip->i_nblocks >= 0, file: fs/xfs/xfs_inode.c, line: 57\n", "asswarn")]
    public void What_is_said_before_a_warning_is_no_report_and_who_says_it_is_not_blamed(string said, string printer)
    {
        CrashReport report = Assert.Single(ReportParser.ParseAll(new StringReader($"""
            {said}[   25.100001][   T57] ------------[ cut here ]------------
            [   25.100003][   T57] WARNING: CPU: 1 PID: 57 at widgets/widget.c:57 {printer}+0x26/0x30
            [   25.100004][   T57] CPU: 1 PID: 57 Comm: widget Not tainted 6.1.0 #1
            [   25.100005][   T57] RIP: 0010:{printer}+0x26/0x30
            [   25.100006][   T57] Call Trace:
            [   25.100007][   T57]  widget_flush+0x1d3/0x240
            [   25.100008][   T57]  gadget_poll+0x10/0x80

            """)));
        Assert.Equal("WARNING in widget_flush", report.Title);
    }
}
