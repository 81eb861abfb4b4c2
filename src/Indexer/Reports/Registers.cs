using System.Globalization;
using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>Reads the registers of a dump: named one by one, or numbered with several in a line.</summary>
/// <remarks>Source: show_regs of arch/*/kernel (process.c, process_64.c, traps.c, dumpstack.c).</remarks>
internal static partial class Registers
{
    /// <summary>General registers of s390: four a line, of which the first alone says what they are.</summary>
    private const int OfS390 = 16;

    /// <summary>The registers in their order, up to the first call trace behind them.</summary>
    public static List<RegisterValue> Read(List<string> lines)
    {
        var found = new List<RegisterValue>();
        int next = 0;
        foreach (string line in lines)
        {
            if (found.Count > 0 && line.Contains("Call ", StringComparison.Ordinal))
            {
                break;
            }

            if (Numbered().Match(line) is { Success: true } row && (next > 0 || !row.Groups["on"].Success))
            {
                bool isMips = row.Groups["first"].Success;
                int number = isMips ? int.Parse(row.Groups["first"].ValueSpan, CultureInfo.InvariantCulture) : row.Groups["on"].Success ? next : 0;
                found.AddRange(row.Groups["value"].Captures.Select(value => new RegisterValue($"{(isMips ? '$' : 'r')}{number++}", value.Value)));
                next = isMips ? 0 : number % OfS390;
                continue;
            }

            next = 0;
            if (Named().IsMatch(line))
            {
                found.AddRange(Register().Matches(line).Select(match => new RegisterValue(match.Groups["name"].Value, match.Groups["value"].Value)));
            }
        }

        return found;
    }

    // MIPS: "$ 4   : 87831e28 00000000 …"; s390: "Krnl GPRS: 0000000000000001 …" and lines below it that begin with blanks.
    [GeneratedRegex(@"^(?:\$ ?(?<first>\d{1,2}) {1,4}:|Krnl GPRS:|(?<on> {4,20}))(?: (?<value>(?:[0-9a-f]{8}){1,2})){1,4}\s*$")]
    private static partial Regex Numbered();

    // x86 puts the segment before a stack pointer: "RSP: 0018:ffffc90000123e10 EFLAGS: 00010246".
    [GeneratedRegex(@"^\s*(?:(?:R[A-Z0-9]{2}|E[A-Z]{2}|[FG]S|CR\d|[xr]\d{1,2}|sp|GPR\d\d|[a-z]{1,2}\d{0,2}|epc|Hi|Lo|[Ss]tatus|Cause|BadVA) *: {0,2}(?:[0-9a-f]{4}:)?[0-9a-f]{8}|CS: +[0-9a-f]{4} DS: )")]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<!\w)(?<name>[A-Za-z][A-Za-z0-9]{1,6}|ORIG_RAX) {0,4}: {0,2}(?:[0-9a-f]{4}:)?(?<value>[0-9a-f]{8,16})\b")]
    private static partial Regex Register();
}
