using KB.Indexer.Corpus.Articles;
using KB.Indexer.Symbolization;

namespace KB.Indexer.Corpus;

/// <summary>What is read and written in one go: a file of the corpus, or one entry of the journal.</summary>
/// <param name="File">The file, or the part of the journal.</param>
/// <param name="Entry">The entry's line; null for a whole file.</param>
/// <param name="Start">Where the entry begins, in bytes.</param>
/// <param name="End">Where it ends.</param>
internal sealed record SourcePart(CorpusFile File, string? Entry, long Start, long End)
{
    /// <summary>True for a file of the corpus.</summary>
    public bool IsWhole => Entry is null;

    /// <summary>Its share of the progress: files count one each, entries their bytes.</summary>
    public long Weight => IsWhole ? 1 : End - Start;

    /// <summary>A file of the corpus.</summary>
    public static SourcePart Whole(CorpusFile file) => new(file, null, 0, file.Size);

    /// <summary>The entries of a part of the journal behind a place.</summary>
    public static IEnumerable<SourcePart> Entries(CorpusFile part, long from)
    {
        foreach ((long end, string line) in Journal.Read(part.Path, from))
        {
            yield return new SourcePart(part, line, from, end);
            from = end;
        }
    }

    /// <summary>The documents in it.</summary>
    /// <remarks>Readers do not throw on what a file holds; should one all the same, one bad file must not keep all others out of the index for ever.</remarks>
    public IReadOnlyList<SourceDocument> Read()
    {
        try
        {
            return File.IsArticle ? [ArticleReader.Document(File)] : ReportImages.Configured.AddTo(Entry is null
                ? [.. File.Documents(File.Path).Select(document => document with { Path = File.Name })]
                : [.. JournalEntry.Read(File.Name, Entry).Select(document => document with { Index = (int)Start })]);
        }
#pragma warning disable CA1031 // The reason stands in the remarks.
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return [Sources.Guard.Unread(File.Name, $"reading it failed, which is a fault of this program: {e.GetType().Name}: {e.Message}")];
        }
    }
}
