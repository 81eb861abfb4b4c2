using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Tests.Reports;

/// <summary>What consoles, daemons, mails and people do to a report changes nothing of what it says.</summary>
public class WrappedReportTests
{
    /// <summary>Wrappings after which an announcement says less than before, and the formats announced so.</summary>
    private static readonly Dictionary<string, string[]> Lost = new()
    {
        ["indented"] = ["reboot"],
        // What the program crash prints is no console's: where its lines were broken or joined is not told by what a kernel prints.
        ["mail with hard wraps"] = ["vmcore-backtrace"], ["quoted mail with hard wraps"] = ["vmcore-backtrace"], ["list of strings"] = ["vmcore-backtrace"],
        // Crashes are noticed by words of which a sign is escaped.
        ["signs of Markdown escaped"] = ["sleeping-in-atomic-cut", "netdevice-in-use", "split-lock", "m68k-trap", "kernel-bug-trap", "named-trap"],
        ["highlighted"] = ["memory-leak-listing"],
    };

    /// <summary>Lines of a report that is told from a sentence when it stands in one line.</summary>
    private const int LinesInOne = 4;

    public static TheoryData<string> Names => [.. Wrappings.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_title_survives_every_wrapping(string name)
    {
        var changed = new List<string>();
        foreach (OopsFormat format in OopsFamilies.Formats.Where(row => !IsLost(name, row)))
        {
            string? title = ReportParser.Parse(Wrappings.All[name](format.Example))?.Title;
            if (title != format.ExampleTitle)
            {
                changed.Add($"{format.Name}: {title}");
            }
        }

        Assert.True(changed.Count == 0, string.Join("\n", changed));
    }

    private static bool IsLost(string name, OopsFormat row) =>
        Lost.GetValueOrDefault(name, []).Contains(row.Name) || (Wrappings.InOneLine.Contains(name) && (row.Name == "reboot" || row.Example.TrimEnd().Split('\n').Length < LinesInOne));

    [Fact]
    public void A_report_cut_anywhere_has_its_title_or_a_doubt()
    {
        var changed = new List<string>();
        foreach (OopsFormat format in OopsFamilies.Formats)
        {
            for (int length = 0; length < format.Example.Length; length++)
            {
                CrashReport? report = ReportParser.Parse(format.Example[..length]);
                if (report is { Corrupted: false } && report.Title != format.ExampleTitle)
                {
                    changed.Add($"{format.Name}, {length} characters: {report.Title}");
                }
            }
        }

        Assert.True(changed.Count == 0, string.Join("\n", changed));
    }

    [Fact]
    public void The_same_log_twice_gives_the_first_report_first()
    {
        foreach (OopsFormat format in OopsFamilies.Formats)
        {
            List<CrashReport> reports = [.. ReportParser.ParseAll(new StringReader(format.Example + "\n\n" + format.Example))];

            Assert.NotEmpty(reports);
            Assert.Equal((format.ExampleTitle, 0), (reports[0].Title, reports[0].Index));
        }
    }

    [Fact]
    public void Lines_printed_twice_or_broken_by_mail_are_read_as_one_and_counted_as_they_stand()
    {
        string example = OopsFamilies.Formats.Single(format => format.Name == "refcount").Example;
        int lines = example.Split('\n').Length;

        CrashReport twice = Assert.Single(ReportParser.ParseAll(new StringReader(Wrappings.All["doubled lines"](example))));
        CrashReport mailed = Assert.Single(ReportParser.ParseAll(new StringReader(Wrappings.All["mail with hard wraps"](example))));

        Assert.Equal(example.TrimEnd() + "\n", twice.Text);
        Assert.Equal(example.TrimEnd() + "\n", mailed.Text);
        Assert.Equal((1, 2 * lines), (twice.StartLine, twice.EndLine));
        Assert.True(mailed.EndLine > lines);
    }

    [Theory]
    [InlineData("widget_flush_all_the_gadgets_that_wait+0x1/0x5 (P)", "an unbroken line longer than the others")]
    [InlineData("  EC = 0x25: DABT (current EL) and so on, IL =\n32 bits", "a line that ends as a soft break of quoted-printable does")]
    public void A_mail_tells_its_width_by_the_lines_that_it_could_break(string line, string why)
    {
        string mail = $"""
            [  100.000000] [   34.404245] Unable to handle kernel access to a device
            memory request at virtual address 00616161616161a1
            [  100.000017] [   34.406713] {line}
            [  100.000034] [   34.406913] Internal error: Oops: 96000004 [#1] SMP
            [  100.000051] [   34.407013] CPU: 0 PID: 57 Comm: widgetd-with-a-name Not
            tainted 6.1.0-widget #1
            [  100.000068] [   34.407113] pc : widget_flush+0x24/0x90
            [  100.000085] [   34.407213] Call trace:
            [  100.000102] [   34.407313]  widget_flush+0x24/0x90
            [  100.000119] [   34.407413]  gadget_poll+0x54/0x70
            """;

        CrashReport report = ReportParser.Parse(mail)!;

        Assert.True(report.Text.Contains("device memory request at virtual address", StringComparison.Ordinal), why);
        Assert.Equal("6.1.0-widget", report.Kernel.Release);
    }

    [Fact]
    public void A_panic_in_Rust_whose_place_is_on_the_next_line_of_a_mail_is_the_panic()
    {
        string mail = $"""
            [  100.000000] [   23.717039] rust_kernel: panicked at
            drivers/widget/flush_all_the_gadgets.rs:877:13:
            [  100.000017] [   23.717039] attempt to subtract with overflow
            [  100.000034] [   23.745283] ------------[ cut here ]------------
            [  100.000051] [   23.766295] kernel BUG at rust/helpers/bug.c:7!
            [  100.000068] [   23.766395] RIP: 0010:rust_helper_BUG+0x4/0x10
            [  100.000085] [   23.766495] Call Trace:
            [  100.000102] [   23.766595]  widget_flush+0x24/0x90
            """;

        Assert.Equal("attempt to subtract with overflow in widget_flush", ReportParser.Parse(mail)!.Title);
    }

    [Fact]
    public void Two_reports_that_differ_only_in_addresses_have_one_title()
    {
        foreach (OopsFormat format in OopsFamilies.Formats)
        {
            string other = format.Example.Replace("ffff88810a2b3c40", "ffff99910fffff80", StringComparison.Ordinal).Replace("0x1d3", "0x2d4", StringComparison.Ordinal);

            Assert.Equal(format.ExampleTitle, ReportParser.Parse(other)?.Title);
        }
    }

    [Theory]
    [InlineData(@"ACPI: \_SB_.PCI0.LNKC: Enabled at IRQ 11")]
    [InlineData("[main] 30650 iterations")]
    [InlineData("Code: 48 8b 45 10 <48> 8b 50 18")]
    [InlineData("path C:\\new\\name")]
    public void What_only_looks_escaped_stays(string line) => Assert.Equal(line, LineReader.Read(1, line).Text);

    [Fact]
    public void The_example_of_each_wrapping_is_unwrapped()
    {
        foreach (LineWrapping wrapping in LineWrapping.All)
        {
            Assert.Contains(wrapping, LineWrapping.StartingWith(wrapping.Example[0]));
            Assert.Matches(wrapping.Prefix, wrapping.Example);
            Assert.Equal(LineReader.Read(1, wrapping.Rest).Text, LineReader.Read(1, wrapping.Example).Text);
        }
    }

    /// <summary>Pages and mails indent what they quote.</summary>
    [Theory]
    [InlineData("    ")]
    [InlineData("\t")]
    [InlineData(">     ")]
    public void What_only_the_kernels_lines_are_wrapped_in_may_be_indented(string before)
    {
        LineWrapping[] kernels = [.. LineWrapping.All.Where(wrapping => LineReader.IsKernels(wrapping.Example))];

        Assert.True(kernels.Length > LineWrapping.All.Count / 2);
        Assert.All(kernels, wrapping => Assert.Equal(LineReader.Read(1, wrapping.Rest).Text, LineReader.Read(1, before + wrapping.Example).Text));
    }

    /// <summary>The block of a Markdown page: too few lines, and too many without the indentation, to learn it from.</summary>
    [Fact]
    public void A_report_of_syslog_may_stand_indented_in_what_people_write()
    {
        string[] lines =
        [
            "WARNING: CPU: 2 PID: 57 at drivers/widget/core.c:477 widget_flush+0x260/0x270",
            "CPU: 2 PID: 57 Comm: widget Not tainted 5.13.19-2-pve #1",
            "RIP: 0010:widget_flush+0x260/0x270",
            "Call Trace:",
            " <TASK>",
            " gadget_poll+0x2b/0x100",
            " </TASK>",
        ];

        CrashReport report = ReportParser.Parse("It crashes since the upgrade:\n\n" + string.Concat(lines.Select(line => $"    May 05 03:10:11 box kernel: {line}\n")) + "\nAny idea?\n")!;

        Assert.Equal("WARNING in widget_flush", report.Title);
        Assert.Equal("5.13.19-2-pve", report.Kernel.Release);
        Assert.False(report.Corrupted);
    }

    /// <summary>A chat names who sent a message before its first line; who clears a page for others is not blamed.</summary>
    [Theory]
    [InlineData("[14.02.23 09:13] Alex: ")]
    [InlineData("Alex, 09:13: look ")]
    public void The_first_line_of_a_message_has_its_sender(string sender)
    {
        CrashReport report = ReportParser.Parse($"""
            [14.02.23 09:12] Alex: it died
            {sender}[ 1234.567890] BUG: unable to handle page fault for address: ffffb5d5c0a7b000
            [ 1234.567910] Oops: 0002 [#1] SMP NOPTI
            [ 1234.567920] CPU: 1 PID: 4321 Comm: widget Not tainted 5.15.0 #1
            [ 1234.567930] RIP: 0010:clear_page_erms+0x1a/0x6f0
            [ 1234.567940] Call Trace:
            [ 1234.567960]  widget_flush+0x11a/0x5a0
            [ 1234.567970]  gadget_poll+0x4b/0x140

            """)!;

        Assert.Equal("BUG: unable to handle kernel paging request in widget_flush", report.Title);
        Assert.Equal("5.15.0", report.Kernel.Release);
        Assert.False(report.Corrupted);
    }

    [Fact]
    public void The_wrappings_in_the_documentation_are_those_of_the_program()
    {
        string rows = string.Concat(LineWrapping.All.Select(wrapping =>
            $"| {wrapping.Name} | <code>{wrapping.Example.Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)}</code> |\n"));

        Assert.Contains($"| --- | --- |\n{rows}\n", File.ReadAllText(Path.Combine(Repository.Root, "docs", "sources.md")));
    }
}
