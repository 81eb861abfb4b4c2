namespace KB.Indexer.Corpus.Articles;

/// <summary>An article as far as it could be read, and what is wrong with its file.</summary>
/// <param name="Article">Null when the file has no front matter or no title.</param>
/// <param name="Faults">In file order; empty when all is well.</param>
public sealed record ArticleReading(Article? Article, IReadOnlyList<CorpusFault> Faults);

/// <summary>Reads articles. What is wrong becomes a fault with its line; nothing is thrown for what a file holds.</summary>
public static class ArticleReader
{
    /// <summary>Characters of an article: a hundred pages of a book.</summary>
    private const int MaxLength = 256 << 10;

    /// <summary>The article of a file as a document of the corpus; what cannot be read at all is a document that says why.</summary>
    internal static SourceDocument Document(CorpusFile file)
    {
        ArticleReading reading;
        try
        {
            reading = Read(file.Name, File.ReadAllText(file.Path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reading = new ArticleReading(null, [new CorpusFault(file.Name, 1, e.Message)]);
        }

        return new SourceDocument
        {
            Path = file.Name,
            Kind = "article",
            Article = reading.Article,
            Trackers = reading.Article?.Trackers ?? [],
            Unread = reading.Article is null ? reading.Faults[0].Message : null,
        };
    }

    /// <summary>Reads the article in a file's text.</summary>
    /// <param name="file">Path: its last part without <c>.md</c> is the slug, and faults are given with it.</param>
    /// <param name="text">What the file holds.</param>
    public static ArticleReading Read(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var faults = new List<CorpusFault>();
        void Fault(int line, string message) => faults.Add(new CorpusFault(file, line, message));
        if (text.Length > MaxLength)
        {
            Fault(1, $"the article is longer than {MaxLength >> 10} kB");
            return new ArticleReading(null, faults);
        }

        (string? yaml, string body, int bodyLine) = FrontMatter.Split(text);
        if (yaml is null)
        {
            Fault(1, "there is no front matter: an article begins with `---`, `key: value` lines and `---`");
            return new ArticleReading(null, faults);
        }

        string slug = Path.GetFileNameWithoutExtension(file);
        if (!slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') || slug.Trim('-') != slug || slug.Length == 0)
        {
            Fault(1, $"the file name `{slug}` cannot be an address: use a-z, 0-9 and single - between words");
        }

        var article = new Article { Slug = slug, Markdown = body, FirstLine = bodyLine };
        IReadOnlyList<FrontMatterEntry> entries = FrontMatter.Read(yaml, Fault);
        foreach (FrontMatterEntry entry in entries)
        {
            article = Apply(article, entry, entries, Fault);
        }

        foreach (ArticleField field in ArticleFields.All.Where(field => field.Required && entries.All(entry => entry.Key != field.Name)))
        {
            Fault(1, $"the key `{field.Name}` is missing");
        }

        return new ArticleReading(article.Title.Length == 0 ? null : article, [.. faults.OrderBy(fault => fault.Line)]);
    }

    private static Article Apply(Article article, FrontMatterEntry entry, IReadOnlyList<FrontMatterEntry> all, Action<int, string> fault)
    {
        if (ArticleFields.All.FirstOrDefault(field => field.Name == entry.Key) is not { } field)
        {
            fault(entry.Line, $"unknown key `{entry.Key}`; the keys are {string.Join(", ", ArticleFields.All.Select(known => known.Name))}");
            return article;
        }

        if (!ReferenceEquals(all.First(other => other.Key == entry.Key), entry))
        {
            fault(entry.Line, $"the key `{entry.Key}` stands twice");
            return article;
        }

        if (entry.Values.Count > 1 && !field.Many || entry.Values.Count == 0 && field.Required)
        {
            fault(entry.Line, $"the key `{entry.Key}` takes one value");
            return article;
        }

        var good = new List<string>();
        foreach (FrontMatterValue value in entry.Values)
        {
            if (field.Fault(value.Text) is { } wrong)
            {
                fault(value.Line, wrong);
            }
            else
            {
                good.Add(value.Text);
            }
        }

        return good.Count == 0 ? article : field.Set(article, good);
    }
}
