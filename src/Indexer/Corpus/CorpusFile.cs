namespace KB.Indexer.Corpus;

/// <summary>A file of the corpus, or a part of the journal, as the index tells whether it changed.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">Name in the index: the path below the corpus, with <c>/</c>; behind the name of its folder where another file has it.</param>
/// <param name="Size">Length in bytes.</param>
/// <param name="Modified">Time of the last change, in ticks (100 ns) UTC.</param>
/// <param name="IsArticle">True for an article: a Markdown file in <c>articles/</c> of a corpus.</param>
internal sealed record CorpusFile(string Path, string Name, long Size, long Modified, bool IsArticle)
{
    private const string JournalPrefix = "journal/";

    /// <summary>Files of these names tell people about the folder they stand in; they are no documents.</summary>
    private static readonly string[] AboutTheFolder = ["README.md", "truth.tsv"];

    /// <summary>Every file of some corpora, in their order and in name order, no file twice; each has a name of its own, and none that of a part of the journal.</summary>
    /// <param name="corpora">The folders.</param>
    /// <param name="unlisted">Told of a folder below them that cannot be listed, by its name in the index, and why.</param>
    /// <exception cref="DirectoryNotFoundException">A corpus folder does not exist.</exception>
    public static IEnumerable<CorpusFile> In(IEnumerable<string> corpora, Action<string, string> unlisted)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string corpus, CorpusFile file) in corpora.SelectMany(corpus => In(corpus, unlisted).Select(file => (corpus, file))).DistinctBy(each => each.file.Path))
        {
            string name = file.Name, folder = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(corpus)));
            for (int number = 1; IsJournal(name) || !names.Add(name); number++)
            {
                name = $"{folder}{(number == 1 ? "" : $" ({number})")}/{file.Name}";
            }

            yield return file with { Name = name };
        }
    }

    /// <summary>Every file of a corpus in name order.</summary>
    /// <param name="corpus">The folder.</param>
    /// <param name="unlisted">Told of a folder in it that cannot be listed, by its name in the index, and why; without it that is an exception.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IEnumerable<CorpusFile> In(string corpus, Action<string, string>? unlisted = null)
    {
        if (!Directory.Exists(corpus))
        {
            throw new DirectoryNotFoundException($"The corpus folder {corpus} does not exist. Name the folder that holds the reports: kb index FOLDER");
        }

        return FolderWalk.Files(corpus, unlisted is null ? null : (folder, why) => unlisted(NameIn(corpus, folder), why))
            .Where(file => !AboutTheFolder.Contains(file.Name) && !NameIn(corpus, file.FullName).StartsWith("lab/", StringComparison.Ordinal))
            .Select(file => StillThere(corpus, file)).OfType<CorpusFile>()
            .OrderBy(file => file.Name, StringComparer.Ordinal);
    }

    /// <summary>The file as it is now; null when it was taken away after it was listed: it is gone like one deleted before.</summary>
    private static CorpusFile? StillThere(string corpus, FileInfo file)
    {
        try
        {
            string name = NameIn(corpus, file.FullName);
            bool article = file.Length > 0 && name.StartsWith("articles/", StringComparison.Ordinal) && name.EndsWith(".md", StringComparison.Ordinal);
            return new CorpusFile(file.FullName, name, file.Length, file.LastWriteTimeUtc.Ticks, article);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static string NameIn(string corpus, string path) => System.IO.Path.GetRelativePath(corpus, path).Replace('\\', '/');

    /// <summary>The documents in it. One without length is not opened: it is empty, or a pipe, which would be waited for without end.</summary>
    /// <param name="path">Where it is, as the documents shall name it.</param>
    public IEnumerable<SourceDocument> Documents(string path) =>
        Size == 0 ? [Sources.Guard.Unread(path, "the file is empty")] : SourceReader.Read(path);

    /// <summary>A part of the journal: it only grows, so its size says whether it changed.</summary>
    public static CorpusFile OfJournal(string part) => new(part, JournalPrefix + System.IO.Path.GetFileName(part), new FileInfo(part).Length, 0, IsArticle: false);

    /// <summary>True for the name of a part of the journal.</summary>
    public static bool IsJournal(string name) => name.StartsWith(JournalPrefix, StringComparison.Ordinal);
}
