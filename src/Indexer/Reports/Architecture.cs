using System.Buffers;
using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>Tells the architecture by the words that only its register dumps and traces use.</summary>
internal static partial class Architecture
{
    /// <summary>Architecture and what shows it; the first row that fits a line of the report counts.</summary>
    private static readonly (string Arch, Regex Sign)[] Rows =
    [
        ("riscv64", RiscV()), ("loongarch64", LoongArch()), ("mips", Mips()), ("x86_64", X64()), ("i386", X86()), ("arm64", Arm64()), ("ppc", PowerPc32()), ("ppc64le", PowerPcLe()),
        ("ppc64", PowerPc()), ("s390x", S390()), ("sparc64", Sparc64()), ("sparc", Sparc()), ("parisc", Parisc()), ("sh", SuperH()), ("m68k", M68k()), ("openrisc", OpenRisc()), ("csky", CSky()),
        ("xtensa", Xtensa()), ("alpha", Alpha()), ("arc", Arc()), ("microblaze", MicroBlaze()), ("nios2", Nios2()), ("arm", Arm()), ("x86_64", X64Memory()),
    ];

    /// <summary>What nearly every report of x86-64 has, and no other: looked for first, for it costs the least.</summary>
    private static readonly SearchValues<string> OnlyX64 = SearchValues.Create(["RIP: 0010:", "RIP: 0033:", "entry_SYSCALL_64"], StringComparison.Ordinal);

    /// <summary>What lines that tell the architecture have in them.</summary>
    private static readonly SearchValues<string> Words = SearchValues.Create(
    [
        "IP: ", "AX: ", "X: ", "SYSCALL", "syscall", "_sys", "x29", "x30", "pstate", "el0_", "el1", "epc", "cause", "PAGE_SIZE", "NUMA", "SMP", "PowerNV", "pSeries", "Oops: ", "NIP", "LR [", "MSR: ", "Krnl", "Breaking", "$ ", "$0", "PrId", "Cause", "ERA: ", "ESTAT",
        "loongarch", "pc 9", "TSTATE", "TPC", "IAOQ", "IASQ", "IIR: ", "YZrv", "PC: ", "d0: ", "CPU #", "GPR00", "PC is at", "pc : ", "Internal error: ", "psr: ", " from ", "__irq_svc", "[<", "ffff88", "int80", "hardirqs",
        "Stack : ", "era ", "CSR ", "Caller[", "PR is at", "pc: ", "pc = ", "EFA: ", "rPC=", "estatus",
    ], StringComparison.Ordinal);

    /// <summary>Architecture and its names in the releases of distributions.</summary>
    private static readonly (string Arch, string Mark)[] Releases =
    [
        ("x86_64", "x86_64"), ("x86_64", "amd64"), ("arm64", "aarch64"), ("arm64", "arm64"), ("ppc64le", "ppc64le"), ("s390x", "s390x"), ("i386", "i686"), ("i386", "i386"), ("riscv64", "riscv64"), ("arm", "armv7"), ("arm", "armmp"),
    ];

    /// <summary>The architecture in the kernel's own words; null when nothing tells.</summary>
    public static string? Of(IReadOnlyList<string> lines, KernelInfo kernel)
    {
        foreach ((string arch, string mark) in Releases)
        {
            if (kernel.Release?.Contains(mark, StringComparison.Ordinal) == true)
            {
                return arch;
            }
        }

        if (lines.Any(line => line.AsSpan().ContainsAny(OnlyX64)))
        {
            return "x86_64";
        }

        string[] telling = [.. lines.Where(line => line.AsSpan().ContainsAny(Words))];
        foreach ((string arch, Regex sign) in Rows)
        {
            foreach (string line in telling)
            {
                if (sign.IsMatch(line))
                {
                    return arch;
                }
            }
        }

        return null;
    }

    [GeneratedRegex(@"RIP: |^RAX: |^R[A-D]X: [0-9a-f]{16}|entry_SYSCALL_64|__x64_sys|hardirqs.*ffffffff8|\[<ffffffff[89a-c]|do_syscall_64")]
    private static partial Regex X64();

    // Where x86-64 maps all memory, and nobody else.
    [GeneratedRegex(@"(?:\b|0x)ffff88[0-9a-f]{10}\b")]
    private static partial Regex X64Memory();

    [GeneratedRegex(@"EIP: |^EAX: |\[<c[0-9a-f]{7}>\](?>.*?\+0x).*(?:sysenter|syscall_call)|do_int80_syscall_32|do_fast_syscall_32")]
    private static partial Regex X86();

