using KB.Indexer.Symbolization;

namespace KB.Indexer.Tests.Symbolization;

public class CodeListingTests
{
    [Fact]
    public void The_trapping_instruction_is_marked_and_its_neighbours_are_whole()
    {
        IReadOnlyList<CodeInstruction> listing = CodeListing.Read("b8 e8 03 00 00 31 d2 31 c9 <f7> f1 89 c0 c3", "x86_64");

        CodeInstruction trap = listing.Single(one => one.Traps);
        Assert.Equal((0, "f7f1", "div %ecx"), (trap.Offset, trap.Bytes, trap.Text));
        Assert.Equal("xor %ecx,%ecx", listing[listing.ToList().IndexOf(trap) - 1].Text);
        Assert.Equal("ret", listing[^1].Text);
    }

    [Fact]
    public void A_32_bit_machine_decodes_otherwise()
    {
        Assert.Equal("dec %eax", CodeListing.Read("<48> 90", "i386")[0].Text);
        Assert.NotEqual("dec %eax", CodeListing.Read("<48> 90", "x86_64")[0].Text);
    }

    [Theory]
    [InlineData(null, "x86_64")]
    [InlineData("", "x86_64")]
    [InlineData("90 90 90", "x86_64")]
    [InlineData("d503233f 35000060 (d4210000)", "arm64")]
    [InlineData("<zz> 90", "x86_64")]
    [InlineData("Bad RIP value.", "x86_64")]
    public void A_line_without_a_trapping_byte_or_of_another_machine_gives_nothing(string? code, string arch) => Assert.Empty(CodeListing.Read(code, arch));

    [Fact]
    public void An_instruction_cut_by_the_end_of_the_line_is_left_out() =>
        Assert.Equal(["ud2"], CodeListing.Read("<0f> 0b e8 01", "x86_64").Select(one => one.Text));
}
