using KB.Indexer.Search;

namespace KB.Indexer.Corpus;

/// <summary>Keeps the index of a data folder up to date while files of the corpus come, change and go.</summary>
public static class CorpusWatch
{
    /// <summary>Files are written in several steps: the index is brought up to date when so long nothing has changed.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    /// <summary>A folder that changes all the time is read at least this often.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Network file systems tell of no changes, and the journal grows elsewhere: everything is looked at this often.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    /// <summary>Updates the index, and again after every change, until told to stop.</summary>
    /// <param name="data">Data folder.</param>
    /// <param name="corpora">Folders of the corpus.</param>
    /// <param name="updated">Told what each update did, the first one and those that found something.</param>
    /// <param name="busy">Told in words when another program writes; the update is tried again later.</param>
    /// <param name="stop">Ends the watch.</param>
    /// <exception cref="IndexException">The data folder cannot be used; the message says what to do.</exception>
    /// <exception cref="DirectoryNotFoundException">A corpus folder does not exist.</exception>
    public static void Run(string data, IReadOnlyList<string> corpora, Action<IndexSummary> updated, Action<string> busy, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(corpora);
        ArgumentNullException.ThrowIfNull(updated);
        ArgumentNullException.ThrowIfNull(busy);
        using var changed = new AutoResetEvent(false);
        FileSystemWatcher[] watchers = [.. corpora.Where(Directory.Exists).Select(folder => Watcher(folder, changed))];
        try
        {
            for (bool first = true; !stop.IsCancellationRequested; Wait(changed, stop))
            {
                try
                {
                    IndexSummary summary = CorpusIndexer.Update(data, corpora);
                    if (first || summary.Changed)
                    {
                        updated(summary);
                    }

                    first = false;
                }
                catch (IndexBusyException e)
                {
                    busy(e.Message);
                }
            }
        }
        finally
        {
            Array.ForEach(watchers, watcher => watcher.Dispose());
        }
    }

    private static FileSystemWatcher Watcher(string folder, AutoResetEvent changed)
    {
        var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        watcher.Changed += (_, _) => changed.Set();
        watcher.Created += (_, _) => changed.Set();
        watcher.Deleted += (_, _) => changed.Set();
        watcher.Renamed += (_, _) => changed.Set();
        // More changes than fit in the queue: what they were does not matter.
        watcher.Error += (_, _) => changed.Set();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private static void Wait(AutoResetEvent changed, CancellationToken stop)
    {
        WaitHandle[] either = [changed, stop.WaitHandle];
        if (WaitHandle.WaitAny(either, Look) != 0)
        {
            return;
        }

        DateTime end = DateTime.UtcNow + Patience;
        while (DateTime.UtcNow < end && WaitHandle.WaitAny(either, Quiet) == 0)
        {
        }
    }
}
