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
    public IReadOnlyList<SourceDocument> Read() => Entry is null
        ? [.. SourceReader.Read(File.Path).Select(document => document with { Path = File.Name })]
        : [.. SourceReader.ReadText(File.Name, Entry).Select(document => document with { Index = (int)Start })];
}
