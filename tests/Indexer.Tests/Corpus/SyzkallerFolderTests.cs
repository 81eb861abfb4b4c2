using KB.Indexer.Corpus;

namespace KB.Indexer.Tests.Corpus;

public sealed class SyzkallerFolderTests : IDisposable
{
    private const string Hash = "0123456789abcdef0123456789abcdef01234567";

    private const string Report = """
        WARNING: CPU: 0 PID: 57 at widgets/flush.c:12 widget_flush+0x1d3/0x240 widgets/flush.c:12
        CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1
        RIP: 0010:widget_flush+0x1d3/0x240 widgets/flush.c:12
        Call Trace:
         widget_close+0x10/0x20 widgets/close.c:30

        """;

    private readonly DirectoryInfo workdir = Directory.CreateTempSubdirectory("kb-workdir-");

    public SyzkallerFolderTests()
    {
        Write("description", "WARNING in widget_flush\n");
        Write("report0", Report);
        Write("log0", "executing program 0:\n" + Report);
        Write("log1", "executing program 1:\n" + Report);
        Write("repro.prog", "widget$flush(0x0)\n");
        Write("machineInfo0", "qemu\n");
    }

    [Fact]
    public void A_report_has_the_title_and_the_id_of_its_folder()
    {
        SourceDocument document = Read("report0");

        Assert.Equal(("syzkaller", "WARNING in widget_flush", Hash), (document.Kind, document.GivenTitle, document.GivenId));
        Assert.Equal("WARNING in widget_flush", Assert.Single(document.Reports).Title);
    }

    [Theory]
    [InlineData("log0", 0)]
    [InlineData("log1", 1)]
    public void A_log_counts_only_where_its_report_is_missing(string log, int reports) => Assert.Equal(reports, Read(log).Reports.Count);

    [Theory]
    [InlineData("description")]
    [InlineData("repro.prog")]
    [InlineData("machineInfo0")]
    public void What_is_no_console_text_gives_no_report_and_no_complaint(string file)
    {
        SourceDocument document = Read(file);

        Assert.Empty(document.Reports);
        Assert.Null(document.Unread);
    }

    public void Dispose() => workdir.Delete(recursive: true);

    private SourceDocument Read(string file) => Assert.Single(SourceReader.Read(Path.Combine(workdir.FullName, "crashes", Hash, file)));

    private void Write(string file, string text)
    {
        string path = Path.Combine(workdir.FullName, "crashes", Hash, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
