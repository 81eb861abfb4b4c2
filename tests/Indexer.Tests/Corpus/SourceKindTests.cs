using KB.Indexer.Corpus;

namespace KB.Indexer.Tests.Corpus;

public sealed class SourceKindTests
{
    public static TheoryData<string> Names => [.. SourceKinds.All.Where(kind => kind.Example.Length > 0).Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Every_kind_is_recognised_by_its_example(string name)
    {
        SourceKind kind = SourceKinds.All.Single(row => row.Name == name);

        // A mail in an mbox is a mail.
        Assert.Equal(name == "mbox" ? "mail" : name, Texts.One(kind.Example).Kind);
    }

    [Theory, MemberData(nameof(Names))]
    public void Line_ends_of_other_systems_change_no_kind(string name)
    {
        SourceKind kind = SourceKinds.All.Single(row => row.Name == name);

        Assert.Equal(name == "mbox" ? "mail" : name, Texts.One(kind.Example.ReplaceLineEndings("\r\n")).Kind);
    }

    [Fact]
    public void A_log_that_talks_of_mail_fields_is_a_log() =>
        Assert.Equal("console", Texts.One("widget: 12 flushed\nCall Trace:\n widget_flush+0x1/0x2\nFrom: nowhere\n").Kind);

    [Fact]
    public void An_empty_file_says_so() => Assert.Equal("the file is empty", Texts.One("").Unread);

    [Fact]
    public void A_memory_image_says_what_would_help()
    {
        SourceDocument document = Assert.Single(Texts.All([.. "KDUMP   "u8, .. new byte[4000]]));

        Assert.Equal(SourceKinds.Unknown, document.Kind);
        Assert.Contains("makedumpfile", document.Unread, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_document_with_the_reason() =>
        Assert.NotNull(Assert.Single(SourceReader.Read("no/such/widget.log")).Unread);

    [Fact]
    public void Text_in_latin_1_loses_no_letter() =>
        Assert.Contains("Grüße", Assert.Single(Texts.All([.. "Gr"u8, 0xFC, 0xDF, .. "e vom ger"u8, 0xE4, .. "t\n"u8])).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    public void Text_in_utf_16_is_read_with_its_mark_and_without(string name, bool mark)
    {
        var encoding = System.Text.Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("[    1.000000] widget: flushed\n")];

        Assert.Contains("widget: flushed", Assert.Single(Texts.All(bytes)).Text, StringComparison.Ordinal);
    }
}
