using KB.Indexer.Symbolization;

namespace KB.Indexer.Tests.Symbolization;

public class PlaceTests
{
    [Theory]
    [InlineData(" widget_flush+0x1d/0x40", "widget_flush 1d 40 ")]
    [InlineData(" widget_flush.cold+0x1d/0x40 [widget]", "widget_flush.cold 1d 40 widget")]
    [InlineData(" widget_flush+0x1d/0x40 [widget 0123456789abcdef0123456789abcdef01234567]", "widget_flush 1d 40 widget")]
    [InlineData(" widget_flush+0x1d/0x40 [widget(OE)]", "widget_flush 1d 40 widget")]
    [InlineData("(widget_flush) from [<c0123456>] (widget_poll+0x8/0xc)", "widget_poll 8 c ")]
    [InlineData("Krnl PSW : 0704c001 0000000000123456 (widget_flush+0x1d/0x40)", "widget_flush 1d 40 ")]
    [InlineData("_RNvNtCs1234_6widget5wheel4spin+0x1d/0x40", "_RNvNtCs1234_6widget5wheel4spin 1d 40 ")]
    [InlineData(" 12+0x1/0x2", null)]
    [InlineData(" +0x1/0x2", null)]
    [InlineData(" widget+0x00000000000000001/0x2", null)]
    public void A_place_is_found_in_a_line(string line, string? expected)
    {
        List<PrintedPlace> found = PrintedPlace.FindAll(line);

        Assert.Equal(expected, found.Select(one => $"{one.Place.Symbol} {one.Place.Offset:x} {one.Place.Size:x} {one.Module}").SingleOrDefault());
    }

    [Fact]
    public void A_line_of_places_is_read_in_linear_time()
    {
        string line = string.Concat(Enumerable.Repeat("widget+0x", 200_000));

        Assert.Empty(PrintedPlace.FindAll(line));
    }

    [Fact]
    public void A_line_has_no_more_places_than_the_kernel_prints()
    {
        string line = string.Concat(Enumerable.Repeat("widget+0x1/0x2 [", 10_000));

        Assert.Equal(PrintedPlace.MaxPlaces, PrintedPlace.FindAll(line).Count);
    }

    public static TheoryData<string> Faults() => [.. FaultPlaces.All.Select(row => row.Example)];

    [Theory, MemberData(nameof(Faults))]
    public void Every_way_to_announce_a_fault_knows_its_example(string example)
    {
        PrintedPlace place = PrintedPlace.FindAll(example).Single();

        Assert.True(FaultPlaces.Announces(example.AsSpan(0, place.Start)));
    }

    [Theory]
    [InlineData(" widget_flush+0x1d/0x40")]
    [InlineData("lr : widget_flush+0x1d/0x40")]
    [InlineData("BUG: KASAN: slab-use-after-free in widget_flush+0x1d/0x40")]
    public void Other_places_are_return_addresses(string line)
    {
        PrintedPlace place = PrintedPlace.FindAll(line).Single();

        Assert.False(FaultPlaces.Announces(line.AsSpan(0, place.Start)));
    }

    [Theory]
    [InlineData("CPU: 1 PID: 86 Comm: widget Not tainted 6.1.0-5-amd64 #1", "6.1.0-5-amd64", null)]
    [InlineData("CPU: 1 PID: 86 Comm: widget Tainted: G        W  OE      5.14.0-rc1+ #7 0123456789abcdef0123456789abcdef01234567", "5.14.0-rc1+", "0123456789abcdef0123456789abcdef01234567")]
    [InlineData("CPU: 1 UID: 0 PID: 86 Comm: widget Tainted: [W]=WARN, [O]=OOT_MODULE  6.12.0 #7", "6.12.0", null)]
    [InlineData("Linux version 6.2.0-widget (me@here) (gcc 12)", "6.2.0-widget", null)]
    public void The_kernel_is_known_by_release_and_build_id(string line, string release, string? id)
    {
        KernelFacts facts = KernelFacts.Read(line);

        Assert.Equal((release, id), (facts.Release, facts.BuildId?.Hex));
    }

    [Theory]
    [InlineData("Kernel Offset: 0x1c00000 from 0xffffffff81000000 (relocation range: 0xffffffff80000000-0xffffffffbfffffff)", 0x1c00000ul)]
    [InlineData("Kernel Offset: disabled", 0ul)]
    [InlineData("no offset", null)]
    public void What_KASLR_added_is_read(string line, ulong? offset) => Assert.Equal(offset, KernelFacts.Read(line).Offset);
}
