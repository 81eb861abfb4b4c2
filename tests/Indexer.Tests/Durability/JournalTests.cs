using KB.Indexer.Corpus;
using KB.Indexer.Search;

namespace KB.Indexer.Tests.Durability;

public sealed class JournalTests
{
    [Fact]
    public void An_entry_cut_off_by_a_crash_is_neither_read_nor_left_before_the_next()
    {
        using var folder = new DataFolder();
        folder.With("{\"text\":\"first\"}");
        string part = Journal.Parts(folder.Data)[0];
        File.AppendAllText(part, "{\"text\":\"never acknowl");

        Assert.Equal(["{\"text\":\"first\"}"], Journal.Read(part, 0).Select(entry => entry.Line));
        Assert.Contains("never acknowledged", Assert.Single(DataCheck.Run(folder.Data)).What);
        folder.With("{\"text\":\"second\"}");
        Assert.Equal(["{\"text\":\"first\"}", "{\"text\":\"second\"}"], Journal.Read(part, 0).Select(entry => entry.Line));
        Assert.Empty(DataCheck.Run(folder.Data));
    }

    [Fact]
    public async Task Two_writers_lose_nothing_of_each_other()
    {
        using var folder = new DataFolder();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(writer => Task.Run(() =>
        {
            var journal = new Journal(folder.Data);
            for (int i = 0; i < 50; i++)
            {
                journal.Append([$"{{\"text\":\"{writer}-{i}\"}}"]);
            }
        })));

        string[] lines = [.. Journal.Parts(folder.Data).SelectMany(part => Journal.Read(part, 0)).Select(entry => entry.Line)];

        Assert.Equal(100, lines.Distinct().Count());
        Assert.Equal(100, lines.Length);
    }

    [Fact]
    public void Characters_that_only_other_programs_take_for_line_ends_stay_as_they_are()
    {
        using var folder = new DataFolder();
        string entry = "{\"text\":\"a\u2028b\u0085c\u2029d\"}";
        folder.With(entry);

        Assert.Equal([entry], Journal.Read(Journal.Parts(folder.Data)[0], 0).Select(read => read.Line));
    }

    [Fact]
    public void An_entry_of_many_lines_stays_one_entry()
    {
        using var folder = new DataFolder();

        folder.With("{\"text\":\n\"x\"}\r\n");

        Assert.Single(Journal.Read(Journal.Parts(folder.Data)[0], 0));
    }

    [Fact]
    public void A_folder_that_is_a_file_is_told_in_one_line()
    {
        using var folder = new DataFolder();
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Data)!);
        File.WriteAllText(folder.Data, "");

        Assert.ThrowsAny<IOException>(() => folder.With("{\"text\":\"x\"}"));
        Assert.Contains("cannot be written", Assert.Throws<IndexException>(() => folder.Update()).Message);
    }
}
