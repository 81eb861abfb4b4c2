using KB.Indexer.Search;

namespace KB.Indexer.Corpus;

/// <summary>Brings the index of a data folder up to date with a corpus and the journal: reads what is new or changed, forgets what is gone.</summary>
public static class CorpusIndexer
{
    /// <summary>A commit costs a flush to disk; one every so many documents keeps that below a tenth of the time and the loss of a crash small.</summary>
    private const int DocumentsPerCommit = 2000;

    /// <summary>Files or entries that are read before they are written: enough that a large one among them keeps nobody waiting, few enough for the memory.</summary>
    private const int PartsAhead = 64;

    private const string SlugTaken = "another article, or a crash by its given id, has this name as its address: give the file another";

    /// <summary>Updates the index from the corpus and the journal. A folder of the corpus that cannot be listed is told among what was not read; what is known from it stays.</summary>
    /// <param name="data">Data folder.</param>
    /// <param name="corpora">Folders of the corpus: the index mirrors these, files known from others are forgotten.</param>
    /// <param name="progress">Told after every file.</param>
    /// <param name="besideReaders">True where searches are answered meanwhile: a core is left to them.</param>
    /// <exception cref="IndexException">The data folder cannot be used; the message says what to do.</exception>
    /// <exception cref="DirectoryNotFoundException">A corpus folder does not exist.</exception>
    public static IndexSummary Update(string data, IReadOnlyList<string> corpora, IProgress<IndexProgress>? progress = null, bool besideReaders = false)
    {
        ArgumentNullException.ThrowIfNull(corpora);
        var unlisted = new List<(string Folder, string Reason)>();
        List<CorpusFile> files = [.. CorpusFile.In(corpora, (folder, why) => unlisted.Add((folder, why)))];
        using IndexWriter writer = IndexWriter.Open(data);
        Dictionary<string, KnownSource> known = writer.Sources();
        List<string> gone = [.. known.Keys.Where(name => !CorpusFile.IsJournal(name)).Except(files.Select(file => file.Name))
            .Where(name => !unlisted.Exists(each => IsBelow(name, each.Folder)))];
        // An article that was not taken because another had its slug may be the only one now.
        List<CorpusFile> changed = files.FindAll(file => !known.TryGetValue(file.Name, out KnownSource? source) || source.Size != file.Size || source.Modified != file.Modified
            || (file.IsArticle && source.IsUnread && gone.Count > 0));
        foreach (string name in gone)
        {
            writer.RemoveSource(name);
        }

        IndexSummary summary = Write(writer, changed.Select(SourcePart.Whole), changed.Count, progress, besideReaders);
        IndexSummary journal = Replay(writer, data, progress, besideReaders);
        return new IndexSummary(summary.Read + journal.Read, gone.Count, summary.Documents + journal.Documents, [.. unlisted, .. summary.Unread, .. journal.Unread]);
    }

    /// <summary>True when a name in the index may be that of a file below a folder of a corpus, itself (<c>.</c>) or one in it.</summary>
    private static bool IsBelow(string name, string folder) => folder == "." || $"/{name}".Contains($"/{folder}/", StringComparison.Ordinal);

    /// <summary>Updates the index from the journal alone.</summary>
    /// <exception cref="IndexException">The data folder cannot be used; the message says what to do.</exception>
    public static IndexSummary Replay(string data, IProgress<IndexProgress>? progress = null)
    {
        using var writer = IndexWriter.Open(data);
        return Replay(writer, data, progress);
    }

