using KB.Indexer.Corpus;
using KB.Indexer.Search;

namespace KB.Indexer.Tests.Durability;

/// <summary>A disk that is full, or was made read-only.</summary>
public sealed class DiskTests
{
    [TmpfsFact]
    public void Nothing_stays_of_entries_for_which_the_disk_has_no_room()
    {
        using var disk = new Tmpfs(1 << 20);
        var journal = new Journal(disk.Folder);
        journal.Append([Line(1)]);

        Assert.ThrowsAny<IOException>(() => journal.Append([Line(2), DataFolder.Line("large", "WARNING in widget", new string('x', 2 << 20))]));
        journal.Append([Line(3)]);

        Assert.Equal([Line(1), Line(3)], Journal.Read(Journal.Parts(disk.Folder)[0], 0).Select(entry => entry.Line));
        Assert.DoesNotContain(DataCheck.Run(disk.Folder), fault => !fault.IsIndex);
    }

    [TmpfsFact]
    public void An_index_for_which_the_disk_has_no_room_goes_on_when_there_is_room()
    {
        using var disk = new Tmpfs(1 << 20);
        new Journal(disk.Folder).Append([.. Enumerable.Range(0, 1500).Select(Line)]);

        Exception told = Assert.ThrowsAny<Exception>(() => CorpusIndexer.Replay(disk.Folder));
        Assert.True(told is IndexException or IOException, told.ToString());
        Assert.Contains("full", told.Message + told.InnerException?.Message, StringComparison.OrdinalIgnoreCase);

        disk.Remount("size=64m");
        CorpusIndexer.Replay(disk.Folder);

        Assert.Equal(1500, CrashIndex.Open(disk.Folder).Stats().Reports);
        Assert.Empty(DataCheck.Run(disk.Folder));
    }

    [TmpfsFact]
    public void A_folder_that_is_read_only_is_read()
    {
        using var disk = new Tmpfs(16 << 20);
        new Journal(disk.Folder).Append([Line(1)]);
        CorpusIndexer.Replay(disk.Folder);
        disk.Remount("ro");
        var said = new List<string>();

        CrashIndex index = IndexCare.OpenOrMake(disk.Folder, said.Add);

        Assert.Equal("id-1", index.FindCrashId("id-1"));
        Assert.Equal(1, index.Search("widget_1", 0, 10).Total);
        Assert.Contains("read as it is", Assert.Single(said));
        Assert.Empty(DataCheck.Run(disk.Folder));
        Assert.ThrowsAny<IOException>(() => new Journal(disk.Folder).Append([Line(2)]));
        Assert.Throws<IndexException>(() => CorpusIndexer.Replay(disk.Folder));
    }

    private static string Line(int number) => DataFolder.Line($"id-{number}", $"WARNING in widget_{number}", $"text of the report {number}: {number * 7919 % 104729} {new string((char)('a' + (number % 26)), 100)}");
}
