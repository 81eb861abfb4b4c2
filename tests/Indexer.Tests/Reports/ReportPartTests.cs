using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Reports;

public class ReportPartTests
{
    private const string Freed = """
        [  101.000001][ T57] ==================================================================
        [  101.000002][ T57] BUG: KASAN: slab-use-after-free in widget_flush+0x1d3/0x240
        [  101.000003][ T57] Read of size 8 at addr ffff88810a2b3c40 by task kworker/u8:3/57
        [  101.000004][ T57] 
        [  101.000005][ T57] CPU: 1 UID: 0 PID: 57 Comm: kworker/u8:3 Tainted: G    B   W          6.12.0-rc1-00042-g0123456789ab #7 PREEMPT(full)
        [  101.000006][ T57] Hardware name: QEMU Standard PC (Q35 + ICH9, 2009)
        [  101.000007][ T57] Call Trace:
        [  101.000008][ T57]  <TASK>
        [  101.000009][ T57]  dump_stack_lvl+0x116/0x1f0
        [  101.000010][ T57]  kasan_report+0xda/0x110
        [  101.000011][ T57]  ? gadget_poll+0x10/0x80
        [  101.000012][ T57]  widget_flush+0x1d3/0x240
        [  101.000013][ T57]  process_one_work+0x8a1/0x1680
        [  101.000014][ T57]  </TASK>
        [  101.000015][ T57] 
        [  101.000016][ T57] Allocated by task 41:
        [  101.000017][ T57]  kasan_save_stack+0x33/0x60
        [  101.000018][ T57]  widget_create+0x66/0x90
        [  101.000019][ T57] 
        [  101.000020][ T57] Freed by task 42:
        [  101.000021][ T57]  kfree+0x12/0x20
        [  101.000022][ T57]  widget_destroy+0x66/0x90
        [  101.000023][ T57] 
        [  101.000024][ T57] The buggy address belongs to the object at ffff88810a2b3c00
        [  101.000025][ T57]  which belongs to the cache kmalloc-96 of size 96
        """;

    [Fact]
    public void Each_stack_says_what_it_tells_of()
    {
        CrashReport report = ReportParser.Parse(Freed)!;

        Assert.Equal([StackKind.Crash, StackKind.CallTrace, StackKind.Allocated, StackKind.Freed], report.Stacks.Select(stack => stack.Kind));
        Assert.Equal(["widget_flush", "dump_stack_lvl", "kasan_save_stack", "kfree"], report.Stacks.Select(stack => stack.Frames[0].Function));
    }

