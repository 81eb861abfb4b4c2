using KB.Indexer.Reports;
using KB.Indexer.Search.Engine;
using KB.Indexer.Trackers;

namespace KB.Indexer.Tests.Search;

public sealed class FieldSearchTests
{
    private static SmallIndex Index() => new SmallIndex()
        .Report("one", "WARNING in gadget_poll", ["gadget_poll+0x1/0x2 drivers/gadget/poll.c:100", "helper_step+0x1/0x2 lib/helper.c:10", "do_entry+0x1/0x2"],
            "gadget_close is mentioned and not a frame\n",
            new DocumentValues { Crash = 0, Type = "WARNING", Subsystem = "SOUND", Release = "4.19.0-rc3+", Arch = "x86_64", Day = 18000, Flags = DocumentFlags.Open | DocumentFlags.Bisected, Trust = 90, Repeats = 3 },
            report => report with { Task = new("gadget-test.1", 7, 1), Locks = ["&gadget->lock#2", "sb_gadgets"], Modules = ["gadget_core"], Trackers = [new TrackerReference("bugzilla", "198765", null)] })
        .Report("two", "KASAN: use-after-free Read in helper_step", ["helper_step+0x1/0x2 lib/helper.c:50", "gadget_poll+0x1/0x2 drivers/gadget/poll.c:140", "do_entry+0x1/0x2"],
            "Fixes: 0123456789ab (\"gadget: poll once\")\nit came with 1a2b3c4d5e and 2b3c4d5e6f708, see 12345678901, 3c4d5e6f, 4d5e6f708192a3b4\n",
            new DocumentValues { Crash = 1, Type = "KASAN-USE-AFTER-FREE-READ", Subsystem = "EXT4 FILE SYSTEM", Release = "5.4.17", Arch = "arm64", Day = 18500, Flags = DocumentFlags.Fixed, Repeats = 9 })
        .Add(new SearchDocument { Number = 0, Id = "three", Title = "How gadgets are polled", Kind = DocumentKind.Article, Markdown = "See `gadget_poll`.", Culprit = "89abcdef0123456789abcdef0123456789abcdef gadget: poll twice" },
            new DocumentValues { Crash = 2, Kind = DocumentKind.Article, Day = 19000, Release = "5.10.0-generic", Trust = 10 })
        .Add(new SearchDocument { Number = 0, Id = "four", Title = "Widgets", Kind = DocumentKind.Article, Trackers = [new TrackerReference("fixes", "5e6f7081", null)] });

    [Theory]
    [InlineData("fn:gadget_poll", "one two")]
    [InlineData("fn:gadget_close", "")]
    [InlineData("fn:gadget_*", "one two")]
    [InlineData("fn:poll", "one two")]
    [InlineData("fn:helper", "one two")]
    [InlineData("file:poll.c", "one two")]
    [InlineData("file:gadget/poll.c:100", "one two")]
    [InlineData("file:poll.c:102", "one two")]
    [InlineData("file:poll.c:300", "")]
    [InlineData("file:lib/helper.c", "one two")]
    [InlineData("file:drivers/gadget", "one two")]
    [InlineData("stack:\"gadget_poll > do_entry\"", "one two")]
    [InlineData("stack:\"gadget_poll > helper_step > do_entry\"", "one")]
    [InlineData("stack:\"do_entry > gadget_poll\"", "")]
    [InlineData("title:warning", "one")]
    [InlineData("title:\"read in helper_step\"", "two")]
    [InlineData("title:\"helper_step in\"", "")]
    [InlineData("title:poll*", "one three")]
    [InlineData("type:kasan", "two")]
    [InlineData("type:WARNING", "one")]
    [InlineData("type:use-after-free", "two")]
    [InlineData("type:kas", "")]
    [InlineData("sub:ext4", "two")]
    [InlineData("sub:\"ext4 file system\"", "two")]
    [InlineData("release:v4.19", "one")]
    [InlineData("release:4.19-rc3", "one")]
    [InlineData("release:v4.19..v5.4", "one two")]
    [InlineData("release:>=5.4", "three two")]
    [InlineData("release:<5.4", "one")]
    [InlineData("release:5.10.0-generic", "three")]
    [InlineData("arch:arm64", "two")]
    [InlineData("commit:0123456", "two")]
    [InlineData("commit:89abcdef01", "three")]
    [InlineData("commit:0123456789abcdef", "two")]
    [InlineData("commit:0123456789abcdef0123456789abcdef01234567", "two")]
    [InlineData("commit:1a2b3c4", "two")]
    [InlineData("1a2b3c4d5e", "two")]
    [InlineData("1a2b3c4d5e6f", "two")]
    [InlineData("1a2b3c4d5f", "")]
    [InlineData("Fixes: 2b3c4d5e6f70 (\"gadget: poll once\")", "two")]
    [InlineData("12345678901", "")]
    [InlineData("3c4d5e6f", "")]
    [InlineData("4d5e6f708192a3b4", "")]
    [InlineData("\"came with 1a2b3c4d5e and\"", "two")]
    [InlineData("commit:5e6f7081", "four")]
    [InlineData("5e6f708192a3", "four")]
    [InlineData("culprit:89abcdef0123", "three")]
    [InlineData("culprit:twice", "three")]
    [InlineData("culprit:0123456789ab", "")]
    [InlineData("comm:gadget-test", "one")]
    [InlineData("comm:gadget*", "one")]
    [InlineData("module:gadget_core", "one")]
    [InlineData("lock:&gadget->lock", "one")]
    [InlineData("lock:sb_*", "one")]
    [InlineData("cpu:1", "one")]
    [InlineData("tracker:bugzilla", "one")]
    [InlineData("tracker:bugzilla:198765", "one")]
    [InlineData("tracker:198765", "one")]
    [InlineData("198765", "one")]
    [InlineData("is:open", "one")]
    [InlineData("is:fixed", "two")]
    [InlineData("is:bisected", "one")]
    [InlineData("is:article", "four three")]
    [InlineData("d:2019", "one")]
    [InlineData("d:2019..2020", "one two")]
    [InlineData("d:..2019-12-31", "one")]
    [InlineData("d:2020-08-26", "two")]
    [InlineData("trust:>50", "one")]
    [InlineData("trust:..20", "three")]
    [InlineData("trust:>=0.8", "one")]
    [InlineData("gadget_poll -is:fixed -type:warning", "three")]
    public void A_field_finds(string query, string ids)
    {
        using SmallIndex index = Index();
        Assert.Equal(ids.Split(' ').Order(), index.Found(query).Split(' ').Order());
    }

