using KB.Indexer.Corpus;

namespace KB.Indexer.Tests.Corpus;

public sealed class BoundedLinesTests
{
    [Theory]
    [InlineData("a\nbb\r\n\nc", "a|bb||c")]
    [InlineData("a\n", "a")]
    [InlineData("", "")]
    [InlineData("123456\nb\n", "<too long>|b")]
    [InlineData("b\n123456", "b|<too long>")]
    public void Lines_come_without_their_ends_and_long_ones_are_passed_over(string text, string lines) =>
        Assert.Equal(lines, string.Join('|', BoundedLines.Read(new StringReader(text), 5).Select(line => line ?? "<too long>")));

    [Fact]
    public void A_line_without_end_needs_no_memory()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal([null], BoundedLines.Read(new Endless(1 << 28), 1 << 20));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
    }

    private sealed class Endless(long length) : TextReader
    {
        private long _left = length;

        public override int Read(char[] buffer, int index, int count)
        {
            int read = (int)Math.Min(count, _left);
            Array.Fill(buffer, 'x', index, read);
            _left -= read;
            return read;
        }

        public override int Read(Span<char> buffer)
        {
            int read = (int)Math.Min(buffer.Length, _left);
            buffer[..read].Fill('x');
            _left -= read;
            return read;
        }
    }
}
