using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Reports;

/// <summary>What stands before every line of a text goes, whatever it is, and nothing that the kernel printed goes with it.</summary>
public sealed class SharedPrefixTests
{
    private static readonly string[] Report =
    [
        "BUG: KASAN: slab-use-after-free in widget_flush+0x1d3/0x240", "Read of size 8 at addr ffff88810a2b3c40 by task widgetd/57", "",
        "CPU: 1 PID: 57 Comm: widgetd Not tainted 6.1.0 #1", "Call Trace:", " <TASK>", " kasan_report+0xda/0x110", " widget_flush+0x1d3/0x240", " process_one_work+0x8a1/0x1680",
        " worker_thread+0x5bb/0xf60", " </TASK>", "", "Allocated by task 57:", " kasan_save_stack+0x20/0x40", " widget_open+0x40/0x80", "42 other lines",
    ];

    [Theory]
    [InlineData("vm-1  | ")]
    [InlineData("vm0: ")]
    [InlineData("2026-05-28T12:21:57.3{1:D6}Z ")]
    [InlineData("2026-05-28T12:21:57.3{1:D6}Z stdout F ")]
    [InlineData("2026-05-28T12:21:57.303295Z 0{0}O ")]
    [InlineData("build\tRun tests\t2026-05-28T12:21:57.3032950Z ")]
    [InlineData("12:21:{0:D2}  ")]
    [InlineData("May 28 12:21:{0:D2} ")]
    [InlineData("1779970917.3{1:D5} ")]
    [InlineData("[12.3{1:D5} 0.001000] ")]
    [InlineData("2026-05-28 12:21:57,{1:D3} serial L0123 DEBUG| ")]
    [InlineData("2026-05-28T12:21:57Z {{host=\"a\", job=\"kernel\"}} ")]
    [InlineData("[pod/vm-0/serial] ")]
    [InlineData("ConsoleExpect: ")]
    [InlineData("qemu> ")]
    [InlineData("{0}:")]
    [InlineData("{0,6}  ")]
    [InlineData("logs/dmesg.txt:{0}:")]
    [InlineData("# ")]
    [InlineData(" * ")]
    [InlineData("// ")]
    [InlineData("2026-05-28T12:21:57,a,\"", "\"")]
    [InlineData("2026-05-28T12:21:57,a,\"", "\"\r")]
    [InlineData("| ", " |")]
    [InlineData("    \"", "\",")]
    [InlineData("\t\"", "\\n\"")]
    [InlineData("Read {1} bytes: b'", "\\r\\n'")]
    [InlineData("INSERT INTO log VALUES({0},'", "');")]
    [InlineData("level=warning msg=\"", "\" host=box pid=7")]
    [InlineData("  <line n=\"{0}\">", "</line>")]
    [InlineData("<tr><td>{0}</td><td>", "</td></tr>")]
    [InlineData("", "$")]
    [InlineData("", "^M$")]
    [InlineData("", " \\")]
    [InlineData("[12:21:57] <jane> ")]
    [InlineData("\u001b[32m12:21:57\u001b[0m serial: ")]
    [InlineData("    > ")]
    public void A_report_is_read_behind_anything_that_stands_before_every_line(string prefix, string behind = "")
    {
        string text = string.Join('\n', Report.Select((line, i) => string.Format(System.Globalization.CultureInfo.InvariantCulture, prefix, i + 90, i * 37) + line + behind));

        Assert.Equal(Facts(string.Join('\n', Report)), Facts("time,host,message\n" + text));
    }

    [Theory]
    [InlineData("vm-1  | ")]
    [InlineData("AB> ")]
    [InlineData("12:21:{0:D2}.123 serial: ")]
    public void A_part_of_a_text_may_have_a_prefix_of_its_own(string prefix)
    {
        string block = string.Join('\n', Report.Select((line, i) => string.Format(System.Globalization.CultureInfo.InvariantCulture, prefix, i + 10) + line));
        string prose = string.Concat(Enumerable.Range(0, 40).Select(i => $"Words of people about widgets, line {i}.\n"));

        Assert.Equal(Facts(string.Join('\n', Report)), Facts($"{prose}\n{block}\n\n{prose}"));
        Assert.Equal(2, ReportParser.ParseAll(new StringReader($"{prose}\n{block}\n\n{prose}\n{string.Join('\n', Report)}\n{prose}")).Count());
    }