    [Fact]
    public void Frames_of_two_stacks_are_in_no_order()
    {
        using SmallIndex index = new SmallIndex().Report("both", "KASAN: use-after-free Read in gadget_poll", ["gadget_poll+0x1/0x2", "gadget_loop+0x1/0x2"], change: report =>
            report with { Stacks = [.. report.Stacks, report.Stacks[0] with { Kind = StackKind.Freed, Frames = [report.Stacks[0].Frames[0] with { Function = "gadget_free" }, report.Stacks[0].Frames[1] with { Function = "gadget_close" }] }] });

        Assert.Equal("both", index.Found("stack:\"gadget_poll > gadget_loop\""));
        Assert.Equal("both", index.Found("stack:\"gadget_free > gadget_close\""));
        Assert.Equal("", index.Found("stack:\"gadget_poll > gadget_close\""));
        Assert.Equal("", index.Found("stack:\"gadget_loop > gadget_free\""));
    }

    [Fact]
    public void The_line_asked_for_comes_before_lines_near_it()
    {
        using SmallIndex index = Index();
        Assert.Equal("two one", index.Found("file:poll.c:139"));
    }

    [Fact]
    public void Functions_and_files_list_their_documents()
    {
        using SmallIndex index = Index();
        Searcher searcher = index.Searcher();
        Assert.Equal([0, 1], searcher.WithFunction("gadget_poll"));
        Assert.Equal([1, 0], searcher.WithFile("lib/helper.c", 50));
    }

    [Fact]
    public void Whether_a_function_or_file_is_there_is_told_without_what_was_deleted()
    {
        using SmallIndex index = Index();
        Assert.True(index.Searcher().HasFunction("gadget_poll"));
        Assert.True(index.Searcher().HasFile("lib/helper.c"));
        Assert.True(index.Searcher().HasFile("lib/helper.c", 50));
        Assert.False(index.Searcher().HasFunction("gadget_pol"));
        Assert.False(index.Searcher().HasFile("lib/helper.c", 9000));

        index.Delete("one").Delete("two");

        Assert.False(index.Searcher().HasFunction("gadget_poll"));
        Assert.False(index.Searcher().HasFile("lib/helper.c"));
    }

    [Fact]
    public void Every_field_has_an_example_that_is_understood()
    {
        Assert.All(KB.Indexer.Search.Queries.QueryField.All, field =>
        {
            var query = KB.Indexer.Search.Queries.Query.Parse("x " + field.Example);
            Assert.Empty(query.Ignored);
            Assert.Contains(field.Example, query.ToString());
        });
    }
}
