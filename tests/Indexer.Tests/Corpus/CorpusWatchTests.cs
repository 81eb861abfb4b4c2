using System.Collections.Concurrent;
using KB.Indexer.Corpus;
using KB.Indexer.Tests.Durability;

namespace KB.Indexer.Tests.Corpus;

public sealed class CorpusWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_file_that_comes_while_the_folder_is_watched_is_found_and_one_that_goes_is_forgotten()
    {
        using var folder = new DataFolder();
        using var stop = new CancellationTokenSource();
        using var updates = new BlockingCollection<IndexSummary>();
        Task watch = Task.Run(() => CorpusWatch.Run(folder.Data, [folder.Corpus], updates.Add, _ => { }, stop.Token));
        Assert.Equal(1, Next(updates).Read);

        string late = Path.Combine(folder.Corpus, "below", "late.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(late)!);
        File.WriteAllText(late, DataFolder.Line("late-1", "WARNING in widget_late", "text") + "\n");
        Next(updates);
        Assert.NotNull(folder.Index().FindCrash("late-1"));

        File.Delete(late);
        Assert.Equal(1, Next(updates).Removed);
        Assert.Null(folder.Index().FindCrash("late-1"));

        await stop.CancelAsync();
        await watch.WaitAsync(Patience);
    }

    private static IndexSummary Next(BlockingCollection<IndexSummary> updates) =>
        updates.TryTake(out IndexSummary? summary, Patience) ? summary : throw new TimeoutException("no update came");
}
