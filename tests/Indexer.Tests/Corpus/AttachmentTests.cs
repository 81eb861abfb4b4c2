using System.IO.Compression;
using System.Text;
using KB.Indexer.Corpus;

namespace KB.Indexer.Tests.Corpus;

public sealed class AttachmentTests
{
    [Theory]
    [InlineData("Content-Type: application/octet-stream")]
    [InlineData("Content-Type: application/x-log; name=kernel.log")]
    [InlineData("Content-Type: application/octet-stream\nContent-Disposition: attachment;\n filename*=UTF-8''widget%2Etxt")]
    public void An_attached_text_is_read_whatever_it_is_called(string header) =>
        Assert.Contains("widget: flushed", Mail(header, Encoding.UTF8.GetBytes("widget: flushed\n")).Text);

    [Fact]
    public void An_attached_log_is_unpacked() =>
        Assert.Contains("widget: flushed", Mail("Content-Type: application/gzip; name=dmesg.txt.gz", Gzip("widget: flushed\n")).Text);

    [Fact]
    public void Of_an_attached_archive_every_text_is_read()
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "logs/1.txt", "widget: flushed\n"u8);
            Write(zip, "logs/2.bin", [1, 2, 3, 4, 5, 6, 7, 8]);
            Write(zip, "logs/3.txt", "gadget: polled\n"u8);
        }

        Assert.Equal(["see the log", "widget: flushed", "gadget: polled"],
            Mail("Content-Type: application/zip", bytes.ToArray()).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void An_attachment_that_cannot_be_unpacked_is_named_and_the_mail_is_read()
    {
        SourceDocument mail = Mail("Content-Type: application/gzip; name=dmesg.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF, 0xFF]);

        Assert.StartsWith("dmesg.gz: ", mail.Unread);
        Assert.Contains("see the log", mail.Text);
    }

    [Fact]
    public void Files_beyond_the_limit_of_an_archive_are_left_out_and_told()
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (int i = 0; i <= 500; i++)
            {
                Write(zip, $"{i}.txt", Encoding.UTF8.GetBytes($"widget {i}\n"));
            }
        }

        SourceDocument mail = Mail("Content-Type: application/zip; name=logs.zip", bytes.ToArray());

        Assert.StartsWith("logs.zip: longer than is read", mail.Unread);
        Assert.Contains("widget 499\n", mail.Text);
    }

    [Fact]
    public void Parts_beyond_the_limit_are_left_out_and_told()
    {
        SourceDocument mail = Texts.One("From: ann@example.org\nSubject: widgets\nContent-Type: multipart/mixed; boundary=xyz\n\n"
            + string.Concat(Enumerable.Range(0, 501).Select(i => $"--xyz\n\nwidget {i}\n")) + "--xyz--\n");

        Assert.StartsWith("longer than is read", mail.Unread);
        Assert.Contains("widget 498\n", mail.Text);
    }

    [Fact]
    public void A_picture_is_passed_over() => Assert.Equal("see the log", Mail("Content-Type: image/png", "widget: flushed\n"u8.ToArray()).Text.Trim());

    [Fact]
    public void A_forwarded_mail_is_read_without_its_header()
    {
        SourceDocument mail = Texts.One("""
            From: ann@example.org
            Subject: Fwd: widgets
            Content-Type: multipart/mixed; boundary=xyz

            --xyz
            Content-Type: message/rfc822

            From: bob@example.org
            Subject: widgets
            Content-Transfer-Encoding: quoted-printable

            widget: =
            flushed
            --xyz--
            """);

        Assert.Equal("widget: flushed", mail.Text.Trim());
    }

    private static SourceDocument Mail(string header, byte[] attached) => Texts.One($"""
        From: ann@example.org
        Subject: widgets
        Content-Type: multipart/mixed; boundary=xyz

        --xyz

        see the log
        --xyz
        {header}
        Content-Transfer-Encoding: base64

        {Convert.ToBase64String(attached, Base64FormattingOptions.InsertLineBreaks)}
        --xyz--
        """);

    private static byte[] Gzip(string text)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionMode.Compress))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    private static void Write(ZipArchive zip, string name, ReadOnlySpan<byte> content)
    {
        using Stream entry = zip.CreateEntry(name).Open();
        entry.Write(content);
    }
}
