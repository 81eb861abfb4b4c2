using KB.Indexer.Corpus;
using KB.Indexer.Search;

namespace KB.Indexer.Tests.Durability;

/// <summary>Several folders of a corpus, whose files may have one name.</summary>
public sealed class CorporaTests
{
    [Fact]
    public void Files_of_one_name_in_several_folders_are_all_kept_over_updates()
    {
        using var folder = new DataFolder();
        string[] corpora = [folder.Corpus, Made(folder, "a/logs/one.jsonl", "a-1"), Made(folder, "b/logs/one.jsonl", "b-1"), Made(folder, "b/logs/logs/one.jsonl", "b-2", "b/logs")];

        CorpusIndexer.Update(folder.Data, corpora);
        IndexSummary again = CorpusIndexer.Update(folder.Data, corpora);

        Assert.False(again.Changed);
        Assert.Equal([("a-1", "logs/one.jsonl"), ("b-1", "logs (2)/one.jsonl"), ("b-2", "logs/logs/one.jsonl"), ("corpus-1", "one.jsonl")], Places(folder));
    }

    [Fact]
    public void A_file_of_two_folders_of_which_one_holds_the_other_is_read_once()
    {
        using var folder = new DataFolder();
        string inner = Made(folder, "corpus/inner/two.jsonl", "inner-1");

        Assert.Equal(2, CorpusIndexer.Update(folder.Data, [folder.Corpus, inner, folder.Corpus + "/"]).Read);
        Assert.Equal([("corpus-1", "one.jsonl"), ("inner-1", "inner/two.jsonl")], Places(folder));
    }

    [Fact]
    public void What_a_folder_lost_is_taken_from_the_one_that_still_has_it()
    {
        using var folder = new DataFolder();
        string other = Made(folder, "other/one.jsonl", "other-one");
        CorpusIndexer.Update(folder.Data, [folder.Corpus, other]);

        File.Delete(Path.Combine(folder.Corpus, "one.jsonl"));
        CorpusIndexer.Update(folder.Data, [folder.Corpus, other]);

        Assert.Equal([("other-one", "one.jsonl")], Places(folder));
    }

    [UnprivilegedFact]
    public void Of_a_folder_that_cannot_be_listed_what_is_known_stays_and_the_others_are_read()
    {
        using var folder = new DataFolder();
        Made(folder, "corpus/host/dumps/two.jsonl", "dumps-1");
        UnprivilegedFactAttribute.Permit(folder.Other("."), all: true);
        UnprivilegedFactAttribute.Run("index", "--data", folder.Data, folder.Corpus);

        File.Delete(Path.Combine(folder.Corpus, "one.jsonl"));
        Made(folder, "corpus/three.jsonl", "three-1");
        UnprivilegedFactAttribute.Permit(folder.Other("corpus/host/dumps"), all: false);
        string said = UnprivilegedFactAttribute.Run("index", "--data", folder.Data, folder.Corpus);
        UnprivilegedFactAttribute.Permit(folder.Other("corpus/host/dumps"), all: true);

        Assert.Matches("(?m)^kb: host/dumps: ", said);
        Assert.Contains("1 files read, 1 gone", said);
        Assert.Equal([("dumps-1", "host/dumps/two.jsonl"), ("three-1", "three.jsonl")], Places(folder));
    }

    [Fact]
    public void A_folder_of_the_corpus_that_is_called_journal_is_not_taken_for_the_journal()
    {
        using var folder = new DataFolder();
        Made(folder, "corpus/journal/000001.jsonl", "of-the-corpus");
        folder.With(DataFolder.Line("of-the-journal", "WARNING in widget_journal", "text of the journal"));

        folder.Update();
        Assert.False(folder.Update().Changed);

        Assert.Equal([("corpus-1", "one.jsonl"), ("of-the-corpus", "corpus/journal/000001.jsonl"), ("of-the-journal", "journal/000001.jsonl")], Places(folder));
        Assert.Empty(DataCheck.Run(folder.Data));
        File.Delete(Path.Combine(folder.Corpus, "journal", "000001.jsonl"));
        folder.Update();
        Assert.Equal(["corpus-1", "of-the-journal"], Places(folder).Select(place => place.Id));
    }

    [Fact]
    public void An_article_whose_address_another_has_is_told_and_taken_when_that_is_gone()
    {
        using var folder = new DataFolder();
        string first = Article(folder, "corpus/articles/widget.md", "the first"), second = Article(folder, "other/articles/widget.md", "the second");
        string[] corpora = [folder.Corpus, folder.Other("other")];

        IndexSummary both = CorpusIndexer.Update(folder.Data, corpora);

        Assert.StartsWith("another article", Assert.Single(both.Unread).Reason);
        Assert.Equal(("the first", "other/articles/widget.md"), (folder.Index().FindArticle("widget")?.Title, Assert.Single(folder.Index().Unread(10)).Path));

        File.Delete(first);
        Assert.Empty(CorpusIndexer.Update(folder.Data, corpora).Unread);
        Assert.Equal("the second", folder.Index().FindArticle("widget")?.Title);
    }

    [Fact]
    public void The_same_article_in_two_folders_is_one()
    {
        using var folder = new DataFolder();
        Article(folder, "corpus/articles/widget.md", "the first");
        Article(folder, "other/articles/widget.md", "the first");

        Assert.Empty(CorpusIndexer.Update(folder.Data, [folder.Corpus, folder.Other("other")]).Unread);
        Assert.Equal(2, folder.Index().Mentions("widget").Count);
    }

    [Fact]
    public void An_article_whose_address_is_the_id_of_a_crash_is_told()
    {
        using var folder = new DataFolder();
        folder.With(DataFolder.Line("widget", "WARNING in widget_flush", "text"));
        folder.Update();
        Article(folder, "corpus/articles/widget.md", "about widgets");

        Assert.Equal("articles/widget.md", Assert.Single(folder.Update().Unread).Path);
        Assert.Equal("WARNING in widget_flush", folder.Index().FindCrash("widget")?.Title);
    }

    private static string Article(DataFolder folder, string name, string title)
    {
        string file = folder.Other(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"---\ntitle: {title}\nupdated: 2024-01-02\n---\ntext\n");
        return file;
    }

    /// <summary>Writes a file with one crash; returns its folder, or the one told.</summary>
    private static string Made(DataFolder folder, string name, string id, string? corpus = null)
    {
        string file = folder.Other(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, DataFolder.Line(id, $"WARNING in widget_{id.Replace('-', '_')}", "text of " + id) + "\n");
        return corpus is null ? Path.GetDirectoryName(file)! : folder.Other(corpus);
    }

    private static (string Id, string Path)[] Places(DataFolder folder)
    {
        CrashIndex index = folder.Index();
        return [.. index.Newest(0, 100).Select(row => (row.Id, index.Mentions(row.Id).Single().Path)).OrderBy(place => place.Id, StringComparer.Ordinal)];
    }
}
