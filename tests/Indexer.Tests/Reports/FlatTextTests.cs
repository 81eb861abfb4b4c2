using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Reports;

public sealed class FlatTextTests
{
    private const string Oops = """
        BUG: KASAN: slab-use-after-free in widget_flush+0x1d3/0x240
        Read of size 8 at addr ffff88810a2b3c40 by task kworker/u8:3/57
        CPU: 1 PID: 57 Comm: kworker/u8:3 Not tainted 6.1.0 #1
        Call Trace:
         <TASK>
         dump_stack_lvl+0x116/0x1f0
         kasan_report+0xda/0x110
         widget_flush+0x1d3/0x240
         ? process_one_work+0x8a1/0x1680
         worker_thread+0x5cb/0xfb0
         </TASK>
        """;

    [Fact]
    public void A_report_that_lost_its_lines_is_read_as_with_them()
    {
        CrashReport whole = ReportParser.Parse(Oops)!;

        CrashReport folded = ReportParser.Parse(FlatText.Unfold(string.Join(' ', Oops.Split('\n'))))!;

        Assert.Equal((whole.Title, whole.Frame), (folded.Title, folded.Frame));
        Assert.Equal(Functions(whole), Functions(folded));
    }

    [Fact]
    public void Time_stamps_say_where_lines_began()
    {
        string[] lines = [.. Oops.Split('\n').Select((line, i) => $"[   12.{i:000000}] {line}")];

        Assert.Equal(lines, FlatText.Unfold(string.Join(' ', lines)).Split('\n'));
    }

    [Theory]
    [InlineData("\\n")]
    [InlineData("\\r\\n")]
    [InlineData("<br>")]
    [InlineData("<br/>")]
    public void Breaks_that_a_program_wrote_out_are_breaks(string written) =>
        Assert.Equal(Oops, FlatText.Unfold(string.Join(written, Oops.Split('\n'))));

    [Theory]
    [InlineData("sysfs_warn_dup macvtap")]
    [InlineData("WARNING in widget_flush")]
    [InlineData("widget_flush+0x1d3/0x240 after widget_open+0x1/0x2")]
    [InlineData("")]
    [InlineData("BUG: one\n two+0x1/0x2 three+0x1/0x2 four+0x1/0x2")]
    public void What_is_no_folded_report_stays(string text) => Assert.Equal(text, FlatText.Unfold(text));

    [Theory]
    [InlineData(" ")]
    [InlineData("\\r")]
    [InlineData("<br ")]
    [InlineData("[ ")]
    [InlineData("a ")]
    [InlineData("WARNING: ")]
    [InlineData("[   1")]
    public void Long_runs_of_what_begins_lines_are_read_once(string piece)
    {
        string text = string.Concat(Enumerable.Repeat(piece, 200_000)) + "x";

        Assert.True(FlatText.Unfold(text).Length >= text.Trim().Length);
    }

    private static IEnumerable<string> Functions(CrashReport report) => report.Stacks.SelectMany(stack => stack.Frames).Select(frame => frame.Function);
}
