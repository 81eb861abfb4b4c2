using System.Formats.Tar;
using System.IO.Compression;
using KB.Indexer.Corpus;

namespace KB.Indexer.Tests.Corpus;

public sealed class PackedTests
{
    private const string Log = "[    1.000000] widget: flushed\n";

    [Fact]
    public void A_log_in_gzip_is_a_log() => Assert.Equal(("console", Log), Only(Gzip(Texts.Bytes(Log))));

    [Fact]
    public void A_log_in_zlib_is_a_log_as_pstore_writes_it()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            zlib.Write(Texts.Bytes(Log));
        }

        Assert.Equal(("console", Log), Only(packed.ToArray()));
    }

    [Fact]
    public void A_log_in_xz_is_a_log_or_says_which_tool_is_missing()
    {
        // "widget: flushed\n" packed by xz -9.
        byte[] packed = Convert.FromHexString(
            "FD377A585A000004E6D6B446020021011C00000010CF58CC01000F7769646765743A20666C75736865640A00E3B0E5C65F11A8D900012810E50B6C601FB6F37D010000000004595A");

        SourceDocument document = Assert.Single(Texts.All(packed));

        bool isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "xz")));
        if (isThere)
        {
            Assert.Equal(("widget: flushed\n", null), (document.Text, document.Unread));
        }
        else
        {
            Assert.Contains("'xz'", document.Unread, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Files_of_an_archive_are_documents_of_their_own()
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, leaveOpen: true))
        {
            foreach (string name in new[] { "a.log", "b.log" })
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Texts.Bytes(Log)) });
            }
        }

        IReadOnlyList<SourceDocument> documents = Texts.All(Gzip(archive.ToArray()), "logs.tar.gz");

        Assert.Equal(["logs.tar.gz!a.log", "logs.tar.gz!b.log"], documents.Select(document => document.Path));
        Assert.All(documents, document => Assert.Equal(Log, document.Text));
    }

    [Fact]
    public void A_damaged_archive_is_a_document_with_the_reason()
    {
        byte[] packed = Gzip(Texts.Bytes(string.Concat(Enumerable.Repeat(Log, 5000))));
        packed[packed.Length / 2] ^= 0xFF;

        Assert.Contains(Texts.All(packed), document => document.Unread is not null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_comes_before_the_damage_of_an_archive_is_read(bool cut)
    {
        const string Crash = "BUG: KASAN: slab-use-after-free in widget_flush+0x1/0x2\nCall Trace:\n widget_flush+0x1/0x2\n widget_close+0x3/0x4\n";
        byte[] packed = Gzip(Texts.Bytes(Crash + string.Concat(Enumerable.Range(0, 50_000).Select(number => $"[ {number}.000000] widget: {number * 7919 % 50_021}\n"))));
        packed[packed.Length / 2] ^= 0xFF;

        IReadOnlyList<SourceDocument> documents = Texts.All(cut ? packed[..(packed.Length / 2)] : packed);

        Assert.Equal("widget_flush", Assert.Single(documents[0].Reports).Frame);
        Assert.StartsWith("damaged", documents[^1].Unread, StringComparison.Ordinal);
    }

    [Fact]
    public void Packings_inside_packings_end_at_the_limit()
    {
        byte[] packed = Texts.Bytes(Log);
        for (int depth = 0; depth <= SourceReader.MaxNesting; depth++)
        {
            packed = Gzip(packed);
        }

        Assert.Contains("packed more than", Assert.Single(Texts.All(packed)).Unread, StringComparison.Ordinal);
    }

    private static (string Kind, string Text) Only(byte[] packed)
    {
        SourceDocument document = Assert.Single(Texts.All(packed));
        Assert.Null(document.Unread);
        return (document.Kind, document.Text);
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
