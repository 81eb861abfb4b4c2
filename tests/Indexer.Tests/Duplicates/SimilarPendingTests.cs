using System.Text.Json;
using KB.Indexer.Corpus;
using KB.Indexer.Search;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Tests.Duplicates;

public sealed class SimilarPendingTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("kb-pending-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    [Theory]
    [InlineData(DuplicateView.MostAwaited, false)]
    [InlineData(DuplicateView.MostAwaited + 1, true)]
    public void Nobody_waits_for_the_reading_of_many_reports(int reports, bool pending)
    {
        Add(0, reports);
        var index = CrashIndex.Open(_data);
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
        var index = CrashIndex.Open(_data);
        index.WarmSimilar();
        Add(DuplicateView.MostAwaited * 2, 1);

        Crash crash = index.WithRelated(index.FindCrash(index.FindCrashId("p400")!)!, wait: false);

        Assert.False(crash.SimilarPending);
        Assert.NotEmpty(crash.Similar);
    }

    [Fact]
    public void An_index_of_before_gets_the_indexes_that_it_lacks()
    {
        Add(0, 1);
        SqliteConnection.ClearAllPools();
        using (var old = new SqliteConnection($"Data Source={Catalogue.PathIn(_data)};Pooling=False"))
        {
            old.Open();
            old.Execute("DROP INDEX document_columns");
            old.Execute("CREATE INDEX document_version ON document(version)");
        }

        IndexWriter.Open(_data).Dispose();

        using SqliteConnection now = Catalogue.Read(_data, pooling: false);
        string plan = string.Join('\n', now.List("EXPLAIN QUERY PLAN SELECT number, kind, type, flags, seen FROM document WHERE version > 3", row => row.GetString(3)));
        Assert.Contains("COVERING INDEX document_columns", plan, StringComparison.Ordinal);
    }

    private void Add(int from, int count)
    {
        new Journal(_data).Append([.. Enumerable.Range(from, count).Select(i => JsonSerializer.Serialize(new
        {
            id = $"p{i}", title = $"WARNING in pear_{i / 2}", text = $"WARNING: CPU: 0 PID: 1 at mm/pear.c:{i + 1} pear_{i / 2}+0x1/0x2\nCall Trace:\n pear_{i / 2}+0x1/0x2\n pear_of_{i}+0x1/0x2\n pear_ioctl_{i}+0x1/0x2\n",
        }))]);
        CorpusIndexer.Replay(_data);
    }
}
