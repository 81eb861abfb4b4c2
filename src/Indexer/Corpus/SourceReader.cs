using KB.Indexer.Corpus.Sources;

namespace KB.Indexer.Corpus;

/// <summary>Reads any file a kernel person has: finds out by content what it is and gives the documents in it.</summary>
/// <remarks>Never throws on what a file holds; what cannot be read is a document that says why (<see cref="SourceDocument.Unread"/>).</remarks>
public static class SourceReader
{
    /// <summary>Characters of one document that are kept as its text; reports are found beyond it too.</summary>
    public const int MaxText = 4 << 20;

    /// <summary>Bytes of a document that is read as a whole (mail, page, JSON): the largest mails of kernel lists have some 20 MB.</summary>
    public const int MaxWhole = 64 << 20;

    /// <summary>Bytes that all packings in one file may unpack to, together; a gzip of zeros grows a thousandfold.</summary>
    public const long MaxUnpacked = 8L << 30;

    /// <summary>Packings inside each other (a .gz in a .tar in a .xz) before a file counts as hostile.</summary>
    public const int MaxNesting = 4;

    /// <summary>The documents of a file, or of standard input for <c>-</c>, one after the other.</summary>
    public static IEnumerable<SourceDocument> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Guard.Against(path, ReadFile(path));
    }

    /// <summary>The documents of a stream; <paramref name="name"/> stands for its path.</summary>
    public static IEnumerable<SourceDocument> Read(string name, Stream content)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(content);
        return Guard.Against(name, Numbered(Unpacking.Read(new SourceInput(name, content))));
    }

    /// <summary>The documents of a text that was pasted or posted.</summary>
    public static IEnumerable<SourceDocument> ReadText(string name, string text) =>
        Read(name, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>The text of bytes that were sent, in the encoding that their beginning tells.</summary>
    /// <param name="sent">The bytes.</param>
    /// <param name="reason">Why they are none and what would help; null when they are a text.</param>
    public static string? TextOf(Stream sent, out string? reason)
    {
        ArgumentNullException.ThrowIfNull(sent);
        var input = new SourceInput("", sent);
        reason = Unpacking.NameOf(input) is { } packing ? $"it is packed ({packing}): send what is in it"
            : TextEncoding.IsBinary(input.HeadText) ? BinaryFormats.Name(input.Head.Span) : null;
        return reason is null ? input.ReadWholeText(out _) : null;
    }

    /// <summary>The texts in a stream, unpacked; of logs that wrap each line (the journal's JSON, Docker's, LAVA's) the lines as the console printed them. Each is to be read before the next is asked for.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or packed too often.</exception>
    /// <exception cref="NotSupportedException">The tool that unpacks it is not installed.</exception>
    internal static IEnumerable<(string Path, TextReader Text)> OpenTexts(string name, Stream content) =>
        Unpacking.Open(new SourceInput(name, content)).Select(input => (input.Path, SourceKinds.OpenText(input)));

    /// <summary>What was left out of a text of <see cref="OpenTexts"/> so far; null when nothing was.</summary>
    internal static string? LeftOut(TextReader text) => (text as LinesReader)?.LeftOut;

    private static IEnumerable<SourceDocument> ReadFile(string path)
    {
        using Stream content = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
        foreach (SourceDocument document in Numbered(Unpacking.Read(new SourceInput(path, content))))
        {
            yield return document;
        }
    }

    private static IEnumerable<SourceDocument> Numbered(IEnumerable<SourceDocument> documents) =>
        documents.Select((document, index) => document with { Index = index });
}
