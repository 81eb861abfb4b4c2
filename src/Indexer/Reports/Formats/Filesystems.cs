using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>Reports of file systems and devices.</summary>
public static partial class Filesystems
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "dentry-in-use",
            PrintedBy = "fs/dcache.c",
            Header = "still in use",
            Opening = DentryInUse(),
            Title = "BUG: Dentry still in use in unmount",
            AltTitles = ["BUG: Dentry still in use [unmount of {what}]"],
            Example = """
                BUG: Dentry ffff88810a2b3c40{i=1,n=widget}  still in use (1) [unmount of ext4 loop4]
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: Dentry still in use in unmount",
        },
        new()
        {
            Name = "busy-inodes",
            PrintedBy = "fs/super.c",
            Header = "Busy inodes",
            Opening = BusyInodes(),
            Title = "VFS: Busy inodes after unmount (use-after-free)",
            StackOptional = true,
            Example = "VFS: Busy inodes after unmount of loop4. Self-destruct in 5 seconds.  Have a nice day...",
            ExampleTitle = "VFS: Busy inodes after unmount (use-after-free)",
        },
        new()
        {
            Name = "file-count-zero",
            PrintedBy = "fs/open.c",
            Header = "VFS: Close: file count is ",
            Opening = FileCountZero(),
            Title = "VFS: Close: file count is zero (use-after-free)",
            StackOptional = true,
            Example = "VFS: Close: file count is 0",
            ExampleTitle = "VFS: Close: file count is zero (use-after-free)",
        },
        new()
        {
            Name = "netdevice-in-use",
            PrintedBy = "net/core/dev.c",
            Header = "unregister_netdevice: waiting for",
            Opening = NetdeviceInUse(),
            Title = "unregister_netdevice: waiting for DEV to become free",
            StackOptional = true,
            Example = "unregister_netdevice: waiting for lo to become free. Usage count = 3",
            ExampleTitle = "unregister_netdevice: waiting for DEV to become free",
        },
    ];

    [GeneratedRegex(@"BUG: Dentry .* still in use \([0-9]+\) \[unmount of (?<what>[^\]]+)\]")]
    private static partial Regex DentryInUse();

    [GeneratedRegex(@"VFS: Busy inodes after unmount")]
    private static partial Regex BusyInodes();

    [GeneratedRegex(@"VFS: Close: file count is (?:0|zero)")]
    private static partial Regex FileCountZero();

    [GeneratedRegex(@"unregister_netdevice: waiting for (?:.*) to become free")]
    private static partial Regex NetdeviceInUse();
}
