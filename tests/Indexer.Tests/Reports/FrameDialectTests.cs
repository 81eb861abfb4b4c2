using KB.Indexer.Reports;

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
    [InlineData(" widget_flush (drivers/widget/flush.c:42 (discriminator 4))")]
    [InlineData(" ? widget_flush (drivers/widget/flush.c:42)")]
    public void A_frame_decoded_by_script_has_its_source_line(string line)
    {
        StackFrame frame = Assert.Single(FrameParser.Parse(line));

        Assert.Equal(("widget_flush", "drivers/widget/flush.c", 42), (frame.Function, frame.File, frame.Line));
    }

    [Theory]
    [InlineData("RAX: 0000000000000000 RBX: ffff8880a7fba37c RCX: 0000000000000000")]
    [InlineData("Call Trace:")]
    [InlineData(" <TASK>")]
    [InlineData("")]
    public void Other_lines_are_no_frames(string line) => Assert.Empty(FrameParser.Parse(line));
}
