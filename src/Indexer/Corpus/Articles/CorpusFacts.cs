using KB.Indexer.Bisections;
using KB.Indexer.Reports;

namespace KB.Indexer.Corpus.Articles;

/// <summary>What articles may refer to: the names of everything in a corpus.</summary>
internal sealed class CorpusFacts
{
    /// <summary>Keys of all crashes, see <see cref="CrashKeys"/>.</summary>
    public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids and titles (lower case) of all bisections.</summary>
    public HashSet<string> Bisections { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The articles with the files they stand in.</summary>
    public List<(string File, ArticleReading Reading)> Articles { get; } = [];

    /// <summary>Files from which nothing could be taken.</summary>
    public List<CorpusFault> Unread { get; } = [];

    /// <summary>Slugs of the articles.</summary>
    public HashSet<string> Slugs => [.. Articles.Select(article => article.Reading.Article?.Slug).OfType<string>()];

    /// <summary>Reads a corpus.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static CorpusFacts Read(string corpus)
    {
        var facts = new CorpusFacts();
        foreach (CorpusFile file in CorpusFile.In(corpus))
        {
            // Named as the folder was given, so that faults can be clicked.
            string path = Path.Combine(corpus, file.Name);
            if (file.IsArticle)
            {
                facts.Articles.Add((path, ArticleReader.Read(path, File.ReadAllText(path))));
                continue;
            }

            foreach (SourceDocument document in file.Documents(path))
            {
                facts.Add(document);
            }
        }

        return facts;
    }

    /// <summary>True when a crash has this id or title.</summary>
    public bool HasCrash(string idOrTitle) =>
        Keys.Contains(CrashBinding.KeyOf("id", idOrTitle)) || Keys.Contains(CrashBinding.KeyOf("title", idOrTitle));

    private void Add(SourceDocument document)
    {
        foreach (CrashReport report in document.Reports)
        {
            Keys.UnionWith(CrashKeys.Of(report));
        }

        if (document.GivenId is { } given)
        {
            Keys.Add(CrashBinding.KeyOf("id", given));
        }

        if (document.Bisection is { } bisection)
        {
            Add(bisection);
        }

        if (document.Unread is { } reason)
        {
            Unread.Add(new CorpusFault(document.Path, 1, reason));
        }
    }

    private void Add(Bisection bisection)
    {
        Bisections.Add(bisection.Id);
        Bisections.UnionWith(bisection.CrashTitles.Select(count => count.Title));
        if (bisection.FinalCrash?.Report is { } final)
        {
            Keys.UnionWith(CrashKeys.Of(final));
        }
    }
}
