using System.IO.Compression;
using System.Text.Json.Nodes;
using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Tests.Reports;

/// <summary>Names under which older rules filed the same report.</summary>
public class FormerTitleTests
{
    /// <summary>Share of a public dashboard's titles that a report answers to, by title, alternative or former title.</summary>
    private const double Least = 0.95;

    /// <summary>Former titles of one report, on the average: a name that nobody used is noise.</summary>
    private const double Most = 0.5;

    /// <summary>What the examples of the rows were called; examples of other rows had no other name.</summary>
    private static readonly Dictionary<string, string[]> OfExamples = new(StringComparer.Ordinal)
    {
        ["kasan-invalid-free"] = ["KASAN: double-free or invalid-free in widget_flush"],
        ["kmsan-infoleak"] = ["KMSAN: kernel-infoleak in _copy_to_iter"],
        ["sleeping-in-atomic"] = ["BUG: sleeping function called from invalid context at kernel/locking/mutex.c:LINE"],
        ["soft-lockup"] = ["BUG: soft lockup", "BUG: soft lockup in gadget_poll"],
        ["task-hung"] = ["INFO: task hung"],
        ["rcu-stall"] = ["INFO: rcu detected stall"],
        ["nmi-watchdog"] = ["BUG: hard lockup in gadget_poll"],
        ["bad-page-state"] = ["BUG: Bad page state"],
        ["circular-locking"] = ["WARNING: possible circular locking dependency detected"],
        ["unsafe-lock-order"] = ["WARNING: SOFTIRQ-safe -> SOFTIRQ-unsafe lock order detected", "possible deadlock in gadget_poll"],
        ["inconsistent-lock-state"] = ["WARNING: inconsistent lock state"],
        ["suspicious-rcu"] = ["suspicious RCU usage at drivers/widget/flush.c:LINE"],
        ["still-has-locks"] = ["WARNING: widget/NUM still has locks held!"],
        ["held-lock-freed"] = ["WARNING: held lock freed!"],
        ["lock-held-returning"] = ["WARNING: lock held when returning to user space!"],
        ["non-static-key"] = ["INFO: trying to register non-static key."],
        ["odebug"] = ["WARNING in debug_print_object"],
        ["bad-usercopy-warning"] = ["WARNING in usercopy_warn"],
        ["kobject"] = ["WARNING in kobject_add_internal"],
        ["proc-registration"] = ["WARNING in proc_register"],
        ["refcount"] = ["WARNING in refcount_inc"],
        ["locking-bug"] = ["WARNING in __lock_acquire", "WARNING: locking bug in __lock_acquire"],
        ["kmalloc"] = ["WARNING in kmalloc_slab"],
        ["kmalloc-util"] = ["WARNING in kvmalloc_node"],
        ["vmalloc-zero"] = ["WARNING in __vmalloc_node_range"],
        ["usb-submit-urb"] = ["WARNING in usb_submit_urb"],
        ["warning"] = ["WARNING in kmem_cache_free"],
        ["stack-end"] = ["kernel panic: corrupted stack end in gadget_poll"],
        ["bad-usercopy"] = ["kernel BUG at mm/usercopy.c:LINE!", "BUG: bad usercopy in __check_object_size"],
        ["kernel-bug"] = ["kernel BUG at drivers/widget/flush.c:LINE!"],
        ["arm-null-dereference"] = ["BUG: unable to handle kernel paging request in widget_flush"],
        ["cfi-failure"] = ["invalid opcode in widget_flush", "Internal error in widget_flush"],
        ["bug-failure"] = ["BUG: failure at drivers/widget/flush.c:LINE/widget_flush()!"],
        ["oops-bug"] = ["Oops in widget_flush"],
        ["oops-named"] = ["Oops in widget_flush"],
        ["bus-error"] = ["Oops in widget_flush"],
    };

    /// <summary>What older rules blamed or called it by, in place of what the example of a row says.</summary>
    private static readonly Dictionary<string, (string Today, string Then)> Functions = new(StringComparer.Ordinal)
    {
        ["refcount"] = ("refcount_warn_saturate", "refcount_inc"),
        ["warning"] = ("flush.c:42 widget_flush", "flush.c:42 kmem_cache_free"),
        ["arm-null-dereference"] = ("NULL pointer dereference at", "paging request at"),
    };

