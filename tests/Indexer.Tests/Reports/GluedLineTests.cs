using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Reports;

public sealed class GluedLineTests
{
    [Theory]
    [InlineData("-wait-wouldblock[  347.423535] invalid opcode: 0000", "invalid opcode: 0000")]
    [InlineData("/init: 384: .: [  271.403835] Kernel panic", "Kernel panic")]
    [InlineData("ve[  347.776245][  T57] general protection fault", "general protection fault")]
    public void What_a_program_left_before_the_kernels_time_is_taken_off(string line, string text) =>
        Assert.Equal(text, LineReader.Read(1, line).Text);

    [Theory]
    [InlineData("[  347.423535] widget: saw [  347.423500] earlier", "widget: saw [  347.423500] earlier")]
    [InlineData("array[12.5] of widgets", "array[12.5] of widgets")]
    public void Other_brackets_stay(string line, string text) => Assert.Equal(text, LineReader.Read(1, line).Text);
}
