using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>The memory sanitizer: uses of uninitialized memory.</summary>
public static partial class Kmsan
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "kmsan-usb-infoleak",
            PrintedBy = "mm/kmsan/report.c",
            Header = "BUG: KMSAN: ",
            Opening = KmsanUsbInfoleak(),
            Title = "KMSAN: kernel-usb-infoleak in {frame}",
            AltTitles = ["KMSAN origin in {frame2}"],
            Stack = new(Marks.Frames) { NeverGuilty = ["alloc_skb", "netlink_ack", "netlink_rcv_skb", "usb_submit_urb", "usb_start_wait_urb", "usb_bulk_msg", "usb_interrupt_msg", "usb_control_msg"], Else = new(Marks.CallTrace, Marks.Frames), SecondFrame = [KmsanUsbInfoleakStep(), Marks.Frames] },
            StackOptional = true,
            Example = """
                BUG: KMSAN: kernel-usb-infoleak in usb_submit_urb+0x100/0x200
                 usb_submit_urb+0x100/0x200
                 widget_flush+0x1d3/0x240

                Uninit was created at:
                 slab_alloc_node+0x100/0x200
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "KMSAN: kernel-usb-infoleak in widget_flush",
        },
        new()
        {
            Name = "kmsan-infoleak",
            PrintedBy = "mm/kmsan/report.c",
            Header = "BUG: KMSAN: ",
            Opening = KmsanInfoleak(),
            Title = "KMSAN: {kind} in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = new(Marks.Frames) { NeverGuilty = ["alloc_skb", "netlink_ack", "netlink_rcv_skb", "copyout", "_copy_to_user"], Else = new(Marks.CallTrace, Marks.Frames) },
            StackOptional = true,
            Example = """
                BUG: KMSAN: kernel-infoleak in _copy_to_iter+0x100/0x200
                 _copy_to_iter+0x100/0x200
                 widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "KMSAN: kernel-infoleak in widget_flush",
        },
        new()
        {
            Name = "kmsan-uninit-value",
            PrintedBy = "mm/kmsan/report.c",
            Header = "BUG: KMSAN: ",
            Opening = KmsanUninitValue(),
            Title = "KMSAN: {kind} in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = new(Marks.Frames) { Else = new(Marks.CallTrace, Marks.Frames), NeverGuilty = ["alloc_skb", "netlink_ack", "netlink_rcv_skb", "_encrypt$", "_decrypt$", "aesti_", "skcipher"] },
            StackOptional = true,
            Example = """
                BUG: KMSAN: uninit-value in widget_flush+0x1d3/0x240
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "KMSAN: uninit-value in widget_flush",
        },
    ];

    [GeneratedRegex(@"BUG: KMSAN: kernel-usb-infoleak in")]
    private static partial Regex KmsanUsbInfoleak();

    [GeneratedRegex(@"Uninit was (?:created|stored)|Local variable")]
    private static partial Regex KmsanUsbInfoleakStep();

    [GeneratedRegex(@"BUG: KMSAN: (?<kind>kernel-infoleak(?:-after-free)?) in")]
    private static partial Regex KmsanInfoleak();

    [GeneratedRegex(@"BUG: KMSAN: (?<kind>[a-z\-]+) in")]
    private static partial Regex KmsanUninitValue();
}
