using KB.Indexer.Corpus;
using KB.Indexer.Search;

namespace KB.Site.Tests.Api;

[Collection(SiteCollection.Name)]
public sealed class ArchiveTests(SiteUnderTest site)
{
    [Fact]
    public async Task The_archive_holds_every_report_and_an_index_made_of_it_has_the_same()
    {
        string folder = Directory.CreateTempSubdirectory("kb-archive-").FullName, corpus = Directory.CreateDirectory(Path.Combine(folder, "corpus")).FullName;
        string archive = await site.Reader().GetStringAsync("/archive.jsonl");
        await File.WriteAllTextAsync(Path.Combine(corpus, "archive.jsonl"), archive);

        CorpusIndexer.Update(folder, [corpus]);

        CrashIndex original = CrashIndex.Open(site.Data), copy = CrashIndex.Open(folder);
        Assert.Equal(original.Stats().Reports, archive.Count(letter => letter == '\n'));
        Assert.Equal(original.Archive().Select(report => report.Id).Order(), copy.Archive().Select(report => report.Id).Order());
        Assert.All(original.Archive(), report =>
        {
            Assert.Equal(report.Crash, original.FindCrashId(report.Id));
            Assert.Equal(original.FindReport(report.Id)!.Title, copy.FindReport(report.Id)!.Title);
        });
        Directory.Delete(folder, recursive: true);
    }
}
