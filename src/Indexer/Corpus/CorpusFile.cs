namespace KB.Indexer.Corpus;

/// <summary>A file of the corpus, or a part of the journal, as the index tells whether it changed.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">Name in the index: the path below the corpus, with <c>/</c>.</param>
/// <param name="Size">Length in bytes.</param>
/// <param name="Modified">Time of the last change, in ticks (100 ns) UTC.</param>
internal sealed record CorpusFile(string Path, string Name, long Size, long Modified)
{
    private const string JournalPrefix = "journal/";

    /// <summary>Files of these names tell people about the folder they stand in; they are no documents.</summary>
    private static readonly string[] AboutTheFolder = ["README.md", "truth.tsv"];

    /// <summary>Every file of a corpus in name order.</summary>
    public static IEnumerable<CorpusFile> In(string corpus)
    {
        if (!Directory.Exists(corpus))
        {
            throw new DirectoryNotFoundException($"The corpus folder {corpus} does not exist. Name the folder that holds the reports: kb index FOLDER");
        }

        return FolderWalk.Files(corpus)
            .Where(file => !AboutTheFolder.Contains(file.Name) && !System.IO.Path.GetRelativePath(corpus, file.FullName).StartsWith("lab" + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Select(file => StillThere(corpus, file)).OfType<CorpusFile>()
            .OrderBy(file => file.Name, StringComparer.Ordinal);
    }

    /// <summary>The file as it is now; null when it was taken away after it was listed: it is gone like one deleted before.</summary>
    private static CorpusFile? StillThere(string corpus, FileInfo file)
    {
        try
        {
            return new CorpusFile(file.FullName, System.IO.Path.GetRelativePath(corpus, file.FullName).Replace('\\', '/'), file.Length, file.LastWriteTimeUtc.Ticks);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>True for an article: a Markdown file in <c>articles/</c>.</summary>
    public bool IsArticle => Size > 0 && Name.StartsWith("articles/", StringComparison.Ordinal) && Name.EndsWith(".md", StringComparison.Ordinal);

    /// <summary>The documents in it. One without length is not opened: it is empty, or a pipe, which would be waited for without end.</summary>
    /// <param name="path">Where it is, as the documents shall name it.</param>
    public IEnumerable<SourceDocument> Documents(string path) =>
        Size == 0 ? [Sources.Guard.Unread(path, "the file is empty")] : SourceReader.Read(path);

    /// <summary>A part of the journal: it only grows, so its size says whether it changed.</summary>
    public static CorpusFile OfJournal(string part) => new(part, JournalPrefix + System.IO.Path.GetFileName(part), new FileInfo(part).Length, 0);

    /// <summary>True for the name of a part of the journal.</summary>
    public static bool IsJournal(string name) => name.StartsWith(JournalPrefix, StringComparison.Ordinal);
}
