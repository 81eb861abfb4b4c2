using System.Text;
using KB.Indexer.Corpus;

namespace KB.Indexer.Tests.Corpus;

/// <summary>Reads texts as the files they stand for.</summary>
internal static class Texts
{
    public static SourceDocument One(string text, string name = "widget.txt") => Assert.Single(SourceReader.ReadText(name, text));

    public static IReadOnlyList<SourceDocument> All(string text, string name = "widget.txt") => [.. SourceReader.ReadText(name, text)];

    public static IReadOnlyList<SourceDocument> All(byte[] bytes, string name = "widget.bin") => [.. SourceReader.Read(name, new MemoryStream(bytes))];

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
