using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>Crashes of other systems, of firmware and of programs, and what the kernel says of these: named, so that nobody looks for a crash report in them.</summary>
/// <remarks>Asked only where no crash report is found. Other systems come first: programs fail on them too.</remarks>
public static partial class Lookalikes
{
    /// <summary>The rows, in order of precedence.</summary>
    public static IReadOnlyList<Lookalike> All { get; } =
    [
        new("a panic of FreeBSD", "Fatal trap ", FatalTrap(), "sys/amd64/amd64/trap.c", "Fatal trap 12: page fault while in kernel mode"),
        new("a panic of FreeBSD", "KDB: ", Kdb(), "sys/kern/subr_kdb.c", "KDB: stack backtrace:"),
        new("a panic of OpenBSD", "Stopped at ", StoppedAt(), "sys/ddb/db_trap.c", "Stopped at      widget_flush+0x1b:  movq    0x8(%rdi),%rax"),
        new("a panic of OpenBSD", "kernel: ", KernelTrap(), "sys/arch/amd64/amd64/trap.c", "kernel: page fault trap, code=0"),
        new("a panic of OpenBSD", "Starting stack trace...", StackTrace(), "sys/kern/subr_prf.c", "Starting stack trace..."),
        new("a panic of NetBSD", ": Begin traceback...", Traceback(), "sys/kern/subr_prf.c", "cpu0: Begin traceback..."),
        new("a panic of OpenBSD or NetBSD", " in supervisor mode", Supervisor(), "sys/arch/amd64/amd64/trap.c", "fatal page fault in supervisor mode"),
        new("a page fault of OpenBSD or NetBSD", "uvm_fault(", UvmFault(), "sys/uvm/uvm_fault.c", "uvm_fault(0xffffffff81e2b3c0, 0x8, 0, 1) -> e"),
        new("a panic of macOS", "panic(cpu ", Xnu(), "osfmk/kern/debug.c", "panic(cpu 2 caller 0xffffff8012345678): Kernel trap at 0xffffff7f9a1b2c3d, type 14=page fault, registers:"),
        new("a panic of Solaris or illumos", "]/thread=", Solaris(), "usr/src/uts/common/os/panic.c", "panic[cpu0]/thread=ffffff0007c0bc40:"),
        new("a stop of Windows", "*** STOP: ", WindowsStop(), "ntoskrnl", "*** STOP: 0x0000007E (0xFFFFFFFFC0000005,0xFFFFF80012345678,0xFFFFF88003B6F4B8,0xFFFFF88003B6ED10)"),
        new("a stop of Windows", "ugCheck ", WindowsCheck(), "ntoskrnl", "BugCheck 7E, {ffffffffc0000005, fffff80012345678, fffff88003b6f4b8, fffff88003b6ed10}"),
        new("a panic of Xen", "(XEN) ", Xen(), "xen/drivers/char/console.c", "(XEN) Panic on CPU 0:"),
        new("a crash of VMware ESXi", " in world ", Esxi(), "VMkernel", "#PF Exception 14 in world 2097635:HELPER_MISC IP 0x41801a4cdb2f addr 0x0"),
        new("a panic of Fuchsia", "ZIRCON KERNEL ", Zircon(), "zircon/kernel/lib/crashlog/crashlog.cc", "ZIRCON KERNEL PANIC"),
        new("a crash of a program on Fuchsia", "<== ", Exception(), "forensics/crash_reports", "<== fatal exception: process widget[1234] thread initial-thread[5678]"),
        new("a panic of gVisor", "Sentry detected ", Sentry(), "pkg/sentry/watchdog/watchdog.go", "panic: Sentry detected 1 stuck task(s):"),
        new("a panic of gVisor", "gvisor.dev/gvisor/", GoFrame(), "the Go runtime", "gvisor.dev/gvisor/pkg/sentry/kernel.(*Task).run(0xc000123000, 0x1)"),
        new("a panic of Trusted Firmware-A", "Unhandled E", El3(), "bl31/aarch64/crash_reporting.S", "Unhandled Exception in EL3."),
        new("an abort of OP-TEE", "E/TC:", OpTee(), "core/kernel/abort.c", "E/TC:0 0 Core data-abort at address 0x10 (translation fault)"),
        new("an abort of U-Boot", "\" handler, esr 0x", UBoot(), "arch/arm/lib/interrupts_64.c", "\"Synchronous Abort\" handler, esr 0x96000010, far 0x0"),
        new("an exception of UEFI firmware", "!!!! ", Uefi(), "UefiCpuPkg/Library/CpuExceptionHandlerLib", "!!!! X64 Exception Type - 0E(#PF - Page-Fault)  CPU Apic ID - 00000000 !!!!"),
        new("a fatal error of Zephyr", ">>> ZEPHYR FATAL ERROR ", Zephyr(), "kernel/fatal.c", ">>> ZEPHYR FATAL ERROR 0: CPU exception on CPU 0"),
        new("a panic of ESP-IDF", "Guru Meditation Error: ", Guru(), "components/esp_system/port/panic_handler.c", "Guru Meditation Error: Core  0 panic'ed (LoadProhibited). Exception was unhandled."),
        new("a report of a sanitizer about a program", "Sanitizer: ", Sanitizer(), "compiler-rt/lib", "==1234==ERROR: AddressSanitizer: heap-use-after-free on address 0x602000000010 at pc 0x0000004f2a9d bp 0x7ffc sp 0x7ffc"),
        new("a report of Valgrind about a program", " of size ", Valgrind(), "memcheck/mc_errors.c", "==1234== Invalid read of size 8"),
        new("a failure of the Java virtual machine", "A fatal error has been detected by the Java", Java(), "hotspot/share/utilities/vmError.cpp", "# A fatal error has been detected by the Java Runtime Environment:"),
        new("a panic of a program written in Rust", "' panicked at ", RustThread(), "library/std/src/panicking.rs", "thread 'main' panicked at widget.rs:4:5:"),
        new("a panic of a program written in Go", "goroutine ", Goroutine(), "runtime/traceback.go", "goroutine 1 [running]:"),
        new("an exception of a program written in Python", "Traceback (most recent call last)", Python(), "Python/traceback.c", "Traceback (most recent call last):"),
        new("a crash of a program on Android", "Fatal signal ", FatalSignal(), "bionic/linker/debuggerd_handler", "Fatal signal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr 0x0 in tid 1234 (widget)"),
        new("a crash of a program", " dumped core.", DumpedCore(), "systemd/coredump.c", "Process 1234 (widget) of user 1000 dumped core."),
        new("a crash of a program", "Program ", Gdb(), "gdb/infrun.c", "Program received signal SIGSEGV, Segmentation fault."),
        new("a crash of a program", "*** stack smashing detected ***", Smashed(), "debug/fortify_fail.c", "*** stack smashing detected ***: terminated"),
        new("a fault of a program, of which the kernel tells", "segfault ", Segfault(), "arch/x86/mm/fault.c", "widget[57]: segfault at 8 ip 00007f0012345678 sp 00007ffd12345678 error 4 in libwidget.so[7f0012340000+1000]"),
        new("a fault of a program, of which the kernel tells", "traps: ", Traps(), "arch/x86/kernel/traps.c", "traps: widget[57] general protection fault ip:7f0012345678 sp:7ffd12345678 error:0 in libwidget.so[7f0012340000+1000]"),
        new("a fault of a program, of which the kernel tells", "unhandled ", UnhandledSignal(), "arch/arm64/kernel/traps.c", "widget[57]: unhandled signal 11 code 0x1 at 0x0000000000000008 in widget[10000+1000]"),
        new("a fault of a program, of which the kernel tells", "User process fault: ", S390(), "arch/s390/kernel/traps.c", "User process fault: interruption code 003b ilc:3 in widget[1000000+1000]"),
        new("a fault of a program, of which the kernel tells", "Alignment trap: ", Alignment(), "arch/arm/mm/alignment.c", "Alignment trap: widget (57) PC=0x00010420 Instr=0xe5913000 Address=0x00021031 FSR 0x001"),
        new("an error that the hardware reports", "[Hardware Error]: ", Hardware(), "arch/x86/kernel/cpu/mce/core.c", "mce: [Hardware Error]: Machine check events logged"),
        new("a fault of the firmware, of which the kernel tells", "[Firmware Bug]: ", Firmware(), "include/linux/printk.h", "[Firmware Bug]: TSC not synchronous to P0"),
    ];

