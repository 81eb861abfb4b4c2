using System.Globalization;
using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>Reads one line of a stack, in the dialect of any architecture and of the tools that add source lines.</summary>
internal static partial class FrameParser
{
    /// <summary>The frames of the line, innermost first; none for a line that is no frame.</summary>
    public static StackFrame[] Parse(string line)
    {
        ReadOnlySpan<char> start = line.AsSpan().TrimStart();
        if (start.Length < 3)
        {
            return [];
        }

        if (line.Contains("+0x", StringComparison.Ordinal))
        {
            if (line.Contains(" from ", StringComparison.Ordinal) && ArmFrame().Match(line) is { Success: true } arm)
            {
                return Arm(arm);
            }

            return Placed().Match(line) is { Success: true } placed ? [Place(placed)] : [];
        }

        if (line.Contains("[inline]", StringComparison.Ordinal) && Inlined().Match(line) is { Success: true } inlined)
        {
            return [Place(inlined) with { Inline = true }];
        }

        if (line.Contains(" (", StringComparison.Ordinal) && Decoded().Match(line) is { Success: true } decoded)
        {
            StackFrame frame = Place(decoded);
            return [frame.Module is null && BareModule().Match(line) is { Success: true } module ? frame with { Module = module.Groups["module"].Value } : frame];
        }

        return (start[0] == '#' || line.Contains('+', StringComparison.Ordinal)) && Vmcore().Match(line) is { Success: true } vmcore ? [Place(vmcore)] : [];
    }

    private static StackFrame Place(Match match)
    {
        string symbol = match.Groups["symbol"].Value;
        ReadOnlySpan<char> rest = match.Groups["rest"].ValueSpan;
        (string? file, int? number) = Source(rest);
        Match module = rest.Contains('[') ? InModule().Match(rest.ToString()) : Match.Empty;
        return new StackFrame
        {
            Function = FunctionNames.Normalize(symbol),
            Symbol = ReadableNames.AsPrinted(symbol),
            Offset = match.Groups["bytes"] is { Success: true } bytes ? Decimal(bytes) : Hex(match.Groups["offset"]),
            Size = Hex(match.Groups["size"]),
            File = file,
            Line = number,
            Reliable = !match.Groups["unsure"].Success && !match.Groups["enclosed"].Success && !rest.Contains("(unreliable)", StringComparison.Ordinal),
            Module = module.Success ? module.Groups["module"].Value : null,
            Address = match.Groups["address"] is { Success: true } address ? address.Captures[^1].Value : null,
        };
    }

    /// <summary>The first source line that the text names.</summary>
    private static (string? File, int? Line) Source(ReadOnlySpan<char> text)
    {
        foreach (ValueMatch match in SourceLine().EnumerateMatches(text))
        {
            ReadOnlySpan<char> place = text.Slice(match.Index, match.Length);
            int colon = place.LastIndexOf(':');
            return (GuiltyFile.Clean(place[..colon].ToString()), int.TryParse(place[(colon + 1)..], CultureInfo.InvariantCulture, out int line) ? line : null);
        }

        return (null, null);
    }

    // "callee from caller+0x1/0x2": the caller is the frame; the callee is one only at the top, where the head of the stack names it.
    private static StackFrame[] Arm(Match match)
    {
        if (!match.Groups["callee"].Success)
        {
            // A jump to nowhere.
            return [Place(match)];
        }

        string callee = match.Groups["callee"].Value;
        return
        [
            new StackFrame
            {
                Function = FunctionNames.Normalize(callee),
                Symbol = ReadableNames.AsPrinted(callee),
                Module = match.Groups["module"] is { Success: true } module ? module.Value : null,
                Address = match.Groups["calleeAddress"] is { Success: true } address ? address.Value : null,
            },
            Place(match),
        ];
    }

    private static long? Hex(Group group) =>
        group.Success && long.TryParse(group.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long value) && value >= 0 ? value : null;

    private static long? Decimal(Group group) => long.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : null;

    private const string Symbol = @"(?<symbol>[A-Za-z_.$<][A-Za-z0-9_.$:<>]*)";

    [GeneratedRegex(@"^(?>\s*)(?:(?<enclosed>\((?=\[))?(?:(?:\[<?|<)(?:0x)?(?<address>[0-9a-f]+)>?\]\)?(?>\s+)){0,2}|Caller\[(?<address>[0-9a-f]+)(?:\]: |: ))\(?(?<unsure>\? )?(?>\s*)" + Symbol + @"\+0x(?<offset>[0-9a-f]+)(?:/0x(?<size>[0-9a-f]+))?[)\]]?(?<rest>(?:\s.*)?)$")]
    private static partial Regex Placed();

    [GeneratedRegex(@"^\s*(?:\[<?(?:0x)?(?<calleeAddress>[0-9a-f]+)>?\] )?\(?(?:0x[0-9a-f]+|(?<callee>[A-Za-z_][\w.$]*))(?:\+0x[0-9a-f]+/0x[0-9a-f]+)?(?: \[(?<module>\w+)\])?\)?(?: \[(?<module>\w+)\])? from (?:\[<?(?:0x)?(?<address>[0-9a-f]+)>?\] )?\(?" + Symbol + @"\+0x(?<offset>[0-9a-f]+)/0x(?<size>[0-9a-f]+)(?<rest>(?:\s.*|\))?)$")]
    private static partial Regex ArmFrame();

    [GeneratedRegex(@"^\s*(?:\[<?(?:0x)?(?<address>[0-9a-f]+)>?\]\s+)?(?<unsure>\? )?" + Symbol + @"(?<rest> \S+:-?\d+ \[inline\].*)$")]
    private static partial Regex Inlined();

    [GeneratedRegex(@"^\s*(?:\[<?(?:0x)?(?<address>[0-9a-f]+)>?\]\s+)?(?<unsure>\? )?" + Symbol + @"(?<rest> \([^()\s]+\.(?:c|h|S|rs):\d+(?: .*)?\).*)$")]
    private static partial Regex Decoded();

    // decode_stacktrace.sh takes the brackets off.
    [GeneratedRegex(@"\) (?<module>[A-Za-z_]\w*)(?: [0-9a-f]{20,40})?\s*$")]
    private static partial Regex BareModule();

    // The program crash: "#8 [ffffc90003a2fbc8] widget_flush at ffffffffc0a3c010 [widget]", and the decimal offset of "[exception RIP: widget_flush+467]".
    [GeneratedRegex(@"^\s*#\d+ \[[0-9a-f]{8,16}\] " + Symbol + @" at (?<address>[0-9a-f]{8,16})(?<rest>(?: .*)?)$|^" + Symbol + @"\+(?<bytes>\d+)(?<rest>)$")]
    private static partial Regex Vmcore();

    [GeneratedRegex(@"(?<![A-Za-z0-9_\-./+])[A-Za-z0-9_\-./+]+\.(?:c|h|S|rs|inc|cc|cpp):\d+")]
    private static partial Regex SourceLine();

    [GeneratedRegex(@"\[(?<module>(?!inline\])[A-Za-z_]\w*)(?: [0-9a-f]+)?(?:\([A-Z+-]+\))?\]")]
    private static partial Regex InModule();
}
