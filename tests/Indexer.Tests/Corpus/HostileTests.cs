using System.Formats.Tar;
using System.IO.Compression;
using KB.Indexer.Corpus;
using KB.Indexer.Corpus.Mail;
using KB.Indexer.Corpus.Sources;
using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Corpus;

/// <summary>Whatever stands in a file, reading it gives documents, never an exception.</summary>
public sealed class HostileTests
{
    private const string Mail = "From: a@example.org\nSubject: =?utf-8?b?d2lkZ2V0?=\nMessage-ID: <1@example.org>\nDate: Tue, 2 Jan 2024 10:00:00 +0000\n"
        + "Content-Type: multipart/mixed; boundary=\"xyz\"\n\n--xyz\nContent-Type: text/plain; charset=utf-8; format=flowed\nContent-Transfer-Encoding: quoted-printable\n\n"
        + "#syz dup: WARNING in =\nwidget_flush\n> [    1.000000] BUG: widget\n--xyz\nContent-Transfer-Encoding: base64\n\nd2lkZ2V0\n--xyz--\n";

    public static TheoryData<string> Seeds =>
        [.. SourceKinds.All.Select(kind => kind.Example).Where(example => example.Length > 0), Mail, "From x Thu Jan  1 00:00:00 1970\n" + Mail];

    [Theory, MemberData(nameof(Seeds))]
    public void A_text_cut_anywhere_is_read(string seed) =>
        Assert.All(Enumerable.Range(1, seed.Length - 1), length => Assert.NotEmpty(Texts.All(seed[..length])));

    [Theory, MemberData(nameof(Seeds))]
    public void A_text_with_broken_bytes_is_read(string seed)
    {
        var random = new Random(4711);
        for (int round = 0; round < 300; round++)
        {
            byte[] bytes = Texts.Bytes(seed);
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Assert.NotEmpty(Texts.All(bytes));
        }
    }

    [Fact]
    public void Blanks_without_end_before_a_quote_mark_are_read_once()
    {
        string line = new string(' ', 1 << 24) + "> text";

        Assert.Equal(line, WrappedLog.Join(line));
    }

    [Fact]
    public void Bytes_without_sense_are_read()
    {
        var random = new Random(4711);
        byte[] bytes = new byte[20_000];
        random.NextBytes(bytes);

        Assert.NotEmpty(Texts.All(bytes));
        Assert.NotEmpty(Texts.All([0x1F, 0x8B, .. bytes]));
        Assert.NotEmpty(Texts.All([0x78, 0x9C, .. bytes]));
    }

    [Fact]
    public void A_mail_of_one_line_without_end_is_read() =>
        Assert.NotEmpty(Texts.All("From: a\nSubject: b\nMessage-ID: <1@c>\n\n" + new string('<', 1_000_000)));

    [Theory]
    [InlineData("<html>", "<p>")]
    [InlineData("<html>", "&lt")]
    [InlineData("<html>", "<script>")]
    [InlineData("<html>", "<!--")]
    [InlineData("From: a\nSubject: b\nTo: ", "=?utf-8?q?a?= ")]
    [InlineData("From: a\nSubject: b\nTo: ", "=?")]
    [InlineData("From: a\nReferences: ", "<")]
    [InlineData("From: a\nSubject: b\nContent-Type: a/b", "; a=\"")]
    [InlineData("```\n", "`a ")]
    [InlineData("From: a\nSubject: b\n\n", "#syz dup:\n")]
    [InlineData("From: a\nSubject: b\n\n", "> ")]
    [InlineData("", "https://lore.kernel.org/r/%40")]
    [InlineData("", "https://gitlab.com/a")]
    [InlineData("", "{\"text\":\"")]
    public void Markup_that_opens_again_and_again_is_read(string start, string again) =>
        Assert.NotEmpty(Texts.All(start + string.Concat(Enumerable.Repeat(again, 20_000))));

