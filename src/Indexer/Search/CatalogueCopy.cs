using KB.Indexer.Corpus;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>Copies an index as it is at one moment: the catalogue through SQLite's own backup, and the segments that it names.</summary>
internal static class CatalogueCopy
{
    /// <summary>A merge may remove a segment while it is copied; then the copy begins anew, and merges are rare.</summary>
    private const int Tries = 5;

    /// <summary>Writes the index into a new data folder.</summary>
    public static void To(string data, string folder)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                Directory.CreateDirectory(Catalogue.FolderIn(folder));
                File.Delete(Catalogue.PathIn(folder));
                using SqliteConnection copy = OpenCopy(Catalogue.PathIn(folder));
                using (SqliteConnection connection = Catalogue.Read(data))
                {
                    connection.BackupDatabase(copy);
                }

                CopySegments(data, folder, SegmentStore.Names(copy));
                copy.Execute("PRAGMA journal_mode=DELETE");
                return;
            }
            catch (FileNotFoundException) when (attempt < Tries)
            {
                // The next names do not hold the removed one.
            }
            catch (SqliteException e)
            {
                throw Catalogue.Explain(data, e);
            }
        }
    }

    /// <summary>
    /// Brings a replica up to date: first the segments that are new, then the catalogue, in one transaction of the replica's own database,
    /// last the removal of what it does not name any more. Killed at any moment the replica is as before or as after.
    /// </summary>
    public static void Into(string data, string replica)
    {
        string unfinished = Path.Combine(replica, "unfinished");
        using FileLock held = Catalogue.Lock(replica, Catalogue.Patience);
        try
        {
            To(data, unfinished);
            List<string> names;
            using (SqliteConnection source = OpenCopy(Catalogue.PathIn(unfinished)))
            {
                names = SegmentStore.Names(source);
                Move(unfinished, replica, names);
                using SqliteConnection target = OpenCopy(Catalogue.PathIn(replica));
                source.BackupDatabase(target);
                target.Execute("PRAGMA journal_mode=WAL");
            }

            foreach (string file in Directory.EnumerateFiles(SegmentStore.FolderIn(replica)).Where(file => !names.Contains(Path.GetFileName(file))))
            {
                File.Delete(file);
            }
        }
        catch (SqliteException e)
        {
            throw Catalogue.Explain(replica, e);
        }
        finally
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }
    }

    private static void CopySegments(string data, string folder, List<string> names)
    {
        Directory.CreateDirectory(SegmentStore.FolderIn(folder));
        foreach (string name in names)
        {
            File.Copy(Path.Combine(SegmentStore.FolderIn(data), name), Path.Combine(SegmentStore.FolderIn(folder), name), overwrite: true);
        }
    }

    private static void Move(string unfinished, string replica, List<string> names)
    {
        Directory.CreateDirectory(SegmentStore.FolderIn(replica));
        foreach (string name in names)
        {
            File.Move(Path.Combine(SegmentStore.FolderIn(unfinished), name), Path.Combine(SegmentStore.FolderIn(replica), name), overwrite: true);
        }

        Disk.FlushFolder(SegmentStore.FolderIn(replica));
    }

    private static SqliteConnection OpenCopy(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 }.ToString());
        connection.Open();
        return connection;
    }
}
