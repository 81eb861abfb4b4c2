using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using KB.Indexer.Trackers;

namespace KB.Indexer.Reports;

/// <summary>Adds to a report what stands in its lines beside the title.</summary>
internal static partial class ReportDetails
{
    /// <summary>What a line that tells of a bad access has in it.</summary>
    private static readonly SearchValues<string> AccessWords = SearchValues.Create(["addr", " of ", " at "], StringComparison.Ordinal);

    public static CrashReport Add(CrashReport report, ReportDraft draft)
    {
        List<string> lines = [.. draft.Lines.Take(draft.TextLines).Select(line => line.Line.Text)];
        (KernelInfo kernel, TaskInfo? task) = KernelReader.Read(lines, draft.Before.ConvertAll(line => line.Text));
        return report with
        {
            Kernel = kernel,
            Task = task ?? ByTask(lines),
            Access = Access(lines),
            Stacks = StackReader.Read(lines),
            Locations = Locations(lines),
            Locks = Distinct(lines, "{", LockClass()),
            Cache = First(lines, "cache", SlabCache()),
            Registers = Registers.Read(lines),
            Code = First(lines, "Code: ", CodeBytes()),
            Modules = Modules(lines),
            Executor = Executor(lines),
        };
    }

    private static string? First(List<string> lines, string word, Regex regex)
    {
        foreach (string line in lines)
        {
            if (line.Contains(word, StringComparison.Ordinal) && regex.Match(line) is { Success: true } match)
            {
                return match.Groups["value"].Value.Trim();
            }
        }

        return null;
    }

    private static List<string> Distinct(List<string> lines, string word, Regex regex)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<string>();
        foreach (string line in lines)
        {
            if (!line.Contains(word, StringComparison.Ordinal))
            {
                continue;
            }

            foreach (Match match in regex.Matches(line))
            {
                if (seen.Add(match.Groups["value"].Value))
                {
                    found.Add(match.Groups["value"].Value);
                }
            }
        }

