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
            if (found.Count > 0 && (line.Contains("Call ", StringComparison.Ordinal) || StackDump().IsMatch(line)))
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
            if (Row().Match(line) is { Success: true } several)
            {
                int first = int.Parse(several.Groups["first"].ValueSpan, CultureInfo.InvariantCulture);
                found.AddRange(several.Groups["value"].Captures.Select((value, at) => new RegisterValue($"{several.Groups["base"].Value}{first + at:00}", value.Value)));
                continue;
            }

            if (Unmarked().Match(line) is { Success: true } pairs)
            {
                found.AddRange(pairs.Groups["name"].Captures.Zip(pairs.Groups["value"].Captures, (name, value) => new RegisterValue(name.Value, value.Value)));
                continue;
            }

            if (Named().IsMatch(line))
            {
                found.AddRange(Register().Matches(line).Select(match => new RegisterValue(match.Groups["name"].Value, match.Groups["value"].Value)));
            }
        }

        return found;
    }

    // MIPS: "$ 4   : 87831e28 00000000 …"; s390: "Krnl GPRS: 0000000000000001 …" and lines below it that begin with blanks.
    [GeneratedRegex(@"^(?:\$ ?(?<first>[0-9]{1,2}) {1,4}:|Krnl GPRS:|(?<on> {4,20}))(?: (?<value>(?:[0-9a-f]{8}){1,2})){1,4}\s*$")]
    private static partial Regex Numbered();

    // PowerPC: "GPR00: c000000000159018 …", PA-RISC: "r00-03  000000ff0806ff0f …", Xtensa: "a00: 800a1b2c …".
    [GeneratedRegex(@"^\s*(?<base>GPR|a|r)(?<first>[0-9][0-9])(?:-\d\d|:)(?: {1,2}(?<value>(?:[0-9a-f]{8}){1,2})){2,8}\s*$")]
    private static partial Regex Row();

    // LoongArch: "pc 90000000802f1338 ra 9000000080301300 tp …".
    [GeneratedRegex(@"^\s*(?:(?<name>[a-z][a-z0-9]) (?<value>[0-9a-f]{16}) ?){4}$")]
    private static partial Regex Unmarked();

    // ARM dumps the stack in rows that begin with the end of an address, as a register begins with its name.
    [GeneratedRegex(@"^\s*(?:Exception stack|[Ss]tack ?(?::|from|\())")]
    private static partial Regex StackDump();

    // x86 puts the segment before a stack pointer: "RSP: 0018:ffffc90000123e10 EFLAGS: 00010246". ARM prints what a function saved below its frame: " r7:c1a2b100 r6:c1a2b200".
    [GeneratedRegex(@"^\s*(?!r\d{1,2}:[0-9a-f])(?:(?:R[A-Z0-9]{1,2}|E[A-Z]{2}|[FG]S|CR\d|[xr]\d{1,2}|sp|GPR\d\d|[a-z]{1,2}\d{0,2}|epc|Hi|Lo|[Ss]tatus|Cause|BadVA|BADV|PKRU|NIP|MSR|CFAR|DE?AR|MACH|PC) *: {0,2}(?:[0-9a-f]{4}:|0x)?[0-9a-f]{8}|[CD]S: +[0-9a-f]{4} [DE]S: )")]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<!\w)(?<name>[A-Za-z][A-Za-z0-9]{1,6}|ORIG_RAX) {0,4}: {0,2}(?:[0-9a-f]{4}:|0x)?(?<value>[0-9a-f]{8,16})\b")]
    private static partial Regex Register();
}
