using KB.Indexer.Search;

namespace KB.Indexer.Corpus;

/// <summary>Brings the index of a data folder up to date with a corpus and the journal: reads what is new or changed, forgets what is gone.</summary>
public static class CorpusIndexer
{
    /// <summary>A commit costs a flush to disk; one every so many documents keeps that below a tenth of the time and the loss of a crash small.</summary>
    private const int DocumentsPerCommit = 2000;

    /// <summary>Updates the index.</summary>
    /// <param name="data">Data folder.</param>
    /// <param name="corpora">Folders of the corpus; empty for the journal alone.</param>
    /// <param name="progress">Told after every file.</param>
    /// <exception cref="IndexException">The data folder cannot be used; the message says what to do.</exception>
    /// <exception cref="DirectoryNotFoundException">A corpus folder does not exist.</exception>
    public static IndexSummary Update(string data, IReadOnlyList<string> corpora, IProgress<IndexProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(corpora);
        List<CorpusFile> files = [.. corpora.SelectMany(CorpusFile.In), .. Journal.Parts(data).Select(CorpusFile.OfJournal)];
        using IndexWriter writer = IndexWriter.Open(data);
        Dictionary<string, (long Number, long Size, long Modified)> known = writer.Sources();
        List<CorpusFile> changed = files.FindAll(file => !known.TryGetValue(file.Name, out var source) || source.Size != file.Size || source.Modified != file.Modified);
        List<string> gone = [.. known.Keys.Except(files.Select(file => file.Name))];
        foreach (string name in gone)
        {
            writer.RemoveSource(name);
        }

        var unread = new List<(string, string)>();
        int reports = Write(writer, changed, unread, progress);
        writer.Commit();
        return new IndexSummary(changed.Count, gone.Count, reports, unread);
    }

    private static int Write(IndexWriter writer, List<CorpusFile> changed, List<(string, string)> unread, IProgress<IndexProgress>? progress)
    {
        int documents = 0, sinceCommit = 0, done = 0;
        // Reading and parsing runs ahead on the other cores; writing keeps the order of the files, so that ids and clusters do not depend on chance.
        foreach ((CorpusFile file, IReadOnlyList<SourceDocument> found) in changed.AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(file => (file, (IReadOnlyList<SourceDocument>)[.. file.Read()])))
        {
            long source = writer.BeginSource(file.Name, file.Size, file.Modified);
            foreach (SourceDocument document in found)
            {
                documents += writer.Add(document, source);
                if (document.Unread is { } reason)
                {
                    unread.Add((document.Path, reason));
                }
            }

            writer.EndSource(source, found is [var first, ..] ? first.Kind : "empty", found is [{ Unread: { } why }] ? why : null);
            progress?.Report(new IndexProgress(++done, changed.Count, file.Name));
            sinceCommit += found.Count + 1;
            if (sinceCommit >= DocumentsPerCommit)
            {
                writer.Commit();
                sinceCommit = 0;
            }
        }

        return documents;
    }
}
