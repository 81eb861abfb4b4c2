using KB.Indexer.Duplicates.Features;
using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;
using KB.Indexer.Search;
using KB.Indexer.Tests.Durability;

namespace KB.Indexer.Tests.Search;

/// <summary>A crash is found by the names that older rules gave it, behind others alike that are called so today.</summary>
public sealed class FormerTitleSearchTests
{
    private const string Today = "kernel BUG in widget_flush", Once = "kernel BUG at drivers/widget/flush.c:LINE!";

    [Theory]
    [InlineData("WARNING in strlen", "own once")]
    [InlineData("title:strlen", "own once")]
    [InlineData("\"WARNING in strlen\"", "own once")]
    public void A_former_title_finds_its_crash_behind_one_alike_that_is_called_so(string query, string ids)
    {
        // All else speaks for the other one: the same frames, and the shorter text.
        using SmallIndex index = new SmallIndex()
            .Report("once", "WARNING in widget_flush", ["strlen+0x1/0x2", "widget_flush+0x1/0x2"], change: report => report with { FormerTitles = ["WARNING in strlen"], Frame = "strlen" })
            .Report("own", "WARNING in strlen", ["strlen+0x1/0x2", "widget_flush+0x1/0x2"], string.Concat(Enumerable.Repeat("gadget ready\n", 40)))
            .Report("other", "WARNING in gadget_poll", ["gadget_poll+0x1/0x2"]);

        Assert.Equal(ids, index.Found(query));
    }

    [Fact]
    public void A_former_title_that_one_crash_has_leads_to_it()
    {
        using DataFolder folder = Folder("flush.c:42");

        CrashIndex index = folder.Index();

        Assert.Equal(Today, index.CrashesNamed([Once])[Once].Title);
        Assert.Equal([Today], index.Search(Once, 0, 10).Hits.Select(hit => hit.Title));
        Crash crash = index.FindCrash(index.CrashesNamed([Once])[Once].Id)!;
        Assert.Equal([Once], crash.FormerTitles);
        Assert.DoesNotContain(Once, crash.OtherTitles);
    }

    [Fact]
    public void A_former_title_of_several_crashes_leads_to_none_and_finds_all()
    {
        using DataFolder folder = Folder("flush.c:42", "flush.c:77");

        CrashIndex index = folder.Index();

        Assert.Empty(index.CrashesNamed([Once]));
        Assert.Equal(2, index.Search(Once, 0, 10).Hits.Count);
    }

    [Fact]
    public void A_bisection_that_names_a_crash_by_its_former_title_belongs_to_it_and_judges_nothing()
    {
        using var folder = new DataFolder();
        File.Copy(Directory.EnumerateFiles(Path.Combine(Repository.Root, "corpus", "bisections"), "*shmem_fallocate*", SearchOption.AllDirectories).Single(), Path.Combine(folder.Corpus, "bisection.log"));
        File.WriteAllText(Path.Combine(folder.Corpus, "report.log"),
            OopsFamilies.Formats.Single(format => format.Name == "unsafe-lock-order").Example.Replace("at: gadget_poll", "at: shmem_fallocate", StringComparison.Ordinal));
        folder.Update();

        CrashIndex index = folder.Index();
        Crash crash = index.FindCrash(index.CrashesNamed(["possible deadlock in widget_flush"]).Values.Single().Id)!;

        Assert.Contains("possible deadlock in shmem_fallocate", crash.FormerTitles);
        Assert.Single(crash.Bisections);
        Assert.Empty(index.Search("is:bisected is:report widget_flush", 0, 10).Hits);
    }

    [Fact]
    public void Duplicates_know_no_former_titles()
    {
        CrashReport report = ReportParser.Parse(Text("flush.c:42", "widget_flush"))!;

        Assert.Equal([Once], report.FormerTitles);
        Assert.Equal(CrashFeatures.Of(report with { FormerTitles = [] }).Pack(), CrashFeatures.Of(report).Pack());
    }

    private static DataFolder Folder(params string[] places)
    {
        var folder = new DataFolder();
        for (int i = 0; i < places.Length; i++)
        {
            File.WriteAllText(Path.Combine(folder.Corpus, $"{i}.log"), Text(places[i], i == 0 ? "widget_flush" : "gadget_poll"));
        }

        folder.Update();
        return folder;
    }

    private static string Text(string place, string function) => $"""
        ------------[ cut here ]------------
        kernel BUG at drivers/widget/{place}!
        invalid opcode: 0000 [#1] SMP KASAN
        RIP: 0010:{function}+0x1d3/0x240
        Call Trace:
         {function}_all+0x10/0x80
         {function}_them+0x10/0x80
        """;
}
