using System.Text.Json;
using KB.Indexer.Corpus;
using KB.Indexer.Search;
using KB.Indexer.Tests.Durability;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Tests.Duplicates;

public sealed class SimilarPendingTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DuplicateView.MostAwaited, false)]
    [InlineData(DuplicateView.MostAwaited + 1, true)]
    public void Nobody_waits_for_the_reading_of_many_reports(int reports, bool pending)
    {
        Add(0, reports);
        var index = _folder.Index();
        Crash crash = index.FindCrash(index.FindCrashId("p7")!)!;

        Assert.Equal(pending, index.WithRelated(crash, wait: false).SimilarPending);
        Crash waited = index.WithRelated(crash);
        Assert.False(waited.SimilarPending);
        Crash then = index.WithRelated(crash, wait: false);
        Assert.Equal(waited.Similar.Select(other => (other.Id, other.Probability)), then.Similar.Select(other => (other.Id, other.Probability)));
        Assert.NotEmpty(then.Similar);
    }

    [Fact]
    public void A_new_report_is_known_at_once()
    {
        Add(0, DuplicateView.MostAwaited * 2);
        var index = _folder.Index();
        index.WarmSimilar();
        Add(DuplicateView.MostAwaited * 2, 1);

        Crash crash = index.WithRelated(index.FindCrash(index.FindCrashId("p400")!)!, wait: false);

        Assert.False(crash.SimilarPending);
        Assert.NotEmpty(crash.Similar);
    }

    [Fact]
    public void The_columns_of_documents_are_read_without_their_values()
    {
        Add(0, 1);

        using SqliteConnection catalogue = Catalogue.Read(_folder.Data);
        string plan = string.Join('\n', catalogue.List("EXPLAIN QUERY PLAN SELECT number, kind, type, flags, seen FROM document WHERE version > 3", row => row.GetString(3)));

        Assert.Contains("COVERING INDEX document_columns", plan, StringComparison.Ordinal);
    }

    private void Add(int from, int count)
    {
        _folder.With([.. Enumerable.Range(from, count).Select(i => JsonSerializer.Serialize(new
        {
            id = $"p{i}", title = $"WARNING in pear_{i / 2}", text = $"WARNING: CPU: 0 PID: 1 at mm/pear.c:{i + 1} pear_{i / 2}+0x1/0x2\nCall Trace:\n pear_{i / 2}+0x1/0x2\n pear_of_{i}+0x1/0x2\n pear_ioctl_{i}+0x1/0x2\n",
        }))]);
        CorpusIndexer.Replay(_folder.Data);
    }
}
