using KB.Indexer.Search.Engine;
using KB.Indexer.Search.Queries;

namespace KB.Indexer.Tests.Search;

public sealed class QueryTests
{
    private static readonly DateOnly Today = new(2024, 6, 15);

    [Theory]
    [InlineData("a b", "a b")]
    [InlineData("a AND b", "a b")]
    [InlineData("a b or c", "a b or c")]
    [InlineData("a (b or c)", "a (b or c)")]
    [InlineData("a (b | c)", "a (b or c)")]
    [InlineData("a|b", "a|b")]
    [InlineData("(a b) c", "a b c")]
    [InlineData("a -b", "a -b")]
    [InlineData("a NOT b", "a -b")]
    [InlineData("-(a b)", "-(a b)")]
    [InlineData("-(-a)", "a")]
    [InlineData("\"a b\"", "\"a b\"")]
    [InlineData("\"a b", "\"a b\"")]
    [InlineData("FN:gadget_poll", "fn:gadget_poll")]
    [InlineData("title:\"use-after-free Read\"", "title:\"use-after-free Read\"")]
    [InlineData("-type:warning", "-type:warning")]
    [InlineData("KASAN: use-after-free Read in gadget_poll", "KASAN: use-after-free Read in gadget_poll")]
    [InlineData("kernel BUG at lib/gadget.c:12!", "kernel BUG at lib/gadget.c:12!")]
    [InlineData("gadget->lock", "gadget->lock")]
    [InlineData("foo()", "\"foo()\"")]
    [InlineData("a ) b", "a b")]
    [InlineData("((a", "a")]
    [InlineData("or or a or", "a")]
    [InlineData("", "")]
    [InlineData("& % $", "")]
    [InlineData("*", "*")]
    [InlineData("unknown:thing", "unknown:thing")]
    public void A_query_is_shown_as_it_was_understood(string text, string shown) => Assert.Equal(shown, Query.Parse(text, Today).ToString());

    [Theory]
    [InlineData("trust:high")]
    [InlineData("trust:nan")]
    [InlineData("trust:>=-Infinity")]
    [InlineData("d:soon")]
    [InlineData("is:broken")]
    [InlineData("commit:xyz")]
    [InlineData("WARNING in foo (2)")]
    [InlineData("ffff8801c2d6c600 foo")]
    public void What_cannot_be_searched_is_named_and_the_rest_is_searched(string text)
    {
        var query = Query.Parse(text + " gadget_poll", Today);
        Assert.Single(query.Ignored);
        Assert.EndsWith("gadget_poll", query.ToString());
    }

    [Theory]
    [InlineData("syzbot+0123456789abcdef0123@syzkaller.appspotmail.com", PasteKind.Tracker, "syzbot", "0123456789abcdef0123")]
    [InlineData("https://syzkaller.appspot.com/bug?extid=0123456789abcdef0123", PasteKind.Tracker, "syzbot", "0123456789abcdef0123")]
    [InlineData("https://lore.kernel.org/all/20240101.1234-5@example.org/", PasteKind.Tracker, "lore", "20240101.1234-5@example.org")]
    [InlineData("https://lore.kernel.org/r/20240101.1234-5%40example.org/T/#u", PasteKind.Tracker, "lore", "20240101.1234-5@example.org")]
    [InlineData("<20240101.1234-5@example.org>", PasteKind.Tracker, "lore", "20240101.1234-5@example.org")]
    [InlineData("https://bugzilla.kernel.org/show_bug.cgi?id=198765", PasteKind.Tracker, "bugzilla", "198765")]
    [InlineData("https://github.com/widgets/linux/issues/42", PasteKind.Tracker, "github", "widgets/linux#42")]
    [InlineData("https://bugs.debian.org/1012345", PasteKind.Tracker, "debian", "1012345")]
    [InlineData("https://git.kernel.org/torvalds/c/0123456789ab", PasteKind.Commit, null, "0123456789ab")]
    [InlineData("https://elixir.bootlin.com/linux/v6.1/source/fs/gadget/dir.c#L30", PasteKind.Place, null, "fs/gadget/dir.c:30")]
    [InlineData("bug 198765", PasteKind.Tracker, "bugzilla", "198765")]
    [InlineData("198765", PasteKind.Tracker, "bugzilla", "198765")]
    [InlineData("2020", PasteKind.Tracker, "bugzilla", "2020")]
    [InlineData("0123456789ab", PasteKind.Commit, null, "0123456789ab")]
    [InlineData("Fixes: 0123456789ab (\"gadget: poll once\")", PasteKind.Commit, null, "0123456789ab")]
    [InlineData("fs/gadget/dir.c:30", PasteKind.Place, null, "fs/gadget/dir.c:30")]
    [InlineData("gadget_poll+0x7b/0xa0", PasteKind.SymbolOffset, null, "gadget_poll")]
    [InlineData("0xffffffff81234567", PasteKind.Address, null, "ffffffff81234567")]
    [InlineData("ffffffff81234567+0x12", PasteKind.Address, null, "ffffffff81234567")]
    public void A_thing_that_is_pasted_is_recognised(string text, PasteKind kind, string? tracker, string value)
    {
        Assert.Equal(new Paste(kind, value, tracker), Query.Parse($"  {text}\n", Today).Paste);
    }