    /// <summary>What a text without crash reports is instead; null when no row knows it.</summary>
    /// <param name="text">Lines of any kind, wrapped in anything; each is looked at once.</param>
    public static NotTheKernel? In(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        (int Row, string Line) best = (All.Count, "");
        foreach (ReadOnlySpan<char> span in text.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> line = span[..Math.Min(span.Length, LineSource.LongestLine)];
            for (int row = 0; row < best.Row; row++)
            {
                if (line.Contains(All[row].Literal, StringComparison.Ordinal) && All[row].Line.IsMatch(line))
                {
                    best = (row, new string(line.Trim()[..Math.Min(line.Trim().Length, NotTheKernel.LongestLine)]));
                }
            }
        }

        return best.Row == All.Count ? null : new NotTheKernel(All[best.Row].What, best.Line, All[best.Row].PrintedBy);
    }

    [GeneratedRegex(@"\bFatal trap \d+: .* while in \w+ mode")]
    private static partial Regex FatalTrap();

    [GeneratedRegex(@"\bKDB: (?:stack backtrace:|enter: panic)")]
    private static partial Regex Kdb();

    [GeneratedRegex(@"\bStopped at {2,}[\w.+]+:?[ \t]")]
    private static partial Regex StoppedAt();

    [GeneratedRegex(@"\bkernel: (?:page fault|protection fault|privileged instruction fault|double fault|integer divide fault) trap, code=")]
    private static partial Regex KernelTrap();

    [GeneratedRegex(@"\bStarting stack trace\.\.\.")]
    private static partial Regex StackTrace();

    [GeneratedRegex(@"\bfatal .* in supervisor mode")]
    private static partial Regex Supervisor();

