using System.Buffers;
using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>Picks the source file to blame.</summary>
internal static partial class GuiltyFile
{
    /// <summary>What a line that names a source line has in it.</summary>
    internal static readonly SearchValues<string> Places = SearchValues.Create([".c:", ".h:", ".rs:", ".S:"], StringComparison.Ordinal);

    /// <summary>
    /// The first file of the report that is not generic code, else the first file at all; null when no line names a file.
    /// Where locks were taken counts only in reports that name no other place.
    /// </summary>
    public static string? Find(string title, List<string> lines)
    {
        if (title.StartsWith("INFO: rcu detected stall", StringComparison.Ordinal))
        {
            // What stands above the interrupt is the detection of the stall itself.
            int interrupt = lines.FindIndex(Interrupt().IsMatch);
            if (interrupt >= 0 && FirstIn(lines.Skip(interrupt), withHeld: false) is { } looping)
            {
                return looping;
            }
        }

        return FirstIn(lines, withHeld: false) ?? FirstIn(lines, withHeld: true);
    }

    /// <summary>True for a line that may name a source line.</summary>
    internal static bool HasPlace(string line) => line.AsSpan().ContainsAny(Places);

    private static string? FirstIn(IEnumerable<string> lines, bool withHeld)
    {
        string? any = null;
        foreach (string line in lines)
        {
            if (!HasPlace(line) || NoFrame().IsMatch(line) || (!withHeld && HeldLock().IsMatch(line)))
            {
                continue;
            }

            foreach (Match match in SourceLine().Matches(line))
            {
                string file = Clean(match.Groups["file"].Value);
                any ??= file;
                if (!Generic().IsMatch(file))
                {
                    return file;
                }
            }
        }

        return any;
    }

    /// <summary>The path without a leading <c>./</c> and without <c>x/../</c>.</summary>
    public static string Clean(string path)
    {
        if (!path.Contains("./", StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal) && !path.EndsWith('/') && !path.EndsWith('.'))
        {
            return path;
        }

        var parts = new List<string>();
        foreach (string part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part.Length > 0 && part != ".")
            {
                parts.Add(part);
            }
        }

        return (path.StartsWith('/') ? "/" : "") + string.Join('/', parts);
    }

    [GeneratedRegex("apic_timer_interrupt|Exception stack|el1h_64_irq")]
    private static partial Regex Interrupt();

    [GeneratedRegex(@"(?:hardirqs|softirqs)\s+last\s+(?:enabled|disabled)|^Register r\d+ information")]
    private static partial Regex NoFrame();

    [GeneratedRegex(@"^\s*#\d+: .* at: ")]
    private static partial Regex HeldLock();

    [GeneratedRegex(@"(?<![a-zA-Z0-9_\-./])(?<![a-zA-Z0-9_\-./]\+)(?<file>[a-zA-Z0-9_\-./][a-zA-Z0-9_\-./+]*\.(?:c|h|rs)):[0-9]+")]
    private static partial Regex SourceLine();

    [GeneratedRegex(@"\.h$|^lib/|^virt/lib/|^mm/kasan/|^mm/kmsan/|^mm/kfence/|^kernel/kcov\.c|^kernel/kcsan/|^mm/sl.b(?:_common)?\.c|^mm/filemap\.c|^mm/folio-compat\.c|^mm/truncate\.c|^mm/memory\.c|^mm/percpu|^mm/vmalloc\.c|^mm/page_alloc\.c|^mm/mempool\.c|^mm/util\.c|^mm/maccess\.c|^kernel/rcu/|^arch/.*/kernel/traps\.c|^arch/.*/kernel/unwind|^arch/.*/mm/fault\.c|^arch/.*/mm/physaddr\.c|^arch/.*/kernel/.*stacktrace|^arch/.*/kernel/(?:dumpstack|apic/)|^arch/.*/lib/|^arch/.*/entry|^kernel/locking/|^kernel/panic\.c|^kernel/printk/|^kernel/softirq\.c|^kernel/kthread\.c|^kernel/sched/|^kernel/stacktrace\.c|^kernel/time/timer\.c|^kernel/workqueue\.c|^kernel/hung_task\.c|^kernel/entry/|^kernel/watchdog\.c|^kernel/context_tracking\.c|^fs/inode\.c|^sound/core/pcm_(?:native|lib|memory|misc)\.c|^net/core/dev\.c|^net/core/sock\.c|^net/core/skbuff\.c|^fs/proc/generic\.c|^drivers/usb/core/urb\.c|^trusty/|^include/")]
    private static partial Regex Generic();
}
