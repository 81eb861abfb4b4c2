using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>The rule table: every way in which the kernel announces a crash.</summary>
/// <remarks>
/// Order is precedence. A line that holds several triggers belongs to the first family here; in a family the announcement that stands
/// first in the report counts, and of rows that fit the same announcement the earlier one.
/// </remarks>
public static partial class OopsFamilies
{
    /// <summary>Every family.</summary>
    public static IReadOnlyList<OopsFamily> All { get; } =
    [
        new("BUG:", [.. Kasan.All, .. Kmsan.All, .. Kcsan.All, .. Kfence.All, .. BadAccess.All, .. SleepingLocks.All, .. Hangs.All, .. Memory.All, .. Filesystems.All, .. Bugs.All])
            { Ignored = [NotBug()] },
        new("WARNING:", [.. Lockdep.All, .. Warnings.All]) { Ignored = [NotWarning()] },
        new("INFO:", [.. Lockdep.All, .. Hangs.All]) { UnknownIsDoubtful = true, Ignored = [NotInfo()] },
        new("ERR: suspicious RCU usage", Lockdep.All),
        new("CFI failure at ", Bugs.All),
        new("Unable to handle kernel", BadAccess.All),
        new("general protection fault", Traps.All) { Ignored = [UserFault()] },
        new("stack segment:", Traps.All) { Ignored = [UserFault()] },
        new("kernel stack overflow", Traps.All),
        new("Kernel panic", Panics.All) { Ignored = [NotPanic()] },
        new("ernel BUG", Bugs.All),
        new("Missing ENDBR: ", Bugs.All) { FollowedBy = Death() },
        new("divide error:", Traps.All) { Ignored = [UserFault()] },
        new("divide_error:", Traps.All) { Ignored = [UserFault()] },
        new("Insufficient stack space", Traps.All),
        new("invalid opcode:", Traps.All) { Ignored = [UserFault()] },
        new("UBSAN:", Ubsan.All),
        new("unregister_netdevice: waiting for", Filesystems.All),
        new("PANIC: double fault", Traps.All),
        new("Internal error:", Traps.All),
        new("Unhandled ", Traps.All) { FollowedBy = KernelMode(), Ignored = [NotUnhandled()] },
        new("Alignment trap:", Traps.All) { FollowedBy = KernelMode() },
        new("Division by zero in kernel.", Traps.All),
        new("segment not present:", Traps.All) { Ignored = [UserFault()] },
        new("alignment check:", Traps.All) { Ignored = [UserFault()] },
        new("int3:", Traps.All) { Ignored = [UserFault()] },
        new("Oops", [.. Oopses.All, .. Traps.All]) { Ignored = [NotOops()] },
        new("unreferenced object 0x", Memory.All),
        new("BUG ", Memory.All) { Ignored = [NotSlub()] },
        new("ard LOCKUP", Hangs.All) { Ignored = [NotLockup()] },
        new("non-responsive CSD lock", Hangs.All),
        new("pagealloc: memory corruption", Memory.All),
        new("pagealloc: single bit error", Memory.All),
        new("VFS: Busy inodes after unmount", Filesystems.All),
        new("VFS: Close: file count is ", Filesystems.All),
        new("trusty: panic", Panics.All) { Ignored = [NotTrusty()] },
        new("panicked at", RustPanics.All) { Ignored = [NotKernelPanic()] },
        new("SYZFAIL:", Fuzzer.All),
        new("SYZFATAL:", Fuzzer.All),
        new("panic: runtime error:", Fuzzer.All),
        new("runtime: out of memory", Fuzzer.All),
        new("fatal error: ", Fuzzer.All) { Ignored = [NotGo()] },
        new("cannot create duplicate filename", Machines.All) { CountsAlone = true },
        new(" invoked oom-killer:", Allocations.All) { CountsAlone = true },
        new("page allocation failure", Allocations.All) { CountsAlone = true },
        new("Data bus error", Deaths.All) { FollowedBy = KernelMode(), Ignored = [NotBusError()] },
        new("Your System ate a SPARC! Gah!", Deaths.All),
        new("Code=", [.. Machines.All, .. Deaths.All]) { Ignored = [NotTerminated()] },
        new("vmalloc error: size ", Allocations.All) { CountsAlone = true },
        new("(try booting", Machines.All) { CountsAlone = true },
        new("IRQ: stack overflow", Machines.All),
        new(" ***   FORMAT=", Machines.All),
        new("[#", [.. Deaths.All, .. Traps.All]) { Ignored = [NotDeath()], FollowedBy = Place() },
        new(" COMMAND: ", Deaths.All) { CountsAlone = true, FollowedBy = VmcoreDeath(), Ignored = [NotVmcoreTask()] },
        new("in_atomic(): ", SleepingLocks.All),
        new("needs lockdep annotation", Lockdep.All),
        new("Booting the kernel", Fuzzer.All) { NeedsRunningKernel = true, Ignored = [NotBoot()] },
    ];

    /// <summary>Every row of every family, in order of precedence.</summary>
    public static IReadOnlyList<OopsFormat> Formats { get; } = [.. All.SelectMany(family => family.Formats).Distinct()];