    [Theory]
    [InlineData("", 1)]
    [InlineData("\n", 1)]
    [InlineData("\nBUG: KASAN: slab-use-after-free in gadget_poll+0x1/0x2\nCall Trace:\n gadget_poll+0x1/0x2\n", 2)]
    public void A_line_that_is_longer_than_what_is_kept_of_it_ends(string end, int reports)
    {
        string text = "BUG: KASAN: slab-use-after-free in widget_flush+0x1/0x2\nCall Trace:\n widget_flush+0x1/0x2 " + string.Concat(Enumerable.Repeat("git bisect bad [", 2000)) + end;

        Assert.Equal(reports, ReportParser.ParseAll(new StringReader(text)).Count());
    }

    [Theory]
    [InlineData("{\"text\":\"WARNING in \\ud800widget\",\"title\":\"x\"}", "WARNING in \uFFFDwidget")]
    [InlineData("{\"t\\ud800ext\":\"widget\",\"title\":\"x\",\"text\":\"whole\"}", "whole")]
    [InlineData("{\"text\":\"\\\\ud800 \\ud83d\\ude00 \\udE00\\ud83D\",\"title\":\"x\"}", "\\ud800 \U0001F600 \uFFFD\uFFFD")]
    [InlineData("{\"\\ud800\":1,\"_\\udfff\":[\"\\ud800\"]}", "\uFFFD\n\n")]
    [InlineData("{\"version\":1,\"\\ud800\":2,\"title\":\"WARNING in widget\",\"crashes\":[]}", "WARNING in widget")]
    public void Half_of_a_character_in_JSON_takes_nothing_else_away(string json, string text)
    {
        Assert.Equal(text, Assert.Single(Texts.All(json)).Text);
        Assert.All(JournalEntry.Read("entry", json), document => Assert.Equal(text, document.Text));
    }

    [Fact]
    public void A_journal_with_half_of_a_character_is_a_journal()
    {
        const string Entry = "{\"MESSAGE\":\"widget\",\"\\ud800\":\"1\",\"__REALTIME_TIMESTAMP\":\"1\",\"_TRANSPORT\":\"kernel\"}\n";

        Assert.Equal("widget\n", Assert.Single(Texts.All(Entry)).Text);
    }

    [Fact]
    public void A_bomb_ends_at_the_limit()
    {
        using var unpacked = new UnpackedStream(new GZipStream(new MemoryStream(Zeros(1 << 20)), CompressionMode.Decompress), 100_000);
        using var read = new MemoryStream();

        unpacked.CopyTo(read);

        Assert.Equal(100_000, read.Length);
        Assert.Contains("more than 100000 bytes", unpacked.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Bombs_of_one_archive_end_at_the_limit_together()
    {
        byte[] bomb = Zeros(1 << 20);
        var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, leaveOpen: true))
        {
            for (int i = 0; i < 4; i++)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{i}.gz") { DataStream = new MemoryStream(bomb) });
            }
        }

        archive.Position = 0;
        var read = new List<(string Path, long Length)>();
        InvalidDataException end = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (SourceInput bombed in Unpacking.Open(new SourceInput("bombs.tar", archive, new UnpackLimit(5 << 19))))
            {
                read.Add((bombed.Path, bombed.ReadWhole(out _).Length));
            }
        });

        Assert.Equal([("bombs.tar!0.gz", 1 << 20), ("bombs.tar!1.gz", 1 << 20), ("bombs.tar!2.gz", 1 << 19)], read);
        Assert.Contains($"more than {5 << 19} bytes", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_longer_than_the_buffer_comes_in_pieces()
    {
        byte[] line = new byte[(2 * ByteLines.MaxLine) + 5];

        Assert.Equal([ByteLines.MaxLine, ByteLines.MaxLine, 5], ByteLines.Read(new MemoryStream(line)).Select(piece => piece.Length));
    }

    private static byte[] Zeros(int length)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(new byte[length]);
        }

        return packed.ToArray();
    }
}