    [GeneratedRegex(@"\bcpu\d+: Begin traceback\.\.\.")]
    private static partial Regex Traceback();

    [GeneratedRegex(@"\buvm_fault\(0x[0-9a-f]+, 0x[0-9a-f]+, .*\) -> ")]
    private static partial Regex UvmFault();

    [GeneratedRegex(@"\bpanic\(cpu \d+ caller 0x")]
    private static partial Regex Xnu();

    [GeneratedRegex(@"\bpanic\[cpu\d+\]/thread=")]
    private static partial Regex Solaris();

    [GeneratedRegex(@"\*\*\* STOP: 0x[0-9A-Fa-f]{8} \(")]
    private static partial Regex WindowsStop();

    [GeneratedRegex(@"\bBug[Cc]heck [0-9A-Fa-f]+, \{")]
    private static partial Regex WindowsCheck();

    [GeneratedRegex(@"\(XEN\) (?:\[[^\]]*\] )?(?:Panic on CPU \d|Xen BUG at |FATAL PAGE FAULT|Assertion '.*' failed at )")]
    private static partial Regex Xen();

    [GeneratedRegex(@"#[A-Z]{2} Exception \d+ in world \d+:")]
    private static partial Regex Esxi();

    [GeneratedRegex("ZIRCON KERNEL (?:PANIC|OOPS)")]
    private static partial Regex Zircon();

    [GeneratedRegex("<== (?:fatal )?(?:exception|fatal exception): process ")]
    private static partial Regex Exception();

    [GeneratedRegex(@"Sentry detected \d+ stuck task")]
    private static partial Regex Sentry();

    [GeneratedRegex(@"\bgvisor\.dev/gvisor/(?:pkg|runsc)/")]
    private static partial Regex GoFrame();

    [GeneratedRegex(@"Unhandled (?:Exception|External Interrupt) in EL3|Unhandled Exception from EL")]
    private static partial Regex El3();

    [GeneratedRegex(@"\bE/TC:.*[ -](?:abort at address|Panic)")]
    private static partial Regex OpTee();

    [GeneratedRegex("\"[A-Za-z ]+\" handler, esr 0x")]
    private static partial Regex UBoot();

    [GeneratedRegex("!!!! [A-Z0-9a-z]+ Exception Type - ")]
    private static partial Regex Uefi();

    [GeneratedRegex(@">>> ZEPHYR FATAL ERROR \d+: ")]
    private static partial Regex Zephyr();

    [GeneratedRegex("Guru Meditation Error: .*panic'ed")]
    private static partial Regex Guru();

    [GeneratedRegex(@"(?:==\d+==\s?ERROR|WARNING): (?:Address|HWAddress|Leak|Memory|Thread)Sanitizer: |\bruntime error: .*UndefinedBehaviorSanitizer: ")]
    private static partial Regex Sanitizer();

    [GeneratedRegex(@"==\d+== +Invalid (?:read|write) of size \d")]
    private static partial Regex Valgrind();

    [GeneratedRegex("# A fatal error has been detected by the Java")]
    private static partial Regex Java();

    [GeneratedRegex("thread '[^']*' (?:\\(\\d+\\) )?panicked at ")]
    private static partial Regex RustThread();

    [GeneratedRegex(@"\bgoroutine \d+ .*\[[^\]]+\]:$|\bgoroutine \d+ \[[^\]]+\]:")]
    private static partial Regex Goroutine();

    [GeneratedRegex(@"\bTraceback \(most recent call last\)")]
    private static partial Regex Python();

    [GeneratedRegex(@"\bFatal signal \d+ \(SIG[A-Z]+\)")]
    private static partial Regex FatalSignal();

    [GeneratedRegex(@"\bProcess \d+ \(.*\) of user \d+ (?:terminated abnormally .*)?dumped core\.")]
    private static partial Regex DumpedCore();

    [GeneratedRegex("Program (?:received signal|terminated with signal) SIG[A-Z]+")]
    private static partial Regex Gdb();

    [GeneratedRegex(@"\*\*\* stack smashing detected \*\*\*")]
    private static partial Regex Smashed();

    [GeneratedRegex(@"\]: segfault (?:\(\d+\) )?at [0-9a-f]+ ")]
    private static partial Regex Segfault();

    [GeneratedRegex(@"\btraps: .*\[\d+\] (?:trap )?[\w ]+ ip:[0-9a-f]+ sp:[0-9a-f]+")]
    private static partial Regex Traps();

    [GeneratedRegex(@"[\w)\]]: unhandled (?:signal \d+|page fault \(\d+\)|exception: )")]
    private static partial Regex UnhandledSignal();

    [GeneratedRegex("User process fault: interruption code ")]
    private static partial Regex S390();

    [GeneratedRegex(@"Alignment trap: .* \(\d+\) PC=0x")]
    private static partial Regex Alignment();

    [GeneratedRegex(@"\[Hardware Error\]: ")]
    private static partial Regex Hardware();

    [GeneratedRegex(@"\[Firmware Bug\]: ")]
    private static partial Regex Firmware();
}