    [GeneratedRegex(@"^\s*x29: ?[0-9a-f]|\bx30: |pstate: ?[0-9a-f]{8}|^\s*pc : [A-Za-z_][\w.]*\+0x|Internal error: .*: [0-9a-f]{16} \[#|el0_svc|el1h?_|__arm64_sys|\[<ffffffc0|\[<ffff0000[01]")]
    private static partial Regex Arm64();

    [GeneratedRegex(@"^\s*epc : .* ra : |scause: |__riscv_sys|ret_from_syscall.*riscv|^\s*epc : (?:[0-9a-f]{16}|[A-Za-z_][\w.]*\+0x)|\bcause: [0-9a-f]{16}")]
    private static partial Regex RiscV();

    [GeneratedRegex(@"^\s*NIP: ? ?[0-9a-f]{8} |^\s*NIP \[[0-9a-f]{8}\]")]
    private static partial Regex PowerPc32();

    [GeneratedRegex(@"^\s*LE (?:PAGE_SIZE|SMP)|^(?=.*\bLE\b)Oops: .*(?:PowerNV|pSeries|Radix)")]
    private static partial Regex PowerPcLe();

    [GeneratedRegex(@"^\s*NIP[: ]|^NIP \[|^LR \[c0|^MSR: ")]
    private static partial Regex PowerPc();

    [GeneratedRegex(@"Krnl PSW|Krnl GPRS|__s390x_sys|Last Breaking-Event-Address")]
    private static partial Regex S390();

    // Of 64 bits it has its kernel where x86 has it.
    [GeneratedRegex(@"^\s*epc   : |^\$ ?0 +: |\bPrId *: |^\s*Cause : |^Stack : [0-9a-f]{8}")]
    private static partial Regex Mips();

    // Linux 6.1 prints its registers as MIPS does.
    [GeneratedRegex(@"^\s*ERA: |^\s*ESTAT: |loongarch|^\s*pc [0-9a-f]{16} ra [0-9a-f]{16} tp |^era   : |^CSR crmd: |\[<9000[0-9a-f]{12}>\]")]
    private static partial Regex LoongArch();

    [GeneratedRegex(@"^\s*TSTATE: |^\s*TPC: |\bTPC<")]
    private static partial Regex Sparc64();

    [GeneratedRegex(@"^PSR: [0-9a-f]{8} PC: [0-9a-f]{8} NPC: |^Caller\[[0-9a-f]{8}(?:\]: |: )")]
    private static partial Regex Sparc();

    [GeneratedRegex(@"^PR is at |^PC  : [0-9a-f]{8} SP  : ")]
    private static partial Regex SuperH();

    [GeneratedRegex(@"^PC: 0x[0-9a-f]{8} \(")]
    private static partial Regex CSky();

    [GeneratedRegex("^pc: [0-9a-f]{8}, ps: ")]
    private static partial Regex Xtensa();

    [GeneratedRegex(@"^pc = \[<[0-9a-f]{16}>\]|\[<fffffc[0-9a-f]{10}>\]")]
    private static partial Regex Alpha();

    [GeneratedRegex("^ECR: 0x[0-9a-f]{8} EFA: ")]
    private static partial Regex Arc();

    [GeneratedRegex("^ ?r29=[0-9A-F]{8}, .*rPC=")]
    private static partial Regex MicroBlaze();

    [GeneratedRegex("^ea: [0-9a-f]{8} estatus: ")]
    private static partial Regex Nios2();

    [GeneratedRegex(@"IAOQ\[|IASQ:|^\s*IIR: |YZrvWESTHLNXBCVMc")]
    private static partial Regex Parisc();

    [GeneratedRegex(@"^\s*PC: \[<[0-9a-f]{8}>\]|^d0: [0-9a-f]{8} +d1:")]
    private static partial Regex M68k();

    [GeneratedRegex(@"^CPU #: \d+|^\s*PC: [0-9a-f]{8} +SR: |^GPR00: [0-9a-f]{8} GPR01")]
    private static partial Regex OpenRisc();

    [GeneratedRegex(@"PC is at |^\s*pc : \[<[0-9a-f]{8}>\]|\bpsr: [0-9a-f]{8}|\) from \[<| from \w+\+0x|ret_fast_syscall|__irq_svc|\[<[0-9a-f]{8}>\] \(")]
    private static partial Regex Arm();
}
