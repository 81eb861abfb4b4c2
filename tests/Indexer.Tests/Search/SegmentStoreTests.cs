using KB.Indexer.Search;
using KB.Indexer.Search.Engine;
using KB.Indexer.Tests.Durability;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Tests.Search;

public sealed class SegmentStoreTests
{
    [Fact]
    public void A_segment_in_the_making_is_written_when_it_is_large_and_counts_with_the_commit()
    {
        using var folder = new DataFolder();
        IndexWriter.Open(folder.Data).Dispose();
        using SqliteConnection connection = Catalogue.Write(folder.Data);
        var store = new SegmentStore(folder.Data, connection, maxPending: 1 << 20);
        using (SqliteTransaction transaction = connection.BeginTransaction())
        {
            for (int i = 1; i <= 100; i++)
            {
                store.Add(new SearchDocument { Number = i, Id = $"d{i}", Title = "widget", Markdown = string.Join(' ', Enumerable.Range(0, 1000).Select(word => $"w{i}x{word}")) });
            }

            store.Flush();
            transaction.Commit();
        }

        Segment[] segments = [.. SegmentStore.Names(connection).Select(name => Segment.Open(Path.Combine(SegmentStore.FolderIn(folder.Data), name)))];
        Assert.InRange(segments.Length, 3, 50);
        Assert.Equal(100, segments.Sum(segment => segment.Count));
        Assert.Equal(segments.Skip(1).Select(segment => segment.First - 1), segments.SkipLast(1).Select(segment => segment.Last));
        Array.ForEach(segments, segment => segment.Dispose());
    }
}