    [Fact]
    public void What_is_quoted_is_read_as_it_was_before_and_the_last_line_may_end_otherwise()
    {
        string quoted = string.Join(",\n", Report.Select(line => $"    \"{line}\"")).Replace("42 other", "42 \\\"other\\\"", StringComparison.Ordinal);

        Assert.EndsWith("\n42 \"other\" lines\n", ReportParser.Parse(quoted)!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_of_one_module_end_as_the_kernel_printed_them()
    {
        string text = string.Join('\n', Enumerable.Range(10, 20).Select(i => $" widget_{i}+0x10/0x20 [widget]"));

        Assert.Null(SharedPrefix.Of(text));
        Assert.Null(SharedPrefix.Of(string.Join('\n', Enumerable.Range(10, 20).Select(i => $" [<ffffffff810000{i}>] widget+0x10/0x20"))));
    }

    [Fact]
    public void An_empty_line_may_have_lost_the_blank_behind_the_prefix()
    {
        string text = string.Join('\n', Report.Select(line => ("vm-1  | " + line).TrimEnd()));

        Assert.Equal(Facts(string.Join('\n', Report)), Facts(text));
    }

    [Theory]
    [InlineData("[   12.{1:D6}][  T57] ")]
    [InlineData("<4>[   12.{1:D6}] ")]
    [InlineData("May  3 06:24:16 box kernel: ")]
    [InlineData("> ")]
    [InlineData(" [<ffffffff8{0:D7}>] ")]
    [InlineData("[c0000000{0:D8}] [c00000000000{0:D4}] ")]
    [InlineData("ffff88810a2b{0:D4}: ")]
    [InlineData("[<0>] ")]
    [InlineData(" ")]
    [InlineData("    ")]
    [InlineData("")]
    public void What_a_row_of_the_wrappings_or_the_kernel_itself_begins_lines_with_stays(string prefix) =>
        Assert.Null(SharedPrefix.Of(string.Join('\n', Report.Select((line, i) => string.Format(System.Globalization.CultureInfo.InvariantCulture, prefix, i + 90, i * 37) + line))));

    [Fact]
    public void Behind_a_prefix_the_time_and_the_caller_of_the_kernel_stay()
    {
        SharedPrefix prefix = SharedPrefix.Of(string.Join('\n', Report.Select((line, i) => $"vm-{i % 3} | [   12.{i:D6}][  T57] {line}")))!;

        Assert.Equal("[   13.000001][   C0]  frame", prefix.TakeOff("vm-2 | [   13.000001][   C0]  frame"));
        Assert.Equal("a line of another program", prefix.TakeOff("a line of another program"));
    }

    [Fact]
    public void A_blank_that_most_lines_have_in_common_is_the_kernels()
    {
        SharedPrefix prefix = SharedPrefix.Of(string.Join('\n', Enumerable.Range(0, 40).Select(i => i == 3 ? "vm: BUG: KASAN" : $"vm:  frame_{i}+0x1/0x2")))!;

        Assert.Equal(" frame_1+0x1/0x2", prefix.TakeOff("vm:  frame_1+0x1/0x2"));
        Assert.Equal("BUG: KASAN", prefix.TakeOff("vm: BUG: KASAN"));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public void One_line_of_ten_may_lack_it(int headings, bool isFound)
    {
        string text = string.Concat(Enumerable.Repeat("time, host, message\n", headings)) + string.Join('\n', Report.Select(line => "vm-1  | " + line));

        Assert.Equal(isFound, SharedPrefix.Of(text) is not null);
    }

    [Theory]
    [InlineData("BUG: KASAN")]
    [InlineData("vm: a\nvm: b\nvm: c")]
    public void Few_lines_have_nothing_in_common(string text) => Assert.Null(SharedPrefix.Of(text));

    private static (string?, int, string, string) Facts(string text)
    {
        CrashReport? report = ReportParser.Parse(text);
        return (report?.Title, report?.Stacks.Sum(stack => stack.Frames.Count) ?? 0, report?.Kernel.Release ?? "", string.Join(' ', report?.Stacks.Select(stack => stack.Kind) ?? []));
    }
}
