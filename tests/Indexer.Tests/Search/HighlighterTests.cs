using KB.Indexer.Search.Engine;
using KB.Indexer.Search.Queries;

namespace KB.Indexer.Tests.Search;

public sealed class HighlighterTests
{
    private const string Text = "WARNING in gadget_warn_dup\nnothing here\n gadget_warn_dup+0x7b/0xa0 fs/gadget/dir.c:30\n Comm: flusher 4.6.0-widget\n \u212Aelvin\n";

    [Theory]
    [InlineData("gadget_warn_dup", "1:[gadget_warn_dup] 3:[gadget_warn_dup]")]
    [InlineData("warn_dup", "1:[warn_dup] 3:[warn_dup]")]
    [InlineData("dir.c:30", "3:[fs/gadget/dir.c]")]
    [InlineData("flush*", "4:[flusher]")]
    [InlineData("warning -flusher", "1:[WARNING]")]
    [InlineData("fn:gadget_warn_dup is:open", "1:[gadget_warn_dup] 3:[gadget_warn_dup]")]
    [InlineData("4.6.0", "4:[4.6.0]")]
    [InlineData("GADGET_WARN_DUP", "1:[gadget_warn_dup] 3:[gadget_warn_dup]")]
    [InlineData("*lusher", "4:[flusher]")]
    [InlineData("g*dup", "1:[gadget_warn_dup] 3:[gadget_warn_dup]")]
    [InlineData("kelvin", "5:[\u212Aelvin]")]
    [InlineData("-flusher", "")]
    [InlineData("absent", "")]
    public void The_lines_that_match_are_marked(string query, string marked)
    {
        IEnumerable<string> lines = Highlighter.Lines(Query.Parse(query), Text)
            .Select(line => $"{line.Number}:" + string.Concat(line.Ranges.Select(range => $"[{line.Text.Substring(range.Start, range.Length)}]")));
        Assert.Equal(marked, string.Join(' ', lines));
    }

    [Fact]
    public void The_lines_with_most_words_are_kept_in_the_order_of_the_text()
    {
        IReadOnlyList<HighlightedLine> lines = Highlighter.Lines(Query.Parse("gadget_warn_dup dir.c flusher widget"), Text, most: 2);
        Assert.Equal([3, 4], lines.Select(line => line.Number));
    }
}