    [Fact]
    public void A_pasted_stack_is_recognised_and_searched_by_its_functions()
    {
        var query = Query.Parse("Call Trace:\n [<ffffffff81234567>] gadget_poll+0x7b/0xa0\n ? helper_step.isra.3+0x1/0x2\n", Today);
        Assert.Equal(PasteKind.Report, query.Paste?.Kind);
        Assert.Equal("fn:gadget_poll or fn:helper_step", query.ToString());
    }

    [Theory]
    [InlineData("gadget_poll helper_step")]
    [InlineData("WARNING in gadget_poll")]
    [InlineData("fn:gadget_poll")]
    public void Words_are_no_paste(string text) => Assert.Null(Query.Parse(text, Today).Paste);

    [Fact]
    public void Any_text_is_read_and_its_reading_reads_the_same()
    {
        string[] pieces = ["(", ")", "\"", "-", "or", " ", "fn:", "d:", "title:", "a", "b_c", "*", "x/y.c:3", "|", "NOT", "AND", "\0", "\ud800", "é", "release:", "5.4", "..", "(2)", ":", "is:open", "\n"];
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            string shown = Query.Parse(text, Today).ToString();
            var again = Query.Parse(shown, Today);
            Assert.Equal(shown, again.Paste is null ? again.ToString() : shown);
        }
    }

    [Fact]
    public void Any_text_is_answered()
    {
        using SmallIndex index = new SmallIndex().Report("one", "WARNING in a_gadget", ["a_gadget+0x1/0x2 x/y.c:3", "b_c+0x1/0x2"]).Report("two", "é a b_c", []);
        Searcher searcher = index.Searcher(size: 1), other = index.Searcher();
        string[] pieces = ["(", ")", "\"", "-", " or ", " ", "fn:", "d:2020", "title:", "a", "b_c", "*", "**", "x/y.c:3", "_", "__", "file:", "stack:", ">", "culprit:", "commit:0123456", "lock:", "sub:", "/", ".", "5.4", "release:", "..", "trust:>1", "#", "\ud800"];
        var random = new Random(6);
        for (int i = 0; i < 5_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(10)).Select(_ => pieces[random.Next(pieces.Length)]));
            var result = searcher.Search(Query.Parse(text, Today), new SearchOptions { Facets = i % 2 == 0 });
            Assert.True(result.Total == result.Hits.Count && result.Total == other.Search(Query.Parse(text, Today)).Total, text);
        }
    }

    [Theory]
    [InlineData("(")]
    [InlineData("-(")]
    [InlineData("\"")]
    [InlineData("a or ")]
    [InlineData("a*b* ")]
    [InlineData("fn:*a*a*a*a*a*a*a ")]
    [InlineData("stack:a>a>a>a>a ")]
    public void A_huge_query_is_cut_and_answered(string piece)
    {
        using SmallIndex index = new SmallIndex().Report("one", "WARNING in aaaa_aaaa", ["aaaa_aaaa+0x1/0x2"]);
        string text = string.Concat(Enumerable.Repeat(piece, 100_000));
        var query = Query.Parse(text, Today);
        Assert.NotEmpty(query.Ignored);
        Assert.NotNull(index.Searcher().Search(query));
    }

    [Fact]
    public void Words_beyond_the_limit_are_named_as_left_out() =>
        Assert.Contains("Only the first 128 words are searched for.", Query.Parse(string.Join(' ', Enumerable.Range(0, 200).Select(i => $"word{i}")), Today).Ignored);
}
