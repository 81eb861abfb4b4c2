namespace KB.Indexer.Corpus;

/// <summary>The files below a folder. Symbolic links to folders are followed, and each folder is entered once however many links lead to it.</summary>
internal static class FolderWalk
{
    /// <summary>Links on the way to one folder: Linux follows no more of them.</summary>
    private const int MaxLinks = 40;

    /// <summary>Every file, in no order; one that can be reached without a link is named so.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="unreadable">Told of a folder that cannot be listed, and why; without it that is an exception.</param>
    /// <exception cref="IOException">A folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static IEnumerable<FileInfo> Files(string root, Action<string, string>? unreadable = null)
    {
        var entered = new HashSet<string>(StringComparer.Ordinal);
        var links = new PriorityQueue<DirectoryInfo, string>(StringComparer.Ordinal);
        links.Enqueue(new DirectoryInfo(root), root);
        while (links.TryDequeue(out DirectoryInfo? start, out _))
        {
            var folders = new Stack<(DirectoryInfo Folder, string Real)>([(start, Real(start.FullName))]);
            while (folders.TryPop(out (DirectoryInfo Folder, string Real) next))
            {
                foreach (FileSystemInfo entry in entered.Add(next.Real) ? Entries(next.Folder, unreadable) : [])
                {
                    if (entry is not DirectoryInfo below)
                    {
                        yield return (FileInfo)entry;
                    }
                    else if (entry.LinkTarget is null)
                    {
                        folders.Push((below, Path.Join(next.Real, entry.Name)));
                    }
                    else
                    {
                        links.Enqueue(below, entry.FullName);
                    }
                }
            }
        }
    }

    // A folder that is taken away while its parent is listed is gone like one deleted before.
    private static FileSystemInfo[] Entries(DirectoryInfo folder, Action<string, string>? unreadable)
    {
        try
        {
            return folder.GetFileSystemInfos();
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (unreadable is not null && e is IOException or UnauthorizedAccessException)
        {
            unreadable(folder.FullName, e.Message);
            return [];
        }
    }

    /// <summary>The path of a folder without links in it, as realpath(3) gives it.</summary>
    private static string Real(string path)
    {
        string root = Path.GetPathRoot(path)!, real = root;
        var ahead = new Stack<string>();
        Push(path);
        for (int links = 0; ahead.TryPop(out string? part);)
        {
            string below = Path.Join(real, part);
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? root;
            }
            else if (new DirectoryInfo(below).LinkTarget is { } target && links++ < MaxLinks)
            {
                real = Path.IsPathRooted(target) ? root : real;
                Push(target);
            }
            else
            {
                real = below;
            }
        }

        return real;

        void Push(string parts)
        {
            foreach (string each in parts.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Where(each => each != ".").Reverse())
            {
                ahead.Push(each);
            }
        }
    }
}