        return found;
    }

    private static List<string> Locations(List<string> lines)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> printed = seen.GetAlternateLookup<ReadOnlySpan<char>>();
        var found = new List<string>();
        foreach (string line in lines.Where(GuiltyFile.HasPlace))
        {
            foreach (ValueMatch match in Location().EnumerateMatches(line))
            {
                ReadOnlySpan<char> place = line.AsSpan(match.Index, match.Length);
                if (!printed.Contains(place) && Cleaned(place.ToString()) is var cleaned && seen.Add(cleaned))
                {
                    found.Add(cleaned);
                }
            }
        }

        return found;
    }

    private static string Cleaned(string location)
    {
        int colon = location.LastIndexOf(':');
        return GuiltyFile.Clean(location[..colon]) + location[colon..];
    }

    private static TaskInfo? ByTask(List<string> lines)
    {
        foreach (string line in lines)
        {
            if ((line.Contains("task ", StringComparison.Ordinal) || line.StartsWith("Process ", StringComparison.Ordinal)) && TaskName().Match(line) is { Success: true } match)
            {
                return new TaskInfo(match.Groups["comm"].Value, int.TryParse(match.Groups["pid"].ValueSpan, CultureInfo.InvariantCulture, out int pid) ? pid : null, null);
            }
        }

        return null;
    }

    private static AccessInfo? Access(List<string> lines)
    {
        foreach (string line in lines)
        {
            if (!line.AsSpan().ContainsAny(AccessWords))
            {
                continue;
            }

            if (SizedAccess().Match(line) is { Success: true } sized)
            {
                return new AccessInfo(Kind(sized.Groups["kind"]), int.TryParse(sized.Groups["size"].ValueSpan, CultureInfo.InvariantCulture, out int size) ? size : null, Text(sized.Groups["address"]));
            }

            if (FaultAddress().Match(line) is { Success: true } fault)
            {
                return new AccessInfo(Kind(fault.Groups["kind"]) ?? FaultKind(lines), null, fault.Groups["address"].Value.Trim());
            }
        }

        return null;
    }

    /// <summary>What the error code of a page fault says on x86 (arch/x86/mm/fault.c), the syndrome on arm64 (arch/arm64/mm/fault.c).</summary>
    private static string? FaultKind(List<string> lines)
    {
        foreach (string line in lines)
        {
            if ((line.Contains("#PF: ", StringComparison.Ordinal) || line.Contains("WnR", StringComparison.Ordinal)) && ErrorCode().Match(line) is { Success: true } code)
            {
                return Kind(code.Groups["kind"]);
            }
        }

        return null;
    }

    private static string? Kind(Group kind) => !kind.Success ? null : kind.ValueSpan[0] is 'W' or 'w' or '1' ? "Write" : "Read";

    private static string? Text(Group group) => group.Success ? group.Value : null;

    private static List<string> Modules(List<string> lines)
    {
        string? line = lines.Find(text => text.StartsWith("Modules linked in:", StringComparison.Ordinal));
        if (line is null)
        {
            return [];
        }

        string names = line["Modules linked in:".Length..];
        int last = names.IndexOf("[last unloaded", StringComparison.Ordinal);
        return [.. ModuleName().Matches(last < 0 ? names : names[..last]).Select(match => match.Value)];
    }

    private static ExecutorInfo? Executor(List<string> lines)
    {
        foreach (string line in lines)
        {
            if (line.Contains("syz.", StringComparison.Ordinal) && ExecutorName().Match(line) is { Success: true } match
                && int.TryParse(match.Groups["proc"].ValueSpan, CultureInfo.InvariantCulture, out int proc) && int.TryParse(match.Groups["id"].ValueSpan, CultureInfo.InvariantCulture, out int id))
            {
                return new ExecutorInfo(proc, id);
            }
        }

        return null;
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9_\-./])(?<![A-Za-z0-9_\-./]\+)[A-Za-z0-9_\-./][A-Za-z0-9_\-./+]*\.(?:c|h|S|rs):\d+")]
    private static partial Regex Location();

    [GeneratedRegex(@"\((?<value>[^(){}]+(?:\([^()]*\)[^(){}]*)?)\)\{[^}]*\}")]
    private static partial Regex LockClass();

    [GeneratedRegex(@"belongs to the cache (?<value>\S+)|cache=(?<value>\S+?),?(?:\s|$)|cache: (?<value>\S+)")]
    private static partial Regex SlabCache();

    [GeneratedRegex(@"^\s*Code: (?<value>.*)$")]
    private static partial Regex CodeBytes();

    [GeneratedRegex(@"\b(?:by task|of task|task) (?<comm>[^\s/]*(?:/[0-9]*[^\s/0-9][^\s/]*)*)[/:](?<pid>\d+)\b|^Process (?<comm>.{1,32}?) \(pid: (?<pid>\d+)")]
    private static partial Regex TaskName();

    [GeneratedRegex(@"(?<kind>[Rr]ead|[Ww]rite) of size (?<size>\d+) (?:at addr (?<address>[0-9a-fx]+))?|^(?<kind>read|write) to 0x(?<address>[0-9a-f]+) of (?<size>\d+) bytes|^(?:Out-of-bounds|Use-after-free|Invalid) (?<kind>read|write) at 0x(?<address>[0-9a-f]+)|Memory access of size (?<size>\d+) starts at (?<address>[0-9a-f]+)")]
    private static partial Regex SizedAccess();

    // powerpc names the kind: "Unable to handle kernel data access on write at 0x…"; s390 has a failing address, parisc an address of its fault.
    [GeneratedRegex(@"(?:paging request|NULL pointer dereference|page fault for address|dereference, address|virtual address|non-canonical address|kernel data access(?: on (?<kind>read|write))?|(?:for data|unaligned access) at address|^Failing address|^Kernel Fault: .* at addr):? (?:at )?(?:virtual address )?(?<address>(?:0x)?[0-9a-f]{1,16}\b| *\(null\))")]
    private static partial Regex FaultAddress();

    [GeneratedRegex(@"#PF: \w+ (?<kind>read|write) access|WnR = (?<kind>[01])")]
    private static partial Regex ErrorCode();

    [GeneratedRegex(@"[A-Za-z_][A-Za-z0-9_-]*(?=[\s(]|$)")]
    private static partial Regex ModuleName();

    [GeneratedRegex(@"\bComm: syz\.(?<proc>\d+)\.(?<id>\d+)\b")]
    private static partial Regex ExecutorName();
}
