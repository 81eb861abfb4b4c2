using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Reports;

public sealed class KernelReaderTests
{
    [Theory]
    [InlineData("CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0-widget #1", "6.1.0-widget")]
    [InlineData("CPU: 0 PID: 57 Comm: widget Tainted: G      D W    3.13.5-1-ARCH #1", "3.13.5-1-ARCH")]
    [InlineData("CPU: 0 PID: 57 Comm: widget Tainted: GF          O--------------   3.10.0-54.0.1.el7.s390x #1", "3.10.0-54.0.1.el7.s390x")]
    [InlineData("CPU: 2 UID: 0 PID: 57 Comm: widget Tainted: G S  B            N  6.18.0-rc3-00007-g0123456789ab #1 PREEMPT(voluntary)", "6.18.0-rc3-00007-g0123456789ab")]
    [InlineData("Pid: 57, comm: widget Tainted: P         C O 3.6.1-1.fc17.i686.PAE #1 Widget 110-1100/308F", "3.6.1-1.fc17.i686.PAE")]
    [InlineData("3.5.0-rc5 #2 Not tainted", "3.5.0-rc5")]
    [InlineData("      Tainted: G        W   E     4.19.0-6-amd64 #1 Debian 4.19.67-2", "4.19.0-6-amd64")]
    [InlineData("CPU: 1 PID: 57 Comm: widget Tainted: G        W", "5.17.0-rc1")]
    [InlineData("CPU: 1 UID: 0 PID: 57 Comm: widget Not  tainted 6.14.0-rc2-next-20250212 #1", "6.14.0-rc2-next-20250212")]
    [InlineData("CPU: 1 UID: 0 PID: 57 Comm: widget Not tainted widgetos #0 PREEMPT(full) ", "widgetos")]
    [InlineData("CPU: 0 UID: 0 PID: 57 Comm: widget Tainted: G             L      widgetos #0 PREEMPT_{RT,(full)} ", "widgetos")]
    [InlineData("      Tainted: G             L      widgetos #0", "widgetos")]
    [InlineData("widgetos #0 Tainted: G             L     ", "widgetos")]
    [InlineData("the gadget #0 Not tainted", "5.17.0-rc1")]
    public void The_release_is_read_in_every_spelling(string line, string release) =>
        Assert.Equal(release, KernelReader.Read([line, "5.17.0-rc1 #1"], []).Kernel.Release);

    [Fact]
    public void Taint_letters_are_those_before_the_release() =>
        Assert.Equal(["G", "D", "W"], KernelReader.Read(["CPU: 0 PID: 57 Comm: widget Tainted: G      D W    3.13.5-1-ARCH #1"], []).Kernel.Taint);

    [Fact]
    public void The_taint_of_a_task_that_hangs_stands_before_the_release() =>
        Assert.Equal(["G", "L"], KernelReader.Read(["INFO: task widget:57 blocked for more than 143 seconds.", "      Tainted: G             L      6.1.0 #2"], []).Kernel.Taint);

    [Theory]
    [InlineData("NIP:  c0011524 LR: f1a563f8 CTR: c0011520", "ppc")]
    [InlineData("NIP:  c00000000043f278 LR: c00000000043f330 CTR: 00000000000001fb", "ppc64")]
    [InlineData("LE PAGE_SIZE=64K MMU=Radix SMP NR_CPUS=2048 NUMA pSeries", "ppc64le")]
    [InlineData("LE SMP NR_CPUS=2048 NUMA PowerNV", "ppc64le")]
    [InlineData("[<ffffffff802f1338>] widget_flush+0x18/0x24", "x86_64")]
    [InlineData("era   : 90000000802f1338 widget_flush+0x18/0x24\n$ 0   : 0000000000000000 90000000802f1338", "loongarch64")]
    [InlineData("$ 0   : 0000000000000000 ffffffff802f1338\n[<ffffffff802f1338>] widget_flush+0x18/0x24", "mips")]
    [InlineData("Stack : 0000000000000001 ffffffff802f1338\n[<ffffffff802f1338>] widget_flush+0x18/0x24", "mips")]
    [InlineData("PSR: 401000c0 PC: f0159018 NPC: f015901c Y: 00000000    Not tainted", "sparc")]
    [InlineData("PC is at widget_flush+0x18/0x40\nPR is at gadget_poll+0x10/0x80", "sh")]
    [InlineData("PC: 0x80159018 (widget_flush+0x18/0x40)", "csky")]
    [InlineData("pc: c0159018, ps: 00060b30, depc: 00000018, excvaddr: 00000018", "xtensa")]
    [InlineData("pc = [<fffffc0000159018>]  ra = [<fffffc0000169010>]  ps = 0000    Not tainted", "alpha")]
    [InlineData("ECR: 0x00050200 EFA: 0x00000018 ERET: 0x70159018", "arc")]
    [InlineData(" r29=00000000, r30=00000001, r31=C1A2B000, rPC=C0159018", "microblaze")]
    [InlineData("ea: c0159018 estatus: 00000001", "nios2")]
    public void Machines_of_one_family_are_told_apart(string line, string arch) =>
        Assert.Equal(arch, KernelReader.Read(line.Split('\n'), []).Kernel.Arch);
}
