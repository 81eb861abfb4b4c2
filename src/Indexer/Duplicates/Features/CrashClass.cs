namespace KB.Indexer.Duplicates.Features;

/// <summary>How a crash shows itself, told by its title; crashes of one family are often one bug.</summary>
/// <param name="Name">In words, for reasons.</param>
/// <param name="Family">Classes of one family stand for one another: a race shows as read, write or fault.</param>
/// <param name="Marks">Lower case; a title with one of these is of this class. Earlier rows win.</param>
public sealed record CrashClass(string Name, string Family, params string[] Marks)
{
    /// <summary>The classes; the position is what <see cref="CrashFeatures"/> stores, so rows are only ever appended before the last.</summary>
    public static IReadOnlyList<CrashClass> All { get; } =
    [
        new("unknown", "unknown"),
        new("use-after-free", "memory", "use-after-free", "double-free", "invalid-free", "double free", "invalid free"),
        new("out-of-bounds", "memory", "out-of-bounds", "array-index", "object-size", "fortify", "buffer overflow", "usercopy", "kernel memory exposure", "kernel memory overwrite"),
        new("null pointer", "fault", "null-ptr", "null pointer", "null deref"),
        new("general protection fault", "fault", "general protection fault", "wild-memory-access", "user-memory-access", "stack segment fault"),
        new("bad page", "fault", "unable to handle", "paging request", "page fault", "bad page", "execute from non-executable", "write to read-only", "external abort"),
        new("uninitialized value", "uninit", "uninit-value", "kernel-infoleak", "kmsan", "kernel-usb-infoleak"),
        new("data race", "race", "kcsan", "data-race"),
        new("reference count", "memory", "refcount"),
        new("corrupted list", "memory", "corrupted list", "list corruption", "list_add", "list_del"),
        new("debug object", "memory", "odebug"),
        new("sleep in atomic context", "context", "sleeping function", "scheduling while atomic", "atomic scheduling", "invalid context", "invalid wait context", "still has locks held", "lock held when returning"),
        new("lock order", "lock", "possible deadlock", "circular locking", "recursive locking", "lock state", "lockdep", "deadlock", "irq-safe", "hardirq", "softirq-safe"),
        new("locking", "lock", "bad unlock", "locking bug", "held lock freed", "lock imbalance", "spinlock bad magic", "spinlock", "mutex"),
        new("rcu usage", "lock", "suspicious rcu", "rcu usage"),
        new("stall", "hang", "rcu detected stall", "soft lockup", "hard lockup", "stall", "lockup", "watchdog", "workqueue"),
        new("hung task", "hang", "task hung", "hung in", "blocked for more", "hung task", "can't die"),
        new("leak", "leak", "memory leak", "unregister_netdevice", "objects remaining", "waiting for"),
        new("divide error", "value", "divide error", "divide by zero", "division"),
        new("undefined behaviour", "value", "ubsan", "undefined behaviour", "undefined-behaviour", "shift-out"),
        new("kernel BUG", "assertion", "kernel bug"),
        new("stack overflow", "stack", "stack guard", "stack overflow", "stack is corrupted", "stack-protector", "double fault"),
        new("boot or machine", "machine", "no output", "lost connection", "boot error", "build error", "test machine", "net boot", "can't ssh"),
        new("warning", "assertion", "warning"),
        new("panic", "assertion", "panic", "trying to mount"),
        new("other BUG", "assertion", "bug:"),
    ];

    /// <summary>Position in <see cref="All"/> of the class of a title; 0 when it is of none.</summary>
    public static byte Of(string title)
    {
        string text = title.ToLowerInvariant();
        for (byte i = 1; i < All.Count; i++)
        {
            if (All[i].Marks.Any(mark => text.Contains(mark, StringComparison.Ordinal)))
            {
                return i;
            }
        }

        return 0;
    }
}
