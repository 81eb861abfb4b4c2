using KB.Indexer.Corpus;
using KB.Indexer.Search;

namespace KB.Indexer.Tests.Durability;

public sealed class DamageTests
{
    /// <summary>Ways in which a disk or a person ruins a file.</summary>
    public static TheoryData<string> Damages => ["cut in the middle", "emptied", "bits flipped", "overwritten with text", "removed"];

    [Theory, MemberData(nameof(Damages))]
    public void A_damaged_database_is_told_and_mended(string damage)
    {
        using DataFolder folder = Filled();
        Ruin(folder.Catalogue, damage);

        IReadOnlyList<DataFault> faults = DataCheck.Run(folder.Data);
        Assert.True(damage == "removed" || faults.Count > 0, "the damage is not told");

        Assert.Empty(IndexCare.Repair(folder.Data, [folder.Corpus], _ => { }));
        Assert.Equal("id-1", folder.Index().FindCrashId("id-1"));
    }

    [Theory, MemberData(nameof(Damages))]
    public void A_damaged_segment_is_told_and_mended(string damage)
    {
        using DataFolder folder = Filled();
        Ruin(Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(folder.Catalogue)!, "segments")).First(), damage);

        Assert.NotEmpty(DataCheck.Run(folder.Data));
        Assert.Empty(IndexCare.Repair(folder.Data, [folder.Corpus], _ => { }));
        Assert.Equal("id-1", folder.Index().FindCrashId("id-1"));
    }

    [Theory, MemberData(nameof(Damages))]
    public void A_site_that_starts_over_a_damaged_index_sets_it_aside_and_says_so(string damage)
    {
        using DataFolder folder = Filled();
        Ruin(Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(folder.Catalogue)!, "segments")).First(), damage);
        var said = new List<string>();

        IndexCare.OpenOrMake(folder.Data, said.Add);
        folder.Update();

        Assert.Contains("set aside", Assert.Single(said));
        Assert.Equal("id-1", folder.Index().FindCrashId("id-1"));
    }

    [Theory]
    [InlineData("catalogue.db")]
    [InlineData(".seg")]
    public void One_bit_of_the_index_that_is_flipped_gives_an_answer_or_a_clear_message_and_is_mended(string which)
    {
        using DataFolder folder = Filled();
        string index = Path.GetDirectoryName(folder.Catalogue)!;
        Dictionary<string, byte[]> sound = Directory.EnumerateFiles(index, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllBytes);
        string ruined = sound.Keys.First(file => file.EndsWith(which, StringComparison.Ordinal));
        var random = new Random(4711);
        for (int round = 0; round < 40; round++)
        {
            byte[] bytes = [.. sound[ruined]];
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(ruined, bytes);

            Ask(folder);
            Assert.Empty(IndexCare.Repair(folder.Data, [folder.Corpus], _ => { }));
            Assert.Equal("id-1", folder.Index().FindCrashId("id-1"));

            Directory.Delete(index, recursive: true);
            foreach ((string file, byte[] content) in sound)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllBytes(file, content);
            }
        }
    }

    [Fact]
    public void One_bit_of_the_journal_that_is_flipped_takes_no_other_entry_away()
    {
        using DataFolder folder = Filled();
        string part = Journal.Parts(folder.Data)[0], index = Path.GetDirectoryName(folder.Catalogue)!;
        byte[] sound = File.ReadAllBytes(part);
        int second = sound.AsSpan().IndexOf((byte)'\n') + 1, third = second + sound.AsSpan(second).IndexOf((byte)'\n') + 1;
        for (int at = second; at < third; at += 3)
        {
            byte[] bytes = [.. sound];
            bytes[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(part, bytes);
            Directory.Delete(index, recursive: true);

            Assert.All(DataCheck.Run(folder.Data), fault => Assert.False(fault.IsIndex));
            folder.Update();

            Assert.All((string[])["id-0", "id-2", "id-4", "corpus-1"], id => Assert.Equal(id, folder.Index().FindCrashId(id)));
        }
    }

    [Fact]
    public void Repair_removes_no_index_to_which_another_program_writes()
    {
        using DataFolder folder = Filled();
        using var writer = IndexWriter.Open(folder.Data);
        Ruin(Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(folder.Catalogue)!, "segments")).First(), "bits flipped");

        Assert.Throws<IndexBusyException>(() => IndexCare.Remove(folder.Data, _ => { }, TimeSpan.FromMilliseconds(20)));
        Assert.True(File.Exists(folder.Catalogue));
    }

    [Fact]
    public void A_commit_reads_no_segment_that_it_does_not_merge()
    {
        using DataFolder folder = Filled();
        Ruin(Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(folder.Catalogue)!, "segments")).First(), "bits flipped");

        Assert.Equal(1, folder.With(DataFolder.Line("new", "WARNING in widget_new", "text of new")).Update().Documents);
    }

    [Fact]
    public void A_changed_byte_of_the_journal_is_told_with_its_line()
    {
        using DataFolder folder = Filled();
        string part = Journal.Parts(folder.Data)[0];
        string[] lines = File.ReadAllLines(part);
        lines[1] = lines[1].Replace('{', '\u0001');
        File.WriteAllLines(part, lines);

        DataFault fault = Assert.Single(DataCheck.Run(folder.Data));

        Assert.Equal((part + ":2", false), (fault.Place, fault.IsIndex));
    }

    [Fact]
    public void A_lost_part_of_the_journal_is_told()
    {
        using DataFolder folder = Filled();
        File.Delete(Journal.Parts(folder.Data)[0]);

        Assert.Contains("lost", Assert.Single(DataCheck.Run(folder.Data)).What);
    }

    [Fact]
    public void A_sound_folder_has_no_fault()
    {
        using DataFolder folder = Filled();

        Assert.Empty(DataCheck.Run(folder.Data));
    }

    [Fact]
    public void A_second_writer_is_told_to_wait()
    {
        using DataFolder folder = Filled();
        using var first = IndexWriter.Open(folder.Data);

        IndexBusyException told = Assert.Throws<IndexBusyException>(() => IndexWriter.Open(folder.Data, TimeSpan.FromMilliseconds(20)));

        Assert.Contains("Another program writes", told.Message);
    }

    [Fact]
    public void A_corpus_file_that_grows_while_it_is_read_is_read_again()
    {
        using DataFolder folder = Filled();
        string file = Path.Combine(folder.Corpus, "one.jsonl");
        File.AppendAllText(file, DataFolder.Line("grown", "WARNING in widget_grown", "text of growth") + "\n");

        folder.Update();

        Assert.Equal("grown", folder.Index().FindCrashId("grown"));
        Assert.Equal("corpus-1", folder.Index().FindCrashId("corpus-1"));
    }

    private static void Ask(DataFolder folder)
    {
        try
        {
            CrashIndex index = folder.Index();
            index.Search("widget_1 text", 0, 10, facets: true);
            index.FindCrash("id-1");
            index.Newest(0, 10);
            index.Stats();
        }
        catch (IndexException e)
        {
            Assert.Matches(@"kb (?:repair|index)\b", e.Message);
        }
    }

    private static DataFolder Filled()
    {
        DataFolder folder = new DataFolder().With([.. Enumerable.Range(0, 5).Select(i => DataFolder.Line($"id-{i}", $"WARNING in widget_{i}", $"text {i}"))]);
        folder.Update();
        return folder;
    }

    private static void Ruin(string file, string damage)
    {
        byte[] bytes = File.ReadAllBytes(file);
        switch (damage)
        {
            case "cut in the middle":
                File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);
                break;
            case "emptied":
                File.WriteAllBytes(file, []);
                break;
            case "bits flipped":
                for (int i = 40; i < bytes.Length; i += 97)
                {
                    bytes[i] ^= 0x10;
                }

                File.WriteAllBytes(file, bytes);
                break;
            case "overwritten with text":
                File.WriteAllText(file, new string('x', bytes.Length));
                break;
            default:
                File.Delete(file);
                break;
        }
    }
}
