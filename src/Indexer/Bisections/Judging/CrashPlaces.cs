using System.Buffers;

namespace KB.Indexer.Bisections.Judging;

/// <summary>Finds functions with their source files in a symbolized report: <c>widget_poll+0x1/0x2 drivers/widget.c:30 [inline]</c>.</summary>
internal static class CrashPlaces
{
    /// <summary>The crash itself stands at the start of the report; further down are locks, registers and the next crash.</summary>
    private const int MaxText = 8000;

    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-./");

    /// <summary>Files that every crash passes through: they say nothing of the bug.</summary>
    private static readonly string[] Common =
    [
        "lib/", "mm/kasan", "mm/slab", "mm/slob", "mm/slub", "mm/page_alloc", "kernel/panic", "kernel/locking", "kernel/printk", "kernel/rcu",
        "kernel/kcov", "kernel/sched/", "kernel/workqueue", "kernel/kthread", "kernel/softirq", "kernel/exit", "kernel/fork", "kernel/signal",
        "kernel/entry", "kernel/context", "include/", "arch/x86/entry", "arch/x86/kernel/traps", "arch/x86/kernel/dumpstack",
        "arch/x86/kernel/idt", "arch/x86/kernel/smp", "arch/x86/kernel/unwind", "arch/x86/mm/", "arch/x86/include", "arch/x86/lib",
        "./arch", "./include", "entry", "net/socket.c", "fs/read_write", "fs/ioctl", "fs/open", "fs/file_table",
    ];

    /// <summary>Function and file in the order printed, those of <see cref="Common"/> files left out.</summary>
    public static IReadOnlyList<CrashPlace> Of(string report, int most)
    {
        var places = new List<CrashPlace>();
        foreach (ReadOnlySpan<char> line in report.AsSpan(0, Math.Min(report.Length, MaxText)).EnumerateLines())
        {
            if (Place(line) is { } place && !Array.Exists(Common, prefix => place.File.StartsWith(prefix, StringComparison.Ordinal)))
            {
                places.Add(place);
                if (places.Count == most)
                {
                    break;
                }
            }
        }

        return places;
    }

    private static CrashPlace? Place(ReadOnlySpan<char> line)
    {
        for (int colon = line.IndexOf(':'); colon > 2; colon = Next(line, colon))
        {
            bool isSource = line[colon - 2] == '.' && line[colon - 1] is 'c' or 'h' or 'S';
            if (!isSource || colon + 1 >= line.Length || !char.IsAsciiDigit(line[colon + 1]))
            {
                continue;
            }

            int start = line[..(colon - 1)].LastIndexOfAnyExcept(PathCharacters) + 1;
            if (start < 2 || line[start - 1] != ' ')
            {
                continue;
            }

            ReadOnlySpan<char> function = line[..(start - 1)];
            function = function[(function.LastIndexOf(' ') + 1)..];
            int offset = function.IndexOf("+0x");
            function = offset < 0 ? function : function[..offset];
            if (function.Length > 0 && (char.IsAsciiLetter(function[0]) || function[0] == '_'))
            {
                return new CrashPlace(function.ToString(), line[start..colon].ToString());
            }
        }

        return null;
    }

    private static int Next(ReadOnlySpan<char> line, int colon)
    {
        int next = line[(colon + 1)..].IndexOf(':');
        return next < 0 ? -1 : colon + 1 + next;
    }
}
