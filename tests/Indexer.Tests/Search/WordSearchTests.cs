namespace KB.Indexer.Tests.Search;

public sealed class WordSearchTests
{
    private static SmallIndex Index() => new SmallIndex()
        .Report("warn", "WARNING in gadget_warn_dup", ["gadget_warn_dup+0x7b/0xa0 drivers/gadget/dir.c:30", "gadget_create_dir+0x10/0x80 drivers/gadget/dir.c:60", "main_entry+0x1/0x2"],
            "gadget: cannot create duplicate filename '/class/widgets/tap50'\nRIP: 0010:gadget_warn_dup+0x7b/0xa0\nRAX: 0000000000000024 RBX: ffff8801c2d6c600\nCPU: 1 PID: 4211 Comm: gadget-test Not tainted 4.6.0-widget #7\n")
        .Report("uaf", "KASAN: use-after-free Read in widget_flush", ["widget_flush+0x1d3/0x240 net/widget/flush.c:512", "main_entry+0x1/0x2"],
            "Read of size 8 at addr ffff88810a2b3c40\nCPU: 0 PID: 9 Comm: flusher Not tainted 5.4.0-rc3+ #1\nCode: 48 89 5c 24 08 c3\n ffff8801d2d6c600: fb fb fb fb\n")
        .Report("deep", "WARNING in other_place", ["other_place+0x1/0x2 lib/other.c:1", "widget_flush+0x1d3/0x240 net/widget/flush.c:500", "main_entry+0x1/0x2"]);

    [Theory]
    [InlineData("gadget_warn_dup", "warn")]
    [InlineData("GADGET_Warn_Dup", "warn")]
    [InlineData("warn_dup", "warn")]
    [InlineData("dup", "warn")]
    [InlineData("gadget_warn", "warn")]
    [InlineData("arn_dup", "")]
    [InlineData("gadget_dup", "")]
    [InlineData("dir.c", "warn")]
    [InlineData("gadget/dir.c", "warn")]
    [InlineData("ir.c", "")]
    [InlineData("dir.c:30", "warn")]
    [InlineData("dir.c:52", "warn")]
    [InlineData("dir.c:3000", "")]
    [InlineData("tap50", "warn")]
    [InlineData("widgets/tap50", "warn")]
    [InlineData("/class/widgets/tap50", "warn")]
    [InlineData("4.6.0-widget", "warn")]
    [InlineData("4.6.0", "warn")]
    [InlineData("5.4", "uaf")]
    [InlineData("\"duplicate filename\"", "warn")]
    [InlineData("\"filename duplicate\"", "")]
    [InlineData("\"cannot create duplicate filename '/class/widgets/tap50'\"", "warn")]
    [InlineData("use-after-free", "uaf")]
    [InlineData("gadget_*", "warn")]
    [InlineData("*_dup", "warn")]
    [InlineData("*_warn*", "warn")]
    [InlineData("g*_d*p", "warn")]
    [InlineData("4211", "warn")]
    public void A_word_finds(string query, string ids)
    {
        using SmallIndex index = Index();
        Assert.Equal(ids, index.Found(query));
    }

    [Theory]
    [InlineData("warning -gadget_warn_dup", "deep")]
    [InlineData("kasan or gadget_warn_dup", "uaf warn")]
    [InlineData("(kasan or gadget_warn_dup) -flusher", "warn")]
    [InlineData("main_entry -(warning or kasan)", "")]
    [InlineData("-warning", "uaf")]
    public void Words_combine(string query, string ids)
    {
        using SmallIndex index = Index();
        Assert.Equal(ids.Split(' ').Order(), index.Found(query).Split(' ').Order());
    }

    [Fact]
    public void The_guilty_frame_comes_before_a_later_one()
    {
        using SmallIndex index = Index();
        Assert.Equal("uaf deep", index.Found("widget_flush"));
    }

    [Fact]
    public void An_exact_title_comes_first_whatever_else_holds_its_words()
    {
        using SmallIndex index = new SmallIndex()
            .Report("long", "WARNING in a_gadget_poll", ["gadget_poll+0x1/0x2", "gadget_poll+0x1/0x2"], "WARNING in gadget_poll and gadget_poll in gadget_poll\n")
            .Report("exact", "WARNING in gadget_poll", ["helper+0x1/0x2", "thing+0x1/0x2", "gadget_poll+0x1/0x2"], string.Concat(Enumerable.Repeat("more and more text that makes it long\n", 100)));
        Assert.StartsWith("exact", index.Found("WARNING in gadget_poll (2)"));
    }

    [Theory]
    [InlineData("ffff8801c2d6c600")]
    [InlineData("0000000000000024")]
    [InlineData("5c")]
    [InlineData("fb")]
    public void Addresses_registers_and_dumps_are_not_searched(string query)
    {
        using SmallIndex index = Index();
        Assert.Equal(0, index.Result(query).Total);
    }

    [Fact]
    public void When_nothing_has_all_words_those_with_most_are_shown_and_it_says_so()
    {
        using SmallIndex index = Index();
        var result = index.Result("widget_flush kasan flusher nowhere_else");
        Assert.Equal(("uaf", true), (index.Ids(result), result.Relaxed));
    }

    [Theory]
    [InlineData("gadget_warn_dub", "gadget_warn_dup")]
    [InlineData("fn:widgt_flush", "fn:widget_flush")]
    [InlineData("kasan widget_flsh", "kasan widget_flush")]
    public void A_misspelt_function_gets_a_suggestion(string query, string suggestion)
    {
        using SmallIndex index = Index();
        Assert.Equal(suggestion, index.Result(query).Suggestion);
    }

    [Fact]
    public void A_known_word_gets_no_suggestion()
    {
        using SmallIndex index = Index();
        Assert.Null(index.Result("widget_flush").Suggestion);
    }
}
