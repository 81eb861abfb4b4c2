namespace KB.Indexer.Symbolization;

/// <summary>One way in which a line says that a place is the instruction that faulted, not a return address.</summary>
/// <param name="Before">Text that stands in the line before the symbol.</param>
/// <param name="PrintedBy">Kernel file that prints it.</param>
/// <param name="Example">A line of it.</param>
internal sealed record FaultPlace(string Before, string PrintedBy, string Example);

/// <summary>Tells faulting instructions from return addresses, which lie behind the call that they belong to.</summary>
internal static class FaultPlaces
{
    public static readonly FaultPlace[] All =
    [
        new("RIP: ", "arch/x86/kernel/process_64.c", "RIP: 0010:widget_flush+0x1d/0x40"),
        new("RIP  [", "arch/x86/kernel/dumpstack.c", "RIP  [<ffffffff81234567>] widget_flush+0x1d/0x40"),
        new("EIP: ", "arch/x86/kernel/process_32.c", "EIP: widget_flush+0x1d/0x40"),
        new("EIP is at ", "arch/x86/kernel/process_32.c", "EIP is at widget_flush+0x1d/0x40"),
        new("IP: ", "arch/x86/mm/fault.c", "IP: [<ffffffff81234567>] widget_flush+0x1d/0x40"),
        new("pc : ", "arch/arm64/kernel/process.c", "pc : widget_flush+0x1d/0x40"),
        new("PC is at ", "arch/arm/kernel/process.c", "PC is at widget_flush+0x1d/0x40"),
        new("epc : ", "arch/riscv/kernel/process.c", "epc : widget_flush+0x1d/0x40"),
        new("epc   : ", "arch/mips/kernel/traps.c", "epc   : 80123456 widget_flush+0x1d/0x40"),
        new("NIP [", "arch/powerpc/kernel/process.c", "NIP [c000000000123456] widget_flush+0x1d/0x40"),
        new("PSW : ", "arch/s390/kernel/dumpstack.c", "Krnl PSW : 0704c00180000000 0000000000123456 (widget_flush+0x1d/0x40)"),
        new("ERA: ", "arch/loongarch/kernel/process.c", "ERA: 9000000000123456 widget_flush+0x1d/0x40"),
        new("WARNING: CPU: ", "kernel/panic.c", "WARNING: CPU: 1 PID: 86 at drivers/widget.c:30 widget_flush+0x1d/0x40"),
        new("WARNING: at ", "kernel/panic.c", "WARNING: at drivers/widget.c:30 widget_flush+0x1d/0x40()"),
    ];

    /// <summary>True when the text of a line before a symbol says that the place faulted.</summary>
    public static bool Announces(ReadOnlySpan<char> before)
    {
        foreach (FaultPlace row in All)
        {
            if (before.Contains(row.Before, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
