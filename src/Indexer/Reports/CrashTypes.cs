namespace KB.Indexer.Reports;

/// <summary>The type of a crash, which its title tells.</summary>
internal static class CrashTypes
{
    /// <summary>Title prefix and type; the first row that fits counts, so longer prefixes stand before shorter ones.</summary>
    private static readonly (string Prefix, string Type)[] Rows =
    [
        ("BUG: sleeping function called from invalid context", "ATOMIC_SLEEP"),
        ("BUG: scheduling ", "ATOMIC_SLEEP"),
        ("BUG: assuming ", "LOCKDEP"),
        ("BUG: unable to handle kernel NULL pointer dereference", "NULL-POINTER-DEREFERENCE"),
        ("BUG: unable to handle kernel paging request", "MEMORY_SAFETY_BUG"),
        ("BUG: unable to handle kernel access to user memory", "MEMORY_SAFETY_BUG"),
        ("BUG: corrupted list", "MEMORY_SAFETY_BUG"),
        ("BUG: bad usercopy", "BUG"),
        ("kernel BUG", "BUG"),
        ("CFI failure", "BUG"),
        ("BUG: still has locks held", "LOCKDEP"),
        ("BUG: bad unlock balance", "LOCKDEP"),
        ("BUG: held lock freed", "LOCKDEP"),
        ("BUG: spinlock", "LOCKDEP"),
        ("BUG: rwlock", "LOCKDEP"),
        ("BUG: using ", "LOCKDEP"),
        ("WARNING: still has locks held", "LOCKDEP"),
        ("WARNING: bad unlock balance", "LOCKDEP"),
        ("WARNING: held lock freed", "LOCKDEP"),
        ("WARNING: lock held", "LOCKDEP"),
        ("WARNING: locking bug", "LOCKDEP"),
        ("WARNING: nested lock was not taken", "LOCKDEP"),
        ("WARNING: suspicious RCU usage in", "LOCKDEP"),
        ("possible deadlock", "LOCKDEP"),
        ("inconsistent lock state", "LOCKDEP"),
        ("WARNING: refcount bug", "REFCOUNT_WARNING"),
        ("WARNING: kernel stack", ""),
        ("WARNING: ", "WARNING"),
        ("WARNING in", "WARNING"),
        ("BUG: soft lockup", "HANG"),
        ("BUG: hard lockup", "HANG"),
        ("INFO: rcu detected stall", "HANG"),
        ("INFO: task hung", "HANG"),
        ("INFO: task can't die", "HANG"),
        ("memory leak", "LEAK"),
        ("KCSAN: assert: race in", "KCSAN-ASSERT"),
        ("KCSAN: data-race", "KCSAN-DATARACE"),
        ("KCSAN", "KCSAN-UNKNOWN"),
        ("KMSAN: uninit-value", "KMSAN-UNINIT-VALUE"),
        ("KMSAN: kernel-infoleak", "KMSAN-INFO-LEAK"),
        ("KMSAN: kernel-usb-infoleak", "KMSAN-INFO-LEAK"),
        ("KMSAN: use-after-free", "KMSAN-USE-AFTER-FREE-READ"),
        ("KMSAN", "KMSAN-UNKNOWN"),
        ("KFENCE: use-after-free read", "KFENCE-USE-AFTER-FREE-READ"),
        ("KFENCE: use-after-free write", "KFENCE-USE-AFTER-FREE-WRITE"),
        ("KFENCE: use-after-free", "KFENCE-USE-AFTER-FREE-READ"),
        ("KFENCE: invalid free", "KFENCE-INVALID-FREE"),
        ("KFENCE: memory corruption", "KFENCE-MEMORY-CORRUPTION"),
        ("KFENCE: invalid read", "KFENCE-READ"),
        ("KFENCE: out-of-bounds read", "KFENCE-READ"),
        ("KFENCE: invalid write", "KFENCE-WRITE"),
        ("KFENCE: out-of-bounds write", "KFENCE-WRITE"),
        ("KFENCE", "KFENCE-UNKNOWN"),
        ("UBSAN: array-index", "MEMORY_SAFETY_UBSAN"),
        ("UBSAN", "UBSAN"),
        ("SYZFAIL", "SYZ_FAILURE"),
        ("SYZFATAL", "SYZ_FAILURE"),
        ("unexpected kernel reboot", "REBOOT"),
        ("general protection fault", "DoS"),
        ("stack segment fault", "DoS"),
        ("divide error", "DoS"),
        ("invalid opcode", "DoS"),
        ("kernel panic", "DoS"),
        ("kernel stack overflow", "DoS"),
        ("PANIC: double fault", "DoS"),
        ("trusty: panic", "DoS"),
        ("unregister_netdevice: waiting for", "DoS"),
        ("Internal error", "DoS"),
        ("Unhandled fault", "DoS"),
        ("Unhandled prefetch abort", "DoS"),
        ("Alignment trap", "DoS"),
        ("VFS: Busy inodes after unmount", "DoS"),
        ("VFS: Close: file count is zero", "DoS"),
        ("go runtime error", "DoS"),
        ("BUG: Object", "DoS"),
        ("BUG: stack overflow of an interrupt", "DoS"),
        ("kernel fault in", "DoS"),
        ("Oops in", "DoS"),
        ("int3 in", "DoS"),
        ("segment not present in", "DoS"),
        ("alignment check in", "DoS"),
    ];

    /// <summary>The type in syzkaller's words; empty when unknown.</summary>
    public static string Of(string title) => title.StartsWith("KASAN: ", StringComparison.Ordinal)
        ? Kasan(title)
        : Array.Find(Rows, row => title.StartsWith(row.Prefix, StringComparison.Ordinal)).Type ?? "";

    private static string Kasan(string title)
    {
        bool isWrite = title.Contains(" Write", StringComparison.Ordinal);
        string access = isWrite ? "WRITE" : "READ";
        return title switch
        {
            _ when title.Contains("null-ptr-deref", StringComparison.Ordinal) => "KASAN-NULL-POINTER-DEREFERENCE-" + access,
            _ when title.Contains("use-after-free", StringComparison.Ordinal) => "KASAN-USE-AFTER-FREE-" + access,
            _ when title.Contains("invalid-free", StringComparison.Ordinal) || title.Contains("double-free", StringComparison.Ordinal) => "KASAN-INVALID-FREE",
            _ => "KASAN-" + access,
        };
    }
}
