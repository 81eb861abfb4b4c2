using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>Assertions that failed: WARN_ON and its like.</summary>
public static partial class Warnings
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "odebug",
            PrintedBy = "lib/debugobjects.c",
            Header = "WARNING",
            Opening = Odebug(),
            Title = "WARNING: ODEBUG bug in {frame}",
            FormerTitles = ["WARNING in {function}"],
            Stack = Marks.TrapSkipping("debug_", "rcu", "timer", "slab_", "kfree", "vunmap", "vfree", "kmem_cache", "__free_pages", "free_obj", "hrtimer"),
            Example = """
                WARNING: CPU: 1 PID: 57 at lib/debugobjects.c:505 debug_print_object+0x16a/0x250
                RIP: 0010:debug_print_object+0x16a/0x250
                Call Trace:
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "WARNING: ODEBUG bug in widget_flush",
        },
        new()
        {
            Name = "bad-usercopy-warning",
            PrintedBy = "mm/usercopy.c",
            Header = "WARNING",
            Opening = BadUsercopyWarning(),
            Title = "WARNING: bad usercopy in {frame}",
            FormerTitles = ["WARNING in {function}"],
            Stack = Marks.TrapSkipping("usercopy", "__check"),
            Example = """
                WARNING: CPU: 1 PID: 57 at mm/usercopy.c:81 usercopy_warn+0xe0/0x100
                RIP: 0010:usercopy_warn+0xe0/0x100
                Call Trace:
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "WARNING: bad usercopy in widget_flush",
        },
        new()
        {
            Name = "kobject",
            PrintedBy = "lib/kobject.c",
            Header = "WARNING",
            Opening = Kobject(),
            Title = "WARNING: kobject bug in {frame}",
            FormerTitles = ["WARNING in {function}"],
            Stack = Marks.TrapSkipping("kobject_"),
            Example = """
                WARNING: CPU: 1 PID: 57 at lib/kobject.c:244 kobject_add_internal+0x10/0x20
                RIP: 0010:kobject_add_internal+0x10/0x20
                Call Trace:
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "WARNING: kobject bug in widget_flush",
        },
        new()
        {
            Name = "proc-registration",
            PrintedBy = "fs/proc/generic.c",
            Header = "WARNING",
            Opening = ProcRegistration(),
            Title = "WARNING: proc registration bug in {frame}",
            FormerTitles = ["WARNING in {function}"],
            Stack = Marks.TrapSkipping("proc_"),
            Example = """
                WARNING: CPU: 1 PID: 57 at fs/proc/generic.c:360 proc_register+0x10/0x20
                RIP: 0010:proc_register+0x10/0x20
                Call Trace:
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "WARNING: proc registration bug in widget_flush",
        },
        new()
        {
            Name = "refcount",
            PrintedBy = "lib/refcount.c",
            Header = "WARNING",
            Opening = Refcount(),
            Title = "WARNING: refcount bug in {frame}",
            FormerTitles = ["WARNING in {function}"],
            Stack = Marks.TrapSkipping("refcount", "kobject_"),
            Example = """
                WARNING: CPU: 1 PID: 57 at lib/refcount.c:28 refcount_warn_saturate+0x10/0x20
                RIP: 0010:refcount_warn_saturate+0x10/0x20
                Call Trace:
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "WARNING: refcount bug in widget_flush",
        },
        new()
        {
            Name = "locking-bug",
            PrintedBy = "kernel/locking/lockdep.c",
            Header = "WARNING",
            Opening = LockingBug(),
            Title = "WARNING: locking bug in {frame}",
            FormerTitles = ["WARNING in {function}"],
            Stack = Marks.Trap,
            Example = """
                WARNING: CPU: 1 PID: 57 at kernel/locking/lockdep.c:4702 __lock_acquire+0x10/0x20
                RIP: 0010:__lock_acquire+0x10/0x20
                Call Trace:
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "WARNING: locking bug in widget_flush",
        },
        new()
        {
            Name = "kmalloc",
            PrintedBy = "mm/slab_common.c",
            Header = "WARNING",
            Opening = Kmalloc(),
            Title = "WARNING: kmalloc bug in {frame}",
            FormerTitles = ["WARNING in {function}"],
            Stack = Marks.TrapSkipping("kmalloc", "kcalloc", "kzalloc", "slab", "kmem"),
            Example = """
                WARNING: CPU: 1 PID: 57 at mm/slab_common.c:996 kmalloc_slab+0x10/0x20
                RIP: 0010:kmalloc_slab+0x10/0x20
                Call Trace:
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "WARNING: kmalloc bug in widget_flush",
        },
        new()
        {
            Name = "kmalloc-util",
            PrintedBy = "mm/util.c",
            Header = "WARNING",
            Opening = KmallocUtil(),
            Title = "WARNING: kmalloc bug in {frame}",
            FormerTitles = ["WARNING in {function}"],
            Stack = Marks.TrapSkipping("kvmalloc", "kvcalloc", "kvzalloc"),
            Example = """
                WARNING: CPU: 1 PID: 57 at mm/util.c:597 kvmalloc_node+0x10/0x20
                RIP: 0010:kvmalloc_node+0x10/0x20
                Call Trace:
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "WARNING: kmalloc bug in widget_flush",
        },
        new()
        {
            Name = "vmalloc-zero",
            PrintedBy = "mm/vmalloc.c",
            Header = "WARNING",
            Opening = VmallocZero(),
            Title = "WARNING: zero-size vmalloc in {frame}",
            FormerTitles = ["WARNING in {function}"],
            Stack = Marks.TrapSkipping("vmalloc", "vzalloc"),
            Example = """
                WARNING: CPU: 1 PID: 57 at mm/vmalloc.c:2873 __vmalloc_node_range+0x10/0x20
                RIP: 0010:__vmalloc_node_range+0x10/0x20
                Call Trace:
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "WARNING: zero-size vmalloc in widget_flush",
        },
        new()
        {
            Name = "usb-submit-urb",
            PrintedBy = "drivers/usb/core/urb.c",
            Header = "WARNING",
            Opening = UsbSubmitUrb(),
            Title = "WARNING in {frame}/usb_submit_urb",
            FormerTitles = ["WARNING in {function}"],
            Stack = Marks.TrapSkipping("usb_submit_urb", "usb_start_wait_urb", "usb_bulk_msg", "usb_interrupt_msg", "usb_control_msg"),
            Example = """
                WARNING: CPU: 1 PID: 57 at drivers/usb/core/urb.c:503 usb_submit_urb+0x10/0x20
                RIP: 0010:usb_submit_urb+0x10/0x20
                Call Trace:
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "WARNING in widget_flush/usb_submit_urb",
        },
        new()
        {
            Name = "stack-regs",
            PrintedBy = "arch/x86/kernel/unwind_frame.c",
            Header = "WARNING: kernel stack",
            Opening = StackRegs(),
            Title = "WARNING: kernel stack regs has bad '{register}' value",
            StackOptional = true,
            Example = "WARNING: kernel stack regs at ffff8801c0001f00 in widget:57 has bad 'bp' value 0000000000000001",
            ExampleTitle = "WARNING: kernel stack regs has bad 'bp' value",
        },
        new()
        {
            Name = "stack-frame-pointer",
            PrintedBy = "arch/x86/kernel/unwind_frame.c",
            Header = "WARNING: kernel stack",
            Opening = StackFramePointer(),
            Title = "WARNING: kernel stack frame pointer has bad value",
            StackOptional = true,
            Example = "WARNING: kernel stack frame pointer at ffff8801c0001f00 in widget:57 has bad value 0000000000000001",
            ExampleTitle = "WARNING: kernel stack frame pointer has bad value",
        },
        new()
        {
            Name = "warning",
            PrintedBy = "kernel/panic.c",
            Header = "WARNING",
            Opening = Warning(),
            Title = "WARNING in {frame}",
            FormerTitles = ["WARNING in {function}"],
            Stack = Marks.Trap,
            Example = """
                WARNING: CPU: 1 PID: 57 at drivers/widget/flush.c:42 widget_flush+0x1d3/0x240
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "WARNING in widget_flush",
        },
        new()
        {
            Name = "warning-other",
            PrintedBy = "kernel/panic.c",
            Header = "WARNING: ",
            Opening = WarningOther(),
            Details = [WarningOtherDetail()],
            Title = "WARNING: {what}",
            StackOptional = true,
            Doubtful = true,
            Example = """
                WARNING: widget bus is not there
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "WARNING: widget bus is not there",
        },
    ];

    /// <summary>The function that warns, behind the file that it stands in; a saturated counter is said by a helper that no title named.</summary>
    private const string AtFunction = @"(?::[0-9]+(?: at)? \.?(?!refcount_warn_)(?<function>[a-zA-Z0-9_]+)[.+])?";

    [GeneratedRegex(@"WARNING: (?>.*?lib/debugobjects\.c)" + AtFunction)]
    private static partial Regex Odebug();

    [GeneratedRegex(@"WARNING: (?>.*?mm/usercopy\.c).* (?<function>usercopy_warn)")]
    private static partial Regex BadUsercopyWarning();

    [GeneratedRegex(@"WARNING: (?>.*?lib/kobject\.c).* (?<function>kobject_\w*)")]
    private static partial Regex Kobject();

    [GeneratedRegex(@"WARNING: (?>.*?fs/proc/generic\.c).* (?<function>proc_register)")]
    private static partial Regex ProcRegistration();

    [GeneratedRegex(@"WARNING: (?>.*?lib/refcount\.c)" + AtFunction)]
    private static partial Regex Refcount();

    [GeneratedRegex(@"WARNING: (?>.*?kernel/locking/lockdep\.c)(?=.*lock_)" + AtFunction)]
    private static partial Regex LockingBug();

    [GeneratedRegex(@"WARNING: (?>.*?mm/slab_common\.c).* (?<function>kmalloc_slab)")]
    private static partial Regex Kmalloc();

    [GeneratedRegex(@"WARNING: (?>.*?mm/(?:util|slub)\.c).* (?<function>(?:__)?kvmalloc_node)")]
    private static partial Regex KmallocUtil();

    [GeneratedRegex(@"WARNING: (?>.*?mm/vmalloc\.c).*(?<function>__vmalloc_node_range)")]
    private static partial Regex VmallocZero();

    [GeneratedRegex(@"WARNING: .*(?<function>usb_submit_urb)")]
    private static partial Regex UsbSubmitUrb();

    [GeneratedRegex(@"WARNING: kernel stack regs at [0-9a-f]+ in [^ ]* has bad '(?<register>[^']+)' value")]
    private static partial Regex StackRegs();

    [GeneratedRegex(@"WARNING: kernel stack frame pointer at [0-9a-f]+ in [^ ]* has bad value")]
    private static partial Regex StackFramePointer();

    // The path is tried from its first character only: from each one it would cost the cube of the line's length.
    [GeneratedRegex(@"WARNING: .*(?:at (?:" + Marks.Src + @"|/[\w\-/.+~]+\.[a-z]+:[0-9]+)|(?<![a-zA-Z0-9\-_/.])" + Marks.Src + @" at )(?: ?\.?(?<function>[a-zA-Z0-9_]+)[.+])?|WARNING: (?:CPU: \d+ PID: \d+ )?at \.?(?<function>[a-zA-Z_][a-zA-Z0-9_]*)[.\w]*\+0x")]
    private static partial Regex Warning();

    [GeneratedRegex(@"WARNING: (?<what>.*)")]
    private static partial Regex WarningOther();

    [GeneratedRegex(@"Call (?:T|t)race|Backtrace|Modules linked in|stack backtrace|at: ")]
    private static partial Regex WarningOtherDetail();
}