    /// <summary>The family of the crash that this line announces; null for none.</summary>
    public static OopsFamily? Of(string line)
    {
        foreach (OopsFamily family in All)
        {
            if (family.IsStart(line))
            {
                return family;
            }
        }

        return null;
    }

    [GeneratedRegex("[A-Z]BUG:|DEBUG:|Oops - BUG:|Firmware BUG:|BUG: Bad page \\w+: \\d+ messages suppressed|BUG: key [0-9a-f]+ has not been registered!|Kernel BUG: [0-9a-f]{4} \\[#")]
    private static partial Regex NotBug();

    [GeneratedRegex("WARNING: /etc/ssh/moduli does not exist|WARNING: workqueue cpumask: online intersect|WARNING: [Tt]he mand mount option|WARNING: Unsupported flag value|WARNING: Unprivileged eBPF|WARNING: fbcon: Driver|WARNING: See https|[A-Z_]WARNING:|^[^a-z]*$|WARNING: possible sync|XFS .*: WARNING:")]
    private static partial Regex NotWarning();

    [GeneratedRegex("INFO: lockdep is turned off|INFO: task .* blocked on an? |INFO: Stall ended before state dump start|INFO: NMI handler|(?:handler|task) .* took too long|[A-Z_]INFO:|:INFO:|INFO: sys_.* is not present|INFO: no syscalls can create|INFO: recovery required|INFO: Object|INFO: Slab|AEN: INFO: ")]
    private static partial Regex NotInfo();

    [GeneratedRegex("traps:|ip:[0-9a-f]+ sp:|segfault at")]
    private static partial Regex UserFault();

    [GeneratedRegex("^(?!.*Kernel panic - not syncing)")]
    private static partial Regex NotPanic();

    [GeneratedRegex(@"^(?!.*\bOops(?:: .*\[#\d+\]|: .*sig: \d+| - .*\[#\d+\]| ?\[#\d+\]))")]
    private static partial Regex NotOops();

    [GeneratedRegex("^(?!.*(?:detected hard LOCKUP|CPU:\\d+ Hard LOCKUP))")]
    private static partial Regex NotLockup();

    // ARM and MIPS say the same of user programs, which they then send a signal.
    [GeneratedRegex(@"Internal error:|^\s*(?:PC is at [A-Za-z_]|pc : [A-Za-z_]|Oops\[#)")]
    private static partial Regex KernelMode();

    // A kernel that is told to go on warns instead.
    [GeneratedRegex(@"\[#\d+\]")]
    private static partial Regex Death();

    [GeneratedRegex("^(?!.*Unhandled (?:fault|prefetch abort):)")]
    private static partial Regex NotUnhandled();

    [GeneratedRegex("^(?!.*Data bus error, epc )")]
    private static partial Regex NotBusError();

    // parisc_terminate of PA-RISC.
    [GeneratedRegex(@"^(?!.*(?:Kernel Fault|Bad Address \(null pointer deref\?\)|Unexpected interruption|High Priority Machine Check \(HPMC\)): Code=)")]
    private static partial Regex NotTerminated();

    // Other tasks of a vmcore were only running, or waiting.
    [GeneratedRegex(@"#\d+ \[[0-9a-f]+\] (?:machine_kexec|_*crash_kexec|crash_save_cpu|panic) ")]
    private static partial Regex VmcoreDeath();

    [GeneratedRegex("^(?!" + Marks.VmcoreTask + ")")]
    private static partial Regex NotVmcoreTask();

    // What the panic notifier of Trusty says of itself at boot.
    [GeneratedRegex("^(?!.*trusty: panic(?: \\(|:))")]
    private static partial Regex NotTrusty();

    [GeneratedRegex(@"^(?!.*(?: ilc:\d \[#\d+\]|[a-z!]\[#\d+\]:$)|\s*: [0-9a-f]{4} \[#\d+\]|\s*(?!.*\b0x)[A-Za-z][\w #()/-]*: (?:[0-9a-f]{4}|sig: \d+) \[#\d+\]|\s*\S{1,16}\(\d+\): [A-Za-z].* \[#\d+\]\s*$)")]
    private static partial Regex NotDeath();

    // SPARC's line could be anybody's: "widget(57): retry [#1]". The others are sure by themselves.
    [GeneratedRegex(@"\w\+0x[0-9a-f]| ilc:\d \[#|[a-z!]\[#\d+\]:$|: (?:[0-9a-f]{4}|sig: \d+) \[#")]
    private static partial Regex Place();

    [GeneratedRegex(@"^(?!Booting the kernel(?:\.| \(entry_offset: ))")]
    private static partial Regex NotBoot();

    [GeneratedRegex(@"^(?! *rust_kernel: panicked at(?: |$))")]
    private static partial Regex NotKernelPanic();

    [GeneratedRegex("fatal error: (?!all goroutines|out of memory|unexpected signal|stack overflow|concurrent map|fault$|runtime)")]
    private static partial Regex NotGo();

    [GeneratedRegex(@"^(?!.*BUG [\w:.@/()\-]+ \((?:Not t|T)ainted[^)]*\): |.*BUG [\w:.@/()\-]+: Objects remaining )")]
    private static partial Regex NotSlub();
}
