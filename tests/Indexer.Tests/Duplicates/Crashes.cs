using KB.Indexer.Duplicates.Features;
using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Duplicates;

/// <summary>Invented crashes.</summary>
internal static class Crashes
{
    /// <summary>A crash through these functions, innermost first; <c>name@file:line</c> gives a frame a place in the source.</summary>
    public static CrashReport Through(string title, params string[] functions) => new()
    {
        Id = title + string.Concat(functions),
        Title = title,
        Frame = functions[0].Split('@')[0],
        Kernel = new KernelInfo { Release = "5.4.0", Arch = "x86_64" },
        Stacks = [new CallStack(StackKind.CallTrace, "Call Trace:", [.. functions.Select(Frame)])],
        Text = title + "\n",
    };

    /// <summary>Ten unrelated crashes in drivers of vegetables, so that common frames are common.</summary>
    public static IEnumerable<(string Id, CrashFeatures Features)> Vegetables() =>
        ((string[])["leek", "kale", "beet", "pea", "bean", "chard", "cress", "dill", "yam", "taro"]).Select(name =>
            (name, CrashFeatures.Of(Through($"WARNING in {name}_grow", $"{name}_grow@drivers/{name}/core.c:7", $"{name}_plant@drivers/{name}/core.c:90", "garden_ioctl@drivers/garden.c:5", "vfs_ioctl", "do_syscall_64"))));

    private static StackFrame Frame(string text)
    {
        string[] parts = text.Split('@', ':');
        return parts.Length < 3
            ? new StackFrame { Function = text, Symbol = text, Offset = 16, Size = 64 }
            : new StackFrame { Function = parts[0], Symbol = parts[0], File = parts[1], Line = int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture) };
    }
}
