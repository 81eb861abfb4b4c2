using System.Globalization;
using System.Text.RegularExpressions;
using KB.Indexer.Trackers;

namespace KB.Indexer.Reports;

/// <summary>Adds to a report what stands in its lines beside the title.</summary>
internal static partial class ReportDetails
{
    /// <summary>Lines that the names of the loaded modules take at most, in a mail with short lines.</summary>
    private const int LinesOfModules = 64;

    public static CrashReport Add(CrashReport report, ReportDraft draft)
    {
        List<string> lines = [.. draft.Lines.Take(draft.TextLines).Select(line => line.Line.Text)];
        (KernelInfo kernel, TaskInfo? task) = KernelReader.Read(lines, draft.Before.ConvertAll(line => line.Text));
        return report with
        {
            Kernel = kernel,
            Task = task ?? ByTask(lines),
            Access = AccessReader.Read(lines, kernel.Arch),
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
            if ((line.Contains("task ", StringComparison.Ordinal) || line.StartsWith("Process ", StringComparison.Ordinal) || line.StartsWith("COMM=", StringComparison.Ordinal)) && TaskName().Match(line) is { Success: true } match)
            {
                return new TaskInfo(match.Groups["comm"].Value, int.TryParse(match.Groups["pid"].ValueSpan, CultureInfo.InvariantCulture, out int pid) ? pid : null, null);
            }
        }

        return null;
    }

    private static List<string> Modules(List<string> lines)
    {
        int head = lines.FindIndex(text => text.StartsWith("Modules linked in:", StringComparison.Ordinal));
        if (head < 0)
        {
            return [];
        }

        string names = lines[head]["Modules linked in:".Length..];
        for (int next = head + 1; next < lines.Count && next < head + LinesOfModules && MoreModules().IsMatch(lines[next]); next++)
        {
            names += " " + lines[next];
        }

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

    [GeneratedRegex(@"\b(?:by task|of task|task) (?<comm>[^\s/]*(?:/[0-9]*[^\s/0-9][^\s/]*)*)[/:](?<pid>\d+)\b|^Process (?<comm>.{1,32}?) \(pid: (?<pid>\d+)|^COMM=(?<comm>.{1,32}?) PID=(?<pid>\d+)")]
    private static partial Regex TaskName();

    // A record of the log has room for some 1,000 characters: names that have none there follow in the next one, behind a blank. Mail programs leave none.
    [GeneratedRegex(@"^(?: |(?=.*[a-z0-9]_|.*\([A-Z+-]+\)))(?:[A-Za-z_][A-Za-z0-9_-]*(?:\([A-Z+-]+\))?(?: |$))+(?:\[last unloaded.*)?$")]
    private static partial Regex MoreModules();

    [GeneratedRegex(@"[A-Za-z_][A-Za-z0-9_-]*(?=[\s(]|$)")]
    private static partial Regex ModuleName();

    [GeneratedRegex(@"\bComm: syz\.(?<proc>\d+)\.(?<id>\d+)\b")]
    private static partial Regex ExecutorName();
}
