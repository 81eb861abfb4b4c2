using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>Reads which memory was accessed badly, and how.</summary>
internal static partial class AccessReader
{
    private const string Reads = "Read", Writes = "Write", Executes = "Execute";

    /// <summary>Bits of the error code of a page fault on x86 (arch/x86/include/asm/trap_pf.h).</summary>
    private const int WriteBit = 0x02, FetchBit = 0x10;

    /// <summary>What a line that tells of a bad access has in it.</summary>
    private static readonly SearchValues<string> Words = SearchValues.Create(["addr", " of ", " at "], StringComparison.Ordinal);

    /// <summary>How memory was accessed, in words and codes of single architectures: what the line has in it, and the regex whose groups are the kinds.</summary>
    private static readonly (string Word, Regex Kind)[] Kinds =
    [
        ("#PF: ", PageFault()), ("IABT", InstructionAbort()), ("WnR", Syndrome()), (" when ", When()), ("cause: ", Cause()), ("TEID: ", Teid()), ("ExcCode ", MipsCode()), ("ExcCode : ", LoongArchCode()), ("ESTAT: ", Estat()),
    ];

    /// <summary>The bad access; null for reports that tell of none.</summary>
    /// <param name="lines">The lines of a report.</param>
    /// <param name="arch">Its architecture: the error code of an oops is x86's.</param>
    public static AccessInfo? Read(List<string> lines, string? arch)
    {
        bool isFetch = false;
        foreach (string line in lines)
        {
            if (!line.AsSpan().ContainsAny(Words))
            {
                isFetch |= line.Contains("Unable to handle kernel instruction fetch", StringComparison.Ordinal);
                continue;
            }

            if (SizedAccess().Match(line) is { Success: true } sized)
            {
                return new AccessInfo(
                    KindOf(sized), int.TryParse(sized.Groups["size"].ValueSpan, CultureInfo.InvariantCulture, out int size) ? size : null, sized.Groups["address"] is { Success: true } at ? at.Value : null);
            }

            if (FaultAddress().Match(line) is { Success: true } fault)
            {
                return new AccessInfo(KindOf(fault) ?? FaultKind(lines, arch), null, fault.Groups["address"].Value.Trim());
            }

            if (isFetch && Instruction().Match(line) is { Success: true } fetched)
            {
                return new AccessInfo(Executes, null, fetched.Groups["address"].Value);
            }
        }

        return null;
    }

    private static string? FaultKind(List<string> lines, string? arch)
    {
        bool isX86 = arch is "x86_64" or "i386";
        foreach (string line in lines)
        {
            foreach ((string word, Regex regex) in Kinds)
            {
                if (line.Contains(word, StringComparison.Ordinal) && regex.Match(line) is { Success: true } match && KindOf(match) is { } kind)
                {
                    return kind;
                }
            }

            if (isX86 && line.Contains("Oops: ", StringComparison.Ordinal) && ErrorCode().Match(line) is { Success: true } error)
            {
                int code = int.Parse(error.Groups["code"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                return (code & FetchBit) != 0 ? Executes : (code & WriteBit) != 0 ? Writes : Reads;
            }
        }

        return null;
    }

    private static string? KindOf(Match match) =>
        match.Groups["execute"].Success ? Executes : match.Groups["write"].Success ? Writes : match.Groups["read"].Success ? Reads : null;

    // KASAN with hardware tags knows no size, and of a free no kind; KCSAN's kinds: "read-write (marked)", "write (reordered)".
    [GeneratedRegex(@"(?:(?<read>[Rr]ead)|(?<write>[Ww]rite)) (?:of size (?<size>\d+)|(?=at addr)) ?(?:at addr (?<address>[0-9a-fx]+))?|^\s*(?:race at unknown origin, with )?(?:read-)?(?:(?<read>read)|(?<write>write))(?: \([a-z, ]+\))? to 0x(?<address>[0-9a-f]+) of (?<size>\d+) bytes|^\s*(?:Out-of-bounds|Use-after-free|Invalid) (?:(?<read>read)|(?<write>write)) at 0x(?<address>[0-9a-f]+)|^\s*(?:Free of addr |Corrupted memory at |Invalid free of )(?:0x)?(?<address>[0-9a-f]+)|Memory access of size (?<size>\d+) starts at (?<address>[0-9a-f]+)")]
    private static partial Regex SizedAccess();

    // powerpc names the kind: "BUG: Kernel NULL pointer dereference on read at 0x…"; s390 has a failing address, parisc an address of its fault.
    [GeneratedRegex(@"(?:paging request|paging fault|NULL pointer dereference|page fault for address|dereference, address|virtual addr(?:ess)?|non-canonical address|maybe for address|kernel data access|(?:for data|unaligned access) at address|unaligned access|Unhandled (?:fault|prefetch abort): .*\)|^Failing address|^(?:Kernel Fault|Bad Address \(null pointer deref\?\)): .* at addr)(?: on (?:(?<read>read)|(?<write>write)))?:? (?:at )?(?:virtual addr(?:ess)? )?(?<address>(?:0x)?[0-9a-f]{1,16}\b| *\(null\))")]
    private static partial Regex FaultAddress();

    [GeneratedRegex(@"^Faulting instruction address: (?<address>0x[0-9a-f]{1,16})\b")]
    private static partial Regex Instruction();

    // arch/x86/mm/fault.c
    [GeneratedRegex(@"#PF: \w+ (?:(?<read>read access)|(?<write>write access)|(?<execute>instruction fetch))")]
    private static partial Regex PageFault();

    [GeneratedRegex(@"\bOops: (?:Oops: )?(?<code>[0-9a-f]{4}) \[#")]
    private static partial Regex ErrorCode();

    // arch/arm64/mm/fault.c
    [GeneratedRegex(@"EC = 0x2[01]: (?<execute>IABT)")]
    private static partial Regex InstructionAbort();

    [GeneratedRegex("WnR = (?:(?<read>0)|(?<write>1))")]
    private static partial Regex Syndrome();

    // arch/arm/mm/fault.c
    [GeneratedRegex(@"virtual address \S+ when (?:(?<read>read)|(?<write>write)|(?<execute>execute))\b")]
    private static partial Regex When();

    // arch/riscv/include/asm/csr.h: access and page faults.
    [GeneratedRegex(@"\bcause: 0+(?:(?<read>[5d])|(?<write>[7f])|(?<execute>[1c]))\s*$")]
    private static partial Regex Cause();

    // arch/s390/include/asm/fault.h: the store indication.
    [GeneratedRegex("TEID: [0-9a-f]{13}(?:(?<read>[89ab])|(?<write>[4-7]))[0-9a-f]{2}")]
    private static partial Regex Teid();

    // arch/mips/include/asm/mipsregs.h: what is no write may be a fetch as well.
    [GeneratedRegex(@"\(ExcCode 0(?:(?<read>[24])|(?<write>[135]))\)")]
    private static partial Regex MipsCode();

    // arch/loongarch/include/asm/loongarch.h: page invalid for load, store and fetch, not to be written, read or executed.
    [GeneratedRegex(@"^ExcCode : (?:(?<read>[15])|(?<write>[24])|(?<execute>[36])) ")]
    private static partial Regex LoongArchCode();

    [GeneratedRegex(@"\[P(?:(?<read>IL|NR)|(?<write>IS|ME)|(?<execute>IF|NX))\]")]
    private static partial Regex Estat();
}
