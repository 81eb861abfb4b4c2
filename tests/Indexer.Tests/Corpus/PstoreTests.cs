using System.IO.Compression;
using KB.Indexer.Corpus;

namespace KB.Indexer.Tests.Corpus;

public sealed class PstoreTests : IDisposable
{
    private const string Log = """
        <4>[  101.000001] WARNING: CPU: 0 PID: 57 at widgets/flush.c:12 widget_flush+0x1d3/0x240
        <4>[  101.000001] CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1
        <4>[  101.000001] RIP: 0010:widget_flush+0x1d3/0x240
        <4>[  101.000001] Call Trace:
        <4>[  101.000001]  widget_close+0x10/0x20
        <4>[  101.000001]  widget_release+0x10/0x20

        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kb-pstore-");

    [Fact]
    public void The_parts_of_a_dump_in_one_folder_are_one_report_at_the_first_part()
    {
        // The kernel writes the end of the log first, as part 1.
        string end = Part("dmesg-efi-170406720101001", "Oops#1 Part1", 4..6);
        string middle = Part("dmesg-efi-170406720102001", "Oops#1 Part2", 2..4);
        string beginning = Part("dmesg-efi-170406720003001", "Oops#1 Part3", 0..2);
        Part("dmesg-efi-170300000002001", "Oops#1 Part2", 0..1);

        SourceDocument dump = Read(end);

        Assert.Equal(("pstore", Log), (dump.Kind, dump.Text));
        Assert.Equal(("WARNING in widget_flush", "6.1.0"), (Assert.Single(dump.Reports).Title, dump.Reports[0].Kernel.Release));
        Assert.Empty(Read(middle).Reports);
        Assert.Empty(Read(beginning).Reports);
    }

    [Fact]
    public void A_part_whose_first_is_lost_is_read_by_itself() =>
        Assert.Single(Read(Part("dmesg-efi-170406720002001", "Panic#1 Part2", 0..4)).Reports);

    [Fact]
    public void Parts_one_behind_the_other_in_one_file_are_put_in_order() =>
        Assert.Equal(Log, Texts.One($"Oops#1 Part1\n{Lines(3..6)}Oops#1 Part2\n{Lines(0..3)}").Text);

    [Fact]
    public void A_part_in_an_archive_is_not_joined_with_files_outside_of_it_whatever_its_name_says()
    {
        Part("dmesg-efi-170406720102001", "Oops#1 Part2", 0..4);
        string archive = Path.Combine(folder.FullName, "dumps.zip");
        using (ZipArchive zip = ZipFile.Open(archive, ZipArchiveMode.Create))
        using (var entry = new StreamWriter(zip.CreateEntry("x/../dmesg-efi-170406720101001").Open()))
        {
            entry.Write("Oops#1 Part1\nthe end\n");
        }

        SourceDocument dump = Read(archive);

        Assert.Equal(("the end\n", archive + "!x/dmesg-efi-170406720101001"), (dump.Text, dump.Path));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string Lines(Range lines) => string.Concat(Log.Split('\n')[lines].Select(line => line + "\n"));

    private static SourceDocument Read(string file) => Assert.Single(SourceReader.Read(file));

    private string Part(string name, string header, Range lines)
    {
        string path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, $"{header}\n{Lines(lines)}");
        return path;
    }
}