    public static TheoryData<string> Names => [.. OopsFamilies.Formats.Select(format => format.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Every_format_gives_its_own_example_its_former_titles(string name)
    {
        OopsFormat format = OopsFamilies.Formats.Single(row => row.Name == name);
        (string today, string then) = Functions.GetValueOrDefault(name, ("widget", "widget"));
        string[] titles = OfExamples.GetValueOrDefault(name, []);

        CrashReport report = ReportParser.Parse(format.Example.Replace(today, then, StringComparison.Ordinal))!;

        Assert.Equal((name, format.ExampleTitle), (report.Format, report.Title));
        Assert.Equal(titles, report.FormerTitles);
        Assert.True(titles.Length >= format.FormerTitles.Count, "no template of a row without an example");
    }

    [Fact]
    public void The_top_of_the_stack_was_blamed_first_and_what_passes_on_for_longer()
    {
        CrashReport report = ReportParser.Parse("""
            BUG: KASAN: use-after-free in __lock_acquire+0x100/0x200
            Read of size 8 at addr ffff88810a2b3c40 by task widget/57
            Call Trace:
             dump_stack+0x194/0x257
             kasan_report+0x25b/0x340
             __asan_report_load8_noabort+0x14/0x20
             __lock_acquire+0x100/0x200
             _raw_spin_lock_irqsave+0x96/0xc0
             finish_wait+0x80/0x100
             widget_flush+0x1d3/0x240
            """)!;

        Assert.Equal("KASAN: use-after-free Read in widget_flush", report.Title);
        Assert.Equal(["KASAN: use-after-free Read in __lock_acquire", "KASAN: use-after-free Read in finish_wait"], report.FormerTitles);
        Assert.Equal(["bad-access in widget_flush"], report.AltTitles);
    }

    [Theory]
    [InlineData("strlen", "general protection fault in strlen")]
    [InlineData("widget_flush", null)]
    public void A_report_that_was_always_called_so_has_no_former_title(string top, string? former)
    {
        CrashReport report = ReportParser.Parse($"""
            general protection fault: 0000 [#1] SMP KASAN
            RIP: 0010:{top}+0x1f/0x40
            Call Trace:
             widget_flush+0x1d3/0x240
             gadget_poll+0x10/0x80
            """)!;

        Assert.Equal(("general protection fault in widget_flush", former), (report.Title, report.FormerTitles.SingleOrDefault()));
    }

    [Fact]
    public void A_stall_was_called_by_the_top_of_the_trace_behind_the_instruction_pointer()
    {
        CrashReport report = ReportParser.Parse("""
            rcu: INFO: rcu_preempt self-detected stall on CPU
             apic_timer_interrupt+0xf/0x20
             </IRQ>
            RIP: 0010:memcpy+0x20/0x50
             gadget_copy+0x10/0x80
             gadget_poll+0x10/0x80
             widget_flush+0x1d3/0x240
             do_syscall_64+0xcd/0xf80
            """)!;

        Assert.Equal("INFO: rcu detected stall in widget_flush", report.Title);
        Assert.Equal(["INFO: rcu detected stall", "INFO: rcu detected stall in gadget_copy"], report.FormerTitles);
    }

    [Fact]
    public void A_hang_was_called_by_who_waits_and_not_by_what_for()
    {
        CrashReport report = ReportParser.Parse("""
            INFO: task widget:57 blocked for more than 143 seconds.
            Call Trace:
             schedule+0x10/0x20
             mutex_lock_nested+0x16/0x20
             rtnl_lock+0x17/0x20
             widget_flush+0x1d3/0x240
            """)!;

        Assert.Equal("INFO: task hung in rtnl_lock", report.Title);
        Assert.Equal(["INFO: task hung", "INFO: task hung in widget_flush"], report.FormerTitles);
    }

    [Fact]
    public void A_report_without_a_guilty_frame_has_the_titles_that_need_none()
    {
        CrashReport report = ReportParser.Parse("""
            WARNING: CPU: 1 PID: 57 at lib/refcount.c:153 __refcount_add lib/refcount.c:140 [inline]
            WARNING: CPU: 1 PID: 57 at lib/refcount.c:153 refcount_inc+0x47/0x50 lib/refcount.c:153
            Kernel panic - not syncing: panic_on_warn set ...
            Call Trace:
             dump_stack+0x194/0x257
            """)!;

        Assert.Equal(("WARNING: refcount bug in corrupted", true), (report.Title, report.Corrupted));
        Assert.Equal(["WARNING in refcount_inc"], report.FormerTitles);
    }

    [Fact]
    public void A_word_that_the_report_lacks_gives_no_title()
    {
        CrashReport report = ReportParser.Parse("kernel BUG at \nRIP: 0010:widget_flush+0x1d3/0x240\nCall Trace:\n gadget_poll+0x10/0x80\n")!;

        Assert.Equal(("kernel BUG in widget_flush", 0), (report.Title, report.FormerTitles.Count));
    }

    [EvaluationFact]
    public void Nearly_every_name_of_a_dashboard_leads_to_its_report_with_few_names_to_a_report()
    {
        using var file = new GZipStream(File.OpenRead(Path.Combine(EvaluationFactAttribute.Folder, "bugs", "bugs.jsonl.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        (int bugs, int found, int names) = (0, 0, 0);
        while (reader.ReadLine() is { } line)
        {
            JsonNode bug = JsonNode.Parse(line)!;
            if ((string?)bug["text"] is not { Length: > 0 } text)
            {
                continue;
            }

            string title = (string)bug["title"]!;
            int counter = title.EndsWith(')') ? title.LastIndexOf(" (", StringComparison.Ordinal) : -1;
            title = counter > 0 && int.TryParse(title[(counter + 2)..^1], out _) ? title[..counter] : title;
            CrashReport? report = ReportParser.Parse(text);
            bugs++;
            found += report is not null && (report.Title == title || report.AltTitles.Contains(title) || report.FormerTitles.Contains(title)) ? 1 : 0;
            names += report?.FormerTitles.Count ?? 0;
        }

        Assert.True(found >= bugs * Least, $"{found} of {bugs}");
        Assert.True(names <= bugs * Most, $"{names} for {bugs}");
    }
}
