using System.Text;

namespace KB.Indexer.Corpus.Sources;

/// <summary>The bytes of one source: its beginning can be looked at before they are read from the start.</summary>
internal sealed class SourceInput
{
    /// <summary>Bytes looked at to find out what a source is: the longest mail headers seen have 40 KB.</summary>
    public const int HeadBytes = 64 << 10;

    /// <summary>Bytes read at once: small enough to stay in the processor's cache until they are searched.</summary>
    private const int Block = 1 << 15;

    private readonly Stream rest;

    /// <summary>What a packing held.</summary>
    public SourceInput(string path, Stream content, SourceInput packing)
        : this(path, content, packing.Limit) => Nesting = packing.Nesting + 1;

    /// <summary>A file, or what came instead of one.</summary>
    public SourceInput(string path, Stream content, UnpackLimit? limit = null)
    {
        Path = path;
        Limit = limit ?? new UnpackLimit(SourceReader.MaxUnpacked);
        rest = content;
        // A file of /proc has no length and text all the same.
        byte[] buffer = new byte[content.CanSeek && content.Length > 0 ? (int)Math.Min(HeadBytes, content.Length) : HeadBytes];
        int length = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        Head = buffer.AsMemory(0, length);
        HeadText = TextEncoding.Of(Head.Span).GetString(Head.Span);
    }

    /// <summary>Path as given.</summary>
    public string Path { get; }

    /// <summary>How many packings it was taken out of.</summary>
    public int Nesting { get; }

    /// <summary>How much may be unpacked of the file that it is, or stands in.</summary>
    public UnpackLimit Limit { get; }

    /// <summary>The first <see cref="HeadBytes"/> bytes, or all when there are fewer.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    /// <summary><see cref="Head"/> as text.</summary>
    public string HeadText { get; }

    /// <summary>All bytes from the start; to be called once.</summary>
    public Stream Open() => new HeadedStream(Head, rest);

    /// <summary>All of it as text, as a stream.</summary>
    public TextReader OpenText() => new StreamReader(Open(), TextEncoding.Of(Head.Span), bufferSize: Block);

    /// <summary>All of it, up to <see cref="SourceReader.MaxWhole"/> bytes.</summary>
    /// <param name="cut">True when there is more.</param>
    public byte[] ReadWhole(out bool cut)
    {
        using Stream all = Open();
        using var copy = new MemoryStream();
        byte[] buffer = new byte[HeadBytes];
        int length;
        while ((length = all.Read(buffer)) > 0 && copy.Length + length <= SourceReader.MaxWhole)
        {
            copy.Write(buffer, 0, length);
        }

        cut = length > 0;
        return copy.ToArray();
    }

    /// <summary>All of it as one text, up to <see cref="SourceReader.MaxWhole"/> bytes.</summary>
    public string ReadWholeText(out bool cut) => TextEncoding.Of(Head.Span).GetString(ReadWhole(out cut)).TrimStart('\uFEFF');
}
