using System.Formats.Tar;
using KB.Indexer.Search;

namespace KB.Indexer.Corpus;

/// <summary>Copies a data folder as it is at one moment, while other programs read and write it.</summary>
/// <remarks>
/// The index is copied before the journal: what the index has read of the journal is then in the copy, and what is in the journal alone is
/// read when the copy is opened. Nobody waits for a copy.
/// </remarks>
public static class Snapshot
{
    /// <summary>Writes the folder into a tar file, which appears under its name when it is complete and on the disk.</summary>
    /// <exception cref="IndexException">The index cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Backup(string data, string file)
    {
        string folder = Directory.CreateTempSubdirectory("kb-backup-").FullName;
        string unfinished = file + ".unfinished";
        try
        {
            CatalogueCopy.To(data, folder);
            using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
            using (var tar = new TarWriter(stream, TarEntryFormat.Pax))
            {
                foreach (string part in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                {
                    tar.WriteEntry(part, Path.GetRelativePath(folder, part));
                }

                foreach (string part in Journal.Parts(data))
                {
                    using Stream whole = Journal.WholeEntries(part);
                    tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"journal/{Path.GetFileName(part)}") { DataStream = whole });
                }

                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, file, overwrite: true);
            Disk.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(file))!);
        }
        finally
        {
            File.Delete(unfinished);
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Brings a replica up to date: another data folder, which programs may read meanwhile and see change in one step.</summary>
    /// <exception cref="IndexException">The index cannot be read, or the replica cannot be written.</exception>
    /// <exception cref="IOException">The replica cannot be written.</exception>
    public static void Replicate(string data, string replica)
    {
        CatalogueCopy.Into(data, replica);
        Directory.CreateDirectory(Journal.FolderIn(replica));
        foreach (string part in Journal.Parts(data))
        {
            string copy = Path.Combine(Journal.FolderIn(replica), Path.GetFileName(part)), unfinished = copy + ".unfinished";
            using (Stream whole = Journal.WholeEntries(part))
            {
                if (File.Exists(copy) && new FileInfo(copy).Length == whole.Length)
                {
                    continue;
                }

                using var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write);
                whole.CopyTo(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, copy, overwrite: true);
        }
    }
}
