using KB.Indexer.Corpus;
using KB.Indexer.Search;

namespace KB.Indexer.Tests.Durability;

/// <summary>Readers beside a writer, for a long time.</summary>
public sealed class ReadingTests
{
    /// <summary>Commits that make several merges, each of which replaces files that readers have open.</summary>
    private const int Commits = 60;

    [Fact]
    public async Task Figures_and_pages_can_be_asked_for_while_merges_remove_files()
    {
        using var folder = new DataFolder();
        folder.Update();
        CrashIndex index = folder.Index();
        using var stop = new CancellationTokenSource();
        Task[] readers = [Ask(() => index.Stats()), Ask(() => index.Search("widget", 0, 10)), Ask(() => index.FindCrash("id-0")), Ask(() => index.Newest(0, 10))];

        await Task.Run(() => Write(folder));
        await stop.CancelAsync();
        await Task.WhenAll(readers);

        Assert.Equal(Commits + 1, index.Stats().Reports);

        Task Ask(Action ask) => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                ask();
            }
        });
    }

    [Fact]
    public void Files_that_a_merge_replaced_do_not_stay_in_memory()
    {
        using var folder = new DataFolder();
        folder.Update();
        CrashIndex index = folder.Index();
        Write(folder, () => Assert.NotEqual(0, index.Search("widget", 0, 10).Total));

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        GC.WaitForPendingFinalizers();

        int files = Directory.EnumerateFiles(SegmentStore.FolderIn(folder.Data)).Count();
        Assert.InRange(File.ReadLines("/proc/self/maps").Count(line => line.Contains(folder.Data, StringComparison.Ordinal) && line.Contains(".seg", StringComparison.Ordinal)), 1, files);
    }

    private static void Write(DataFolder folder, Action? between = null)
    {
        using var writer = IndexWriter.Open(folder.Data);
        for (int i = 0; i < Commits; i++)
        {
            folder.With(DataFolder.Line($"id-{i}", $"WARNING in widget_{i}", $"text {i}"));
            CorpusIndexer.Replay(writer, folder.Data);
            between?.Invoke();
        }
    }
}
