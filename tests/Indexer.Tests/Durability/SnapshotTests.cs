using System.Formats.Tar;
using KB.Indexer.Corpus;
using KB.Indexer.Search;

namespace KB.Indexer.Tests.Durability;

public sealed class SnapshotTests
{
    [Fact]
    public async Task A_backup_made_while_reports_come_in_restores_to_a_sound_folder_with_all_that_was_acknowledged_before()
    {
        using var folder = new DataFolder();
        folder.With(DataFolder.Line("before", "WARNING in widget_before", "text before")).Update();
        using var stop = new CancellationTokenSource();
        Task writing = Task.Run(() =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                folder.With(DataFolder.Line($"more-{i}", $"WARNING in widget_more_{i}", $"text more {i}"));
                CorpusIndexer.Replay(folder.Data);
            }
        });

        Snapshot.Backup(folder.Data, folder.Other("backup.tar"));
        await stop.CancelAsync();
        await writing;
        Directory.CreateDirectory(folder.Other("restored"));
        await TarFile.ExtractToDirectoryAsync(folder.Other("backup.tar"), folder.Other("restored"), overwriteFiles: false);

        Assert.Empty(DataCheck.Run(folder.Other("restored")));
        CorpusIndexer.Update(folder.Other("restored"), [folder.Corpus]);
        Assert.Equal("before", CrashIndex.Open(folder.Other("restored")).FindCrashId("before"));
    }

    [Fact]
    public void A_replica_that_is_read_shows_the_next_state_without_being_opened_again()
    {
        using var folder = new DataFolder();
        folder.With(DataFolder.Line("first", "WARNING in widget_first", "text first")).Update();
        Snapshot.Replicate(folder.Data, folder.Other("replica"));
        var replica = CrashIndex.Open(folder.Other("replica"));
        Assert.Equal(1, replica.Search("widget_first", 0, 10).Total);

        folder.With(DataFolder.Line("second", "WARNING in widget_second", "text second")).Update();
        Assert.Equal(0, replica.Search("widget_second", 0, 10).Total);
        Snapshot.Replicate(folder.Data, folder.Other("replica"));

        Assert.Equal(1, replica.Search("widget_second", 0, 10).Total);
        Assert.Equal("second", replica.FindCrashId("second"));
        Assert.Empty(DataCheck.Run(folder.Other("replica")));
    }
}
