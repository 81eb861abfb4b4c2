using KB.Indexer.Corpus;
using KB.Indexer.Search;
using KB.Site.Hosting;
using KB.Site.Pages.Shared;

namespace KB.Site.Tests.Articles;

public sealed class LeadsTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("kb-leads-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void A_lead_is_rendered_once_until_the_next_commit()
    {
        Write("The *first* text.");
        CrashIndex index = CrashIndex.Open(_data);
        var freshness = new Freshness(index);
        var leads = new Leads(index, freshness);
        string Lead() => string.Concat(leads.Of([new("widgets", "Widgets", "guide", null), new("gone", "Gone", "guide", null)]).Select(row => $"{row.Article.Slug}: {row.Lead}"));

        Assert.Equal("widgets: <p>The <em>first</em> text.</p>\n", Lead());
        Assert.Same(leads.Of([new("widgets", "", "", null)])[0].Lead, leads.Of([new("widgets", "", "", null)])[0].Lead);

        Write("The second text.\n\n## More\n\nBelow the lead.");
        freshness.Refresh();
        Assert.Equal("widgets: <p>The second text.</p>\n", Lead());
    }

    private void Write(string text)
    {
        string folder = Path.Combine(_data, "corpus", "articles");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "widgets.md"), $"---\ntitle: Widgets\ncrashes:\n  - fn:widget_poll\nstatus: guide\nupdated: 2026-11-23\n---\n{text}\n");
        CorpusIndexer.Update(_data, [Path.Combine(_data, "corpus")]);
    }
}
