using KB.Indexer.Reports;
using Formats = KB.Indexer.Reports.Formats;

namespace KB.Indexer.Tests.Reports;

public class FrameDialectTests
{
    [Theory]
    [InlineData(" widget_flush+0x1d3/0x240")]
    [InlineData(" [<ffffffff81183e9d>] widget_flush+0x1d3/0x240")]
    [InlineData(" [<ffffffff81183e9d>] ? widget_flush+0x1d3/0x240")]
    [InlineData(" ? widget_flush+0x1d3/0x240 [widget]")]
    [InlineData("[c000003fdc18bc80] [c000000000159400] widget_flush+0x1d3/0x240 (unreliable)")]
    [InlineData(" ([<000000000012ab34>] widget_flush+0x1d3/0x240)")]
    [InlineData(" widget_flush.isra.0+0x1d3/0x240 drivers/widget/flush.c:42")]
    [InlineData(" widget_flush+0x1d3/0x240 (P)")]
    [InlineData("Caller[00000000004209ac]: widget_flush+0x1d3/0x240")]
    [InlineData("Caller[f0014d88: widget_flush+0x1d3/0x240]")]
    public void A_frame_is_read_in_every_dialect(string line)
    {
        StackFrame frame = Assert.Single(FrameParser.Parse(line));

        Assert.Equal(("widget_flush", 0x1d3L, 0x240L), (frame.Function, frame.Offset, frame.Size));
    }

    [Theory]
    [InlineData(" ? widget_flush+0x1d3/0x240")]
    [InlineData("[c000003fdc18bc80] [c000000000159400] widget_flush+0x1d3/0x240 (unreliable)")]
    public void A_frame_the_unwinder_was_not_sure_of_is_marked(string line) => Assert.False(Assert.Single(FrameParser.Parse(line)).Reliable);

    [Fact]
    public void A_frame_with_a_source_line_has_file_line_and_module()
    {
        StackFrame frame = Assert.Single(FrameParser.Parse(" widget_flush+0x1d3/0x240 ./drivers/widget/flush.c:42 [widget]"));

        Assert.Equal(("drivers/widget/flush.c", 42, "widget", false), (frame.File, frame.Line, frame.Module, frame.Inline));
    }

    [Fact]
    public void An_inlined_frame_has_no_offset()
    {
        StackFrame frame = Assert.Single(FrameParser.Parse(" widget_lock include/linux/widget.h:7 [inline]"));

        Assert.Equal(("widget_lock", true, (long?)null, 7), (frame.Function, frame.Inline, frame.Offset, frame.Line));
    }

    [Theory]
    [InlineData(" [<80858a8c>] (gadget_poll) from [<806e0084>] (widget_flush+0x1e0/0x22c)")]
    [InlineData(" gadget_poll from widget_flush+0x1e0/0x22c")]
    [InlineData(" gadget_poll [gadget] from widget_flush+0x1e0/0x22c")]
    public void An_ARM_frame_names_callee_and_caller(string line) =>
        Assert.Equal(["gadget_poll", "widget_flush"], FrameParser.Parse(line).Select(frame => frame.Function));

    [Theory]
    [InlineData(" widget_flush (drivers/widget/flush.c:42) widget")]
    [InlineData(" widget_flush (drivers/widget/flush.c:42 drivers/widget/core.c:7) widget 0123456789abcdef0123456789abcdef01234567")]
    [InlineData(" widget_flush (drivers/widget/flush.c:42) [widget]")]
    public void A_frame_decoded_by_script_may_have_its_module_without_brackets(string line) => Assert.Equal("widget", Assert.Single(FrameParser.Parse(line)).Module);

    [Theory]
    [InlineData(" widget_flush (drivers/widget/flush.c:42 (discriminator 4))")]
    [InlineData(" ? widget_flush (drivers/widget/flush.c:42)")]
    public void A_frame_decoded_by_script_has_its_source_line(string line)
    {
        StackFrame frame = Assert.Single(FrameParser.Parse(line));

        Assert.Equal(("widget_flush", "drivers/widget/flush.c", 42), (frame.Function, frame.File, frame.Line));
    }

    [Fact]
    public void A_report_of_SPARC_is_read_down_to_its_callers()
    {
        CrashReport report = ReportParser.Parse("""
            Unable to handle kernel NULL pointer dereference
            tsk->{mm,active_mm}->context = 0000000000000057
            widget(57): Oops [#1]
            CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1
            TSTATE: 0000004411001606 TPC: 000000000049b2f0 TNPC: 000000000049b2f4 Y: 00000000    Not tainted
            TPC: <widget_flush+0x1c/0x40>
            RPC: <gadget_poll+0x10/0x80>
            Caller[00000000004209ac]: gadget_poll+0x1c/0x80
            Caller[0000000000b9e9d4]: gadget_work+0x118/0x1a0
            Caller[0000000000b9ead4]: gadget_loop+0x118/0x1a0
            """)!;

        Assert.Equal(("BUG: unable to handle kernel NULL pointer dereference in widget_flush", "sparc64", false), (report.Title, report.Kernel.Arch, report.Corrupted));
        Assert.Equal("widget_flush", report.Stacks[0].Frames[0].Function);
        Assert.Equal(["gadget_poll", "gadget_work", "gadget_loop"], report.Stacks[^1].Frames.Select(frame => frame.Function));
    }

    [Fact]
    public void An_oops_of_SPARC_whose_first_lines_are_lost_is_one()
    {
        CrashReport report = ReportParser.Parse("""
            widget(57): Oops [#1]
            TPC: <widget_flush+0x1c/0x40>
            Caller[f0014d88: gadget_poll+0x1c/0x80]
            Caller[f0014e88: gadget_work+0x1c/0x80]
            Caller[f0014f88: gadget_loop+0x1c/0x80]
            """)!;

        Assert.Equal("Oops in widget_flush", report.Title);
    }

    [Fact]
    public void The_frame_behind_the_head_of_a_trace_is_its_first()
    {
        CrashReport report = ReportParser.Parse(Formats.OopsFamilies.Formats.Single(format => format.Name == "m68k-trap").Example)!;

        Assert.Equal(("DoS", "m68k"), (report.Type, report.Kernel.Arch));
        Assert.Equal(["gadget_poll", "gadget_work"], report.Stacks.Single(stack => stack.Kind == StackKind.CallTrace).Frames.Select(frame => frame.Function));
    }

    [Theory]
    [InlineData("RAX: 0000000000000000 RBX: ffff8880a7fba37c RCX: 0000000000000000")]
    [InlineData("Call Trace:")]
    [InlineData(" <TASK>")]
    [InlineData("")]
    public void Other_lines_are_no_frames(string line) => Assert.Empty(FrameParser.Parse(line));
}
