using KB.Indexer.Reports;
using KB.Indexer.Symbolization;

namespace KB.Site.Pages.Shared;

/// <summary>Registers and code of a report as lines of text, for the page and its twins.</summary>
internal static class MachineState
{
    private const int RegistersInLine = 3;

    /// <summary>Registers, then the decoded code, or its bytes where they cannot be decoded; empty when the report has neither.</summary>
    public static IReadOnlyList<string> Lines(CrashReport report)
    {
        string[] registers = [.. report.Registers.Select(register => $"{register.Name}: {register.Value}")];
        int width = registers.Select(register => register.Length).DefaultIfEmpty().Max();
        List<string> lines = [.. registers.Chunk(RegistersInLine).Select(row => string.Join("  ", row.Select(register => register.PadRight(width))).TrimEnd())];
        IReadOnlyList<CodeInstruction> listing = CodeListing.Read(report.Code, report.Kernel.Arch);
        IEnumerable<string> code = listing.Count > 0 ? listing.Select(instruction => instruction.ToString())
            : report.Code is { } bytes ? ["Code: " + bytes] : [];
        return [.. lines, .. lines.Count > 0 && report.Code is not null ? [""] : Array.Empty<string>(), .. code];
    }
}