    /// <summary>The same with a writer that is kept open: opening one costs the reading of what is known.</summary>
    /// <param name="writer">The writer of the data folder.</param>
    /// <param name="data">Data folder.</param>
    /// <param name="besideReaders">True where searches are answered meanwhile: a core is left to them.</param>
    /// <param name="merge">False when the caller sees to the merges.</param>
    /// <exception cref="IndexException">The data folder cannot be used; the message says what to do.</exception>
    public static IndexSummary Replay(IndexWriter writer, string data, bool besideReaders = false, bool merge = true)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return Replay(writer, data, null, besideReaders, merge);
    }

    private static IndexSummary Replay(IndexWriter writer, string data, IProgress<IndexProgress>? progress, bool besideReaders = false, bool merge = true)
    {
        Dictionary<string, long> known = writer.JournalPositions();
        List<(CorpusFile Part, long From)> parts = [.. Journal.Parts(data).Select(CorpusFile.OfJournal)
            .Select(part => (part, known.GetValueOrDefault(part.Name))).Where(part => part.Item2 < part.part.Size)];
        return Write(writer, parts.SelectMany(part => SourcePart.Entries(part.Part, part.From)), parts.Sum(part => part.Part.Size - part.From), progress, besideReaders, merge);
    }

    private static IndexSummary Write(IndexWriter writer, IEnumerable<SourcePart> parts, long total, IProgress<IndexProgress>? progress, bool besideReaders, bool merge = true)
    {
        int documents = 0, sinceCommit = 0, read = 0;
        long done = 0;
        var unread = new List<(string, string)>();
        // Reading and parsing runs ahead on the other cores; writing keeps the order of the files, so that ids and clusters do not depend on chance.
        foreach ((SourcePart part, IReadOnlyList<PreparedDocument> found) in Prepared(parts, Workers(besideReaders)))
        {
            long source = part.IsWhole ? writer.BeginSource(part.File.Name, part.File.Size, part.File.Modified) : writer.ContinueSource(part.File.Name, part.End);
            string? reason = null;
            foreach (PreparedDocument document in found)
            {
                int added = writer.Add(document, source);
                documents += added;
                reason = document.Document.Unread ?? (document.Document.Article is not null && added == 0 ? SlugTaken : null);
                if (reason is not null)
                {
                    unread.Add((document.Document.Path, reason));
                }
            }

            writer.EndSource(source, found is [var first, ..] ? first.Document.Kind : "empty", found.Count == 1 ? reason : null);
            read++;
            progress?.Report(new IndexProgress(done += part.Weight, total, part.File.Name));
            sinceCommit += found.Count + 1;
            if (sinceCommit >= DocumentsPerCommit)
            {
                writer.Commit(merge);
                sinceCommit = 0;
            }
        }

        writer.Commit(merge);
        return new IndexSummary(read, 0, documents, unread);
    }

    // This thread writes, which takes longer than reading: it shall not share its core. Beside readers one more core is theirs.
    private static int Workers(bool besideReaders) => besideReaders ? Environment.ProcessorCount - 2 : Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>The parts in their order, read ahead on so many other threads; on this one where there is none.</summary>
    private static IEnumerable<(SourcePart Part, IReadOnlyList<PreparedDocument> Found)> Prepared(IEnumerable<SourcePart> parts, int workers)
    {
        if (workers <= 0)
        {
            foreach (SourcePart part in parts)
            {
                yield return (part, Prepared(part));
            }

            yield break;
        }

        TaskScheduler others = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, workers).ConcurrentScheduler;
        var ahead = new Queue<(SourcePart Part, Task<List<PreparedDocument>> Found)>(PartsAhead);
        foreach (SourcePart part in parts)
        {
            if (ahead.Count == PartsAhead)
            {
                yield return Next();
            }

            ahead.Enqueue((part, Task.Factory.StartNew(() => Prepared(part), CancellationToken.None, TaskCreationOptions.None, others)));
        }

        while (ahead.Count > 0)
        {
            yield return Next();
        }

        (SourcePart, IReadOnlyList<PreparedDocument>) Next()
        {
            (SourcePart part, Task<List<PreparedDocument>> found) = ahead.Dequeue();
            return (part, found.GetAwaiter().GetResult());
        }
    }

    private static List<PreparedDocument> Prepared(SourcePart part) => [.. part.Read().Select(PreparedDocument.Of)];
}