    [Fact]
    public void Frames_with_a_question_mark_are_in_the_stack_and_not_in_the_text()
    {
        CrashReport report = ReportParser.Parse(Freed)!;

        Assert.Contains(report.Stacks[1].Frames, frame => frame is { Function: "gadget_poll", Reliable: false });
        Assert.DoesNotContain("gadget_poll", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kernel_the_task_the_access_and_the_cache_are_read()
    {
        CrashReport report = ReportParser.Parse(Freed)!;

        Assert.Equal(("6.12.0-rc1-00042-g0123456789ab", "#7 PREEMPT(full)", "0123456789ab"), (report.Kernel.Release, report.Kernel.Build, report.Kernel.Commit));
        Assert.Equal(["G", "B", "W"], report.Kernel.Taint);
        Assert.Equal("QEMU Standard PC (Q35 + ICH9, 2009)", report.Kernel.Hardware);
        Assert.Equal(new TaskInfo("kworker/u8:3", 57, 1), report.Task);
        Assert.Equal(new AccessInfo("Read", 8, "ffff88810a2b3c40"), report.Access);
        Assert.Equal("kmalloc-96", report.Cache);
    }

    [Theory]
    [InlineData("BUG: KFENCE: use-after-free write in widget_flush+0x1/0x2\n\nUse-after-free write at 0xffff8c3f2e2a0000 (in kfence-#79):", "Write", "ffff8c3f2e2a0000")]
    [InlineData("BUG: unable to handle page fault for address: ffffffffffffffe8\n#PF: supervisor write access in kernel mode", "Write", "ffffffffffffffe8")]
    [InlineData("BUG: kernel NULL pointer dereference, address: 0000000000000010\n#PF: supervisor instruction fetch in kernel mode", "Execute", "0000000000000010")]
    [InlineData("BUG: unable to handle kernel paging request at ffffc90001fce000\nOops: 0002 [#1] SMP\nRIP: 0010:widget_flush+0x1/0x2", "Write", "ffffc90001fce000")]
    [InlineData("BUG: unable to handle kernel paging request at ffffc90001fce000\nOops: 0010 [#1] SMP\nRIP: 0010:0xffffc90001fce000", "Execute", "ffffc90001fce000")]
    [InlineData("Unable to handle kernel execute from non-executable memory at virtual address ffff800012fce000\n  EC = 0x21: IABT (current EL), IL = 32 bits", "Execute", "ffff800012fce000")]
    [InlineData("Unable to handle kernel paging request at virtual address fffffff4 when write\n[fffffff4] *pgd=00000000", "Write", "fffffff4")]
    [InlineData("Unable to handle kernel execution of memory at virtual address f0a2b000 when execute", "Execute", "f0a2b000")]
    [InlineData("Unhandled fault: external abort on non-linefetch (0x008) at 0xf0a2b000\nInternal error: : 8 [#1] SMP ARM", null, "0xf0a2b000")]
    [InlineData("Unable to handle kernel paging request at virtual address ff20000000fce000\nOops [#1]\nstatus: 0000000200000120 badaddr: ff20000000fce000 cause: 000000000000000f", "Write", "ff20000000fce000")]
    [InlineData("Unable to handle kernel paging request at virtual address ff20000000fce000\nOops [#1]\nstatus: 0000000200000120 badaddr: ff20000000fce000 cause: 000000000000000d", "Read", "ff20000000fce000")]
    [InlineData("BUG: Kernel NULL pointer dereference on read at 0x00000018\nFaulting instruction address: 0xc00800000159001c", "Read", "0x00000018")]
    [InlineData("BUG: Unable to handle kernel instruction fetch\nFaulting instruction address: 0xc0080000deadbee0", "Execute", "0xc0080000deadbee0")]
    [InlineData("BUG: Unable to handle kernel unaligned access at 0xc0080000deadbee3\nFaulting instruction address: 0xc00800000159001c", null, "0xc0080000deadbee3")]
    [InlineData("CPU 1 Unable to handle kernel paging request at virtual address c0deadb0, epc == 802f1338, ra == 803f1300\nOops[#1]:\nCause : 0080000c (ExcCode 03)", "Write", "c0deadb0")]
    [InlineData("CPU 1 Unable to handle kernel paging request at virtual address ffff8000deadbee0, era == 90000000802f1338, ra == 90000000803f1300\nESTAT: 00020000 [PIS] (IS= ECode=2 EsubCode=0)", "Write", "ffff8000deadbee0")]
    [InlineData("CPU 1 Unable to handle kernel paging request at virtual address ffff8000deadbee0, era == 90000000802f1338, ra == 90000000803f1300\nExcCode : 1 (SubCode 0)", "Read", "ffff8000deadbee0")]
    [InlineData("Unable to handle kernel paging request at virtual addr 0xdeadbee0, pc: 0x80159018\nOops [#1]", null, "0xdeadbee0")]
    [InlineData("Bad Address (null pointer deref?): Code=15 (Data TLB miss fault) at addr 0000000000000018", null, "0000000000000018")]
    [InlineData("general protection fault, maybe for address 0xffffc90001fce000: 0000 [#1] SMP", null, "0xffffc90001fce000")]
    [InlineData("Unable to handle kernel paging request at virtual address dead000000000108\nMem abort info:\n  CM = 0, WnR = 1, TnD = 0", "Write", "dead000000000108")]
    [InlineData("general protection fault, probably for non-canonical address 0xdffffc0000000000: 0000 [#1] SMP", null, "0xdffffc0000000000")]
    [InlineData("BUG: Unable to handle kernel data access on read at 0xc0000000dead0000", "Read", "0xc0000000dead0000")]
    [InlineData("BUG: unable to handle kernel NULL pointer dereference at           (null)", null, "(null)")]
    [InlineData("Unable to handle kernel paging request for data at address 0x00000010", null, "0x00000010")]
    [InlineData("Unable to handle kernel pointer dereference in virtual kernel address space\nFailing address: 6b6b6b6b6b6b6000 TEID: 6b6b6b6b6b6b6803", "Read", "6b6b6b6b6b6b6000")]
    [InlineData("Unable to handle kernel pointer dereference in virtual kernel address space\nFailing address: 6b6b6b6b6b6b6000 TEID: 6b6b6b6b6b6b6403", "Write", "6b6b6b6b6b6b6000")]
    public void A_bad_access_is_read_as_each_architecture_tells_it(string announcement, string? kind, string address) =>
        Assert.Equal(new AccessInfo(kind, null, address), ReportParser.Parse(announcement + "\nCPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #2\nCall Trace:\n widget_flush+0x1/0x2\n widget_close+0x3/0x4\n")?.Access);

    [Fact]
    public void A_leak_of_memory_to_a_reader_tells_its_size_and_where_it_starts()
    {
        CrashReport report = ReportParser.Parse("BUG: KMSAN: kernel-infoleak in widget_read+0x1/0x2\nCall Trace:\n widget_read+0x1/0x2\n vfs_read+0x3/0x4\n\nBytes 0-1 of 2 are uninitialized\nMemory access of size 2 starts at ffff8881967ffbb0\n")!;

        Assert.Equal(new AccessInfo(null, 2, "ffff8881967ffbb0"), report.Access);
    }

    [Fact]
    public void A_task_whose_number_was_overwritten_names_its_kernel_all_the_same()
    {
        CrashReport report = ReportParser.Parse("kernel BUG at drivers/widget/flush.c:42!\nCPU: 0 PID: -642842048 Comm: widget Not tainted 4.20.0-rc6+ #342\nCall Trace:\n widget_read+0x1/0x2\n vfs_read+0x3/0x4\n")!;

        Assert.Equal((new TaskInfo("widget", -642842048, 0), "4.20.0-rc6+"), (report.Task, report.Kernel.Release));
    }

    [Theory]
    [InlineData("RSP: 0018:ffffc90000123e10 EFLAGS: 00010246", "RSP=ffffc90000123e10 EFLAGS=00010246")]
    [InlineData("RSP: 002b:00007fc9191d7038 EFLAGS: 00000246 ORIG_RAX: 000000000000002e", "RSP=00007fc9191d7038 EFLAGS=00000246 ORIG_RAX=000000000000002e")]
    [InlineData("ESP: c1234567 EBP: c1234568", "ESP=c1234567 EBP=c1234568")]
    [InlineData("FS:  00007f1234567890(0000) GS:ffff88813bc00000(0000) knlGS:0000000000000000", "FS=00007f1234567890 GS=ffff88813bc00000 knlGS=0000000000000000")]
    [InlineData("CS:  0010 DS: 0000 ES: 0000 CR0: 0000000080050033", "CR0=0000000080050033")]
    [InlineData("CR2: 0000000000000010 CR3: 0000000101234000", "CR2=0000000000000010 CR3=0000000101234000")]
    [InlineData("x29: ffff80001234abcd x28: 0000000000000000", "x29=ffff80001234abcd x28=0000000000000000")]
    [InlineData("epc : ffffffff80014264 ra : ffffffff80014264 sp : ffff8f8000fd7860\n s11: ffffaf8014480000 t3 : 0000000000000001 t4 : fffff1ef001faee4\nstatus: 0000000200000120 badaddr: ffffffff80014264 cause: 0000000000000003",
        "epc=ffffffff80014264 ra=ffffffff80014264 sp=ffff8f8000fd7860 s11=ffffaf8014480000 t3=0000000000000001 t4=fffff1ef001faee4 status=0000000200000120 badaddr=ffffffff80014264 cause=0000000000000003")]
    [InlineData("$ 0   : 00000000 00000001 87831e28 00000010\n$24   : 00000000 802f1338                  \n$28   : 87830000 87831df8 809b3fe4 80993778\nHi    : 00000010\nLo    : 8a3d70e6\nepc   : 802f1338 widget_flush+0x18/0x24\n"
        + "ra    : 80993778 widget_close+0xb4/0x124\nStatus: 11008403\tKERNEL EXL IE \nCause : 00800008 (ExcCode 02)\nBadVA : 00000010\nPrId  : 00019374 (MIPS 24Kc)\nStack : 87831e28 00000000",
        "$0=00000000 $1=00000001 $2=87831e28 $3=00000010 $24=00000000 $25=802f1338 $28=87830000 $29=87831df8 $30=809b3fe4 $31=80993778 Hi=00000010 Lo=8a3d70e6 epc=802f1338 ra=80993778 Status=11008403 Cause=00800008 BadVA=00000010")]
    [InlineData("$12   : 0000000000000001 ffffffff80123456", "$12=0000000000000001 $13=ffffffff80123456")]
    [InlineData("Krnl PSW : 0404e00180000000 00000000835a1fe6 (widget_flush+0x96/0x1b0)\n           R:0 T:1 IO:0 EX:0 Key:0 M:1 W:0 P:0 AS:3 CC:2 PM:0 RI:0 EA:3\n"
        + "Krnl GPRS: 0000000000000000 0000000084bbc110 0000000000000002 0000000000000003\n           0000000000000004 0000000000000005 0000000000000006 0000000000000007\n"
        + "           0000000000000008 0000000000000009 000000000000000a 000000000000000b\n           000000000000000c 000000000000000d 000000000000000e 0000038000d0fab8\n"
        + "           0000000000000010 0000000000000011\nKrnl Code: 00000000835a1fd4: e310a9380224 stg %r1,10552(%r10)",
        "r0=0000000000000000 r1=0000000084bbc110 r2=0000000000000002 r3=0000000000000003 r4=0000000000000004 r5=0000000000000005 r6=0000000000000006 r7=0000000000000007 "
        + "r8=0000000000000008 r9=0000000000000009 r10=000000000000000a r11=000000000000000b r12=000000000000000c r13=000000000000000d r14=000000000000000e r15=0000038000d0fab8")]
    [InlineData("NIP:  c00800000159001c LR: c008000001690010 CTR: c000000000a1b2c0\nREGS: c000003fdc18b9e0 TRAP: 0300   Not tainted  (6.1.0)\nMSR:  800000000280b033 <SF,VEC>  CR: 24002482  XER: 00000000\n"
        + "CFAR: c008000001690020 DAR: 0000000000000018 DSISR: 40000000 IRQMASK: 0 \nGPR00: c000000000000000 c000000000000001 c000000000000002 c000000000000003 \nGPR04: c000000000000004 c000000000000005 c000000000000006 c000000000000007 ",
        "NIP=c00800000159001c LR=c008000001690010 CTR=c000000000a1b2c0 MSR=800000000280b033 CR=24002482 XER=00000000 CFAR=c008000001690020 DAR=0000000000000018 DSISR=40000000 "
        + "GPR00=c000000000000000 GPR01=c000000000000001 GPR02=c000000000000002 GPR03=c000000000000003 GPR04=c000000000000004 GPR05=c000000000000005 GPR06=c000000000000006 GPR07=c000000000000007")]
    [InlineData("pc 90000000802f1338 ra 90000000803f1300 tp 90000001000fc000 sp 90000001000ffd20\ns5 0000000000000001 s6 0000000000000002 s7 0000000000000003 s8 0000000000000004\n BADV: 0000000000000018",
        "pc=90000000802f1338 ra=90000000803f1300 tp=90000001000fc000 sp=90000001000ffd20 s5=0000000000000001 s6=0000000000000002 s7=0000000000000003 s8=0000000000000004 BADV=0000000000000018")]
    [InlineData("r00-03  000000ff0806ff0f 0000000040a1b2c0 0000000040208974 0000000043a1b2c0", "r00=000000ff0806ff0f r01=0000000040a1b2c0 r02=0000000040208974 r03=0000000043a1b2c0")]
    [InlineData("a08: 800a1b2c d1a2be40 00000000 00000001 00000002 00000003 00000004 00000005", "a08=800a1b2c a09=d1a2be40 a10=00000000 a11=00000001 a12=00000002 a13=00000003 a14=00000004 a15=00000005")]
    [InlineData("PC  : c0159018 SP  : 8fa2be40 SR  : 400080f1 TEA : 00000018\nR0  : 00000000 R1  : 00000001", "PC=c0159018 SP=8fa2be40 SR=400080f1 TEA=00000018 R0=00000000 R1=00000001")]
    [InlineData(" a0: 0x00000000   a1: 0x00000001", "a0=00000000 a1=00000001")]
    [InlineData("r3 : 00000001  r2 : 00000002\nStack: (0xf0a2be68 to 0xf0a2c000)\nbe80: f0a2bea4 bf100010", "r3=00000001 r2=00000002")]
    [InlineData("DS: 007b ES: 007b FS: 00d8 GS: 0000 SS: 0068 EFLAGS: 00010246", "EFLAGS=00010246")]
    [InlineData(" r7:c1a2b100 r6:c1a2b200 r5:c1a2b300 r4:00000000", "")]
    [InlineData("           0000000000000004 0000000000000005", "")]
    [InlineData("RIP: 0010:widget_flush+0x1/0x2", "")]
    public void Registers_are_read_with_their_names(string line, string registers)
    {
        CrashReport report = ReportParser.Parse("BUG: kernel NULL pointer dereference, address: 0000000000000010\n" + line + "\nCall Trace:\n widget_flush+0x1/0x2\n widget_close+0x3/0x4\n")!;

        Assert.Equal(registers, string.Join(' ', report.Registers.Select(one => $"{one.Name}={one.Value}")));
    }

    [Theory]
    [InlineData("Modules linked in: widget(OE+) gadget \n usb_storage snd_hda_intel\n xhci-hcd [last unloaded: foo(O)]\nCPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #2", "widget gadget usb_storage snd_hda_intel xhci-hcd")]
    [InlineData("Modules linked in: widget\ngadget(OE) usb_storage\nCPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #2", "widget gadget usb_storage")]
    [InlineData("Modules linked in: widget\n ffff93e2d5cffbb0 0000000000000000", "widget")]
    [InlineData("Modules linked in: widget\nirq event stamp: 92", "widget")]
    [InlineData("Modules linked in:\nwidget went wrong", "")]
    public void Names_of_modules_go_on_in_the_next_line(string lines, string modules) =>
        Assert.Equal(modules, string.Join(' ', ReportParser.Parse("kernel BUG at drivers/widget/flush.c:42!\n" + lines + "\nCall Trace:\n widget_flush+0x1/0x2\n widget_close+0x3/0x4\n")!.Modules));

    [Fact]
    public void The_span_is_that_of_the_source_lines()
    {
        CrashReport report = ReportParser.Parse("boot\nboot\n" + Freed + "\n")!;

        Assert.Equal((3, 27), (report.StartLine, report.EndLine));
    }

    [Fact]
    public void The_same_crash_has_one_id_in_every_wrapping()
    {
        string quoted = string.Join('\n', Freed.Split('\n').Select(line => "> " + line));

        Assert.Equal(ReportParser.Parse(Freed)!.Id, ReportParser.Parse(quoted)!.Id);
    }

    [Fact]
    public void Reports_of_two_tasks_that_print_at_once_are_taken_apart()
    {
        string[] one = Freed.Split('\n');
        IEnumerable<string> other = one.Select(line => line.Replace("T57", "T99", StringComparison.Ordinal).Replace("widget_", "gizmo_", StringComparison.Ordinal));
        string mixed = string.Join('\n', one.Zip(other, (first, second) => first + "\n" + second));

        List<CrashReport> reports = [.. ReportParser.ParseAll(new StringReader(mixed))];

        Assert.Equal(["KASAN: slab-use-after-free Read in widget_flush", "KASAN: slab-use-after-free Read in gizmo_flush"], reports.Select(report => report.Title));
        Assert.DoesNotContain("gizmo", reports[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_panic_that_follows_belongs_to_the_report()
    {
        string log = Freed + "\n[  101.000026][ T57] Kernel panic - not syncing: panic_on_warn set ...\n[  101.000027][ T57] CPU: 1 UID: 0 PID: 57 Comm: kworker/u8:3\n";

        CrashReport report = Assert.Single(ReportParser.ParseAll(new StringReader(log)));

        Assert.True(report.Panicked);
    }

    [Theory]
    [InlineData("widget[42]: segfault at 8 ip 00007f0012345678 sp 00007ffd12345678 error 4 in libwidget.so[7f0012340000+1000]")]
    [InlineData("traps: widget[42] general protection fault ip:7f0012345678 sp:7ffd12345678 error:0 in libwidget.so[7f0012340000+1000]")]
    [InlineData("panic: page fault in widget at pc 0xffffffff80c2a8f1\ncpuid = 0\nKDB: stack backtrace:")]
    [InlineData("INFO: lockdep is turned off.")]
    [InlineData("flush.c:42:1: fatal error: widget.h: No such file or directory")]
    [InlineData("2026-05-28 12:21:57 INFO: widget started")]
    public void What_is_no_crash_of_a_Linux_kernel_gives_no_report(string text) => Assert.Null(ReportParser.Parse(text));

    [Fact]
    public void A_report_is_given_before_the_rest_of_the_log_is_read()
    {
        var log = new EndlessLog(Freed);

        CrashReport report = ReportParser.ParseAll(log).First();

        Assert.Equal("KASAN: slab-use-after-free Read in widget_flush", report.Title);
        Assert.InRange(log.Given, 1, 4_000_000);
    }

    [Theory]
    [InlineData("BUG: ")]
    [InlineData("BUG: KASAN: use-after-free in ")]
    [InlineData("a/")]
    [InlineData("> ")]
    [InlineData("[ 1.000000] ")]
    [InlineData("Call Trace: WARNING: at ")]
    public void A_line_without_end_is_no_trouble(string piece)
    {
        string line = string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length));

        Assert.InRange(ReportParser.ParseAll(new StringReader(line + "\n" + Freed)).Count(), 1, 3);
    }

    /// <summary>A report, and then noise for ever.</summary>
    private sealed class EndlessLog(string start) : TextReader
    {
        private const string Noise = "[  200.000000] usb 1-1: new high-speed device\n";

        public int Given { get; private set; }

        public override int Read(char[] buffer, int index, int count)
        {
            string text = Given == 0 ? start + "\n" : Noise;
            int length = Math.Min(count, text.Length);
            text.CopyTo(0, buffer, index, length);
            Given += length;
            return length;
        }
    }
}
