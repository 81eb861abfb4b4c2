using KB.Indexer.Corpus;
using KB.Indexer.Corpus.Articles;
using KB.Indexer.Search;

namespace KB.Indexer.Tests.Durability;

/// <summary>Files of a corpus that change, come and go.</summary>
public sealed class ChangedFileTests
{
    [Fact]
    public void Reports_of_files_that_were_only_touched_stay_in_their_crashes()
    {
        using var folder = new DataFolder();
        string[] files = Copy(folder, 60);
        folder.Update();
        string before = Picture(folder);

        foreach (string file in files)
        {
            File.AppendAllText(file, "one more line of the console\n");
            folder.Update();
        }

        Assert.Contains(folder.Index().MostSeen(0, 5), crash => crash.Reports > 1);
        Assert.Equal(before, Picture(folder));
    }

    [Fact]
    public void All_files_may_change_at_once()
    {
        using var folder = new DataFolder();
        string[] files = Copy(folder, 60);
        folder.Update();
        string before = Picture(folder);

        foreach (string file in files)
        {
            File.AppendAllText(file, "one more line of the console\n");
        }

        folder.Update();

        Assert.Equal(before, Picture(folder));
    }

    [Fact]
    public void A_crash_keeps_its_address_when_the_report_that_gave_it_is_gone()
    {
        using var folder = new DataFolder();
        string[] files = Copy(folder, 60);
        folder.Update();
        FoundDocument crash = folder.Index().MostSeen(0, 1)[0];
        string file = files.Single(file => file.EndsWith(folder.Index().Mentions(crash.Id)[0].Path, StringComparison.Ordinal));
        int elsewhere = folder.Index().FindCrash(crash.Id)!.Reports.Count(report => !file.EndsWith(folder.Index().Mentions(report.Id)[0].Path, StringComparison.Ordinal));

        File.Delete(file);
        folder.Update();

        Crash left = folder.Index().FindCrash(crash.Id)!;
        Assert.InRange(elsewhere, 1, crash.Reports - 1);
        Assert.Equal((crash.Id, elsewhere), (left.Id, left.Reports.Count));
        Assert.Equal(crash.Id, folder.Index().FindCrashId(crash.Id));
        Assert.Contains(folder.Index().MostSeen(0, 100), row => row.Url == crash.Url);

        File.WriteAllText(file, "nothing of a crash\n");
        folder.Update();
        Assert.Equal(elsewhere, folder.Index().FindCrash(crash.Id)!.Reports.Count);
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_read_ends_as_it_is()
    {
        using var folder = new DataFolder();
        string file = Path.Combine(folder.Corpus, "changing.jsonl");
        using var stop = new CancellationTokenSource();
        Task changing = Task.Run(() =>
        {
            for (int round = 0; !stop.IsCancellationRequested; round++)
            {
                // Cut off in the middle of a line, grown again, replaced.
                File.WriteAllLines(file, Enumerable.Range(0, 50).Select(i => DataFolder.Line($"round-{round}-{i}", $"WARNING in widget_{round}_{i}", $"text {round} {i}")));
                using (var cut = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    cut.SetLength(cut.Length / 2);
                }

                File.WriteAllText(file + ".new", DataFolder.Line($"only-{round}", $"WARNING in widget_only_{round}", $"text only {round}") + "\n");
                File.Move(file + ".new", file, overwrite: true);
            }
        });
        try
        {
            for (int update = 0; update < 20; update++)
            {
                folder.Update();
            }
        }
        finally
        {
            // Whatever went wrong, the folder is not taken away under the writer: that would be the error seen.
            await stop.CancelAsync();
            await changing;
        }

        File.WriteAllText(file, DataFolder.Line("last", "WARNING in widget_last", "text last") + "\n");
        folder.Update();

        Assert.Equal(["corpus-1", "last"], folder.Index().Newest(0, 100).Select(row => row.Id).Order(StringComparer.Ordinal));
        Assert.Empty(DataCheck.Run(folder.Data));
    }

    [Theory]
    [InlineData("pipe.log")]
    [InlineData("articles/pipe.md")]
    public async Task A_pipe_in_the_corpus_is_not_waited_for(string name)
    {
        using var folder = new DataFolder();
        string pipe = Path.Combine(folder.Corpus, name);
        Directory.CreateDirectory(Path.GetDirectoryName(pipe)!);
        using (var make = System.Diagnostics.Process.Start("mkfifo", pipe))
        {
            await make.WaitForExitAsync();
        }

        try
        {
            IndexSummary summary = await Task.Run(folder.Update).WaitAsync(TimeSpan.FromSeconds(60));

            Assert.Equal([(name, "the file is empty")], summary.Unread);
            Assert.Equal("corpus-1", folder.Index().FindCrashId("corpus-1"));
            Assert.Contains((await Task.Run(() => CorpusCheck.Run(folder.Corpus)).WaitAsync(TimeSpan.FromSeconds(60))).Select(fault => fault.Message), what => what == "the file is empty");
        }
        finally
        {
            File.Delete(pipe);
        }
    }

    private static string[] Copy(DataFolder folder, int count) => [.. Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "corpus", "crashes", "x86-61-kasan"), "*.log").Order(StringComparer.Ordinal).Take(count)
        .Select(file =>
        {
            string copy = Path.Combine(folder.Corpus, Path.GetFileName(file));
            File.Copy(file, copy);
            return copy;
        })];

    private static string Picture(DataFolder folder)
    {
        CrashIndex index = folder.Index();
        return string.Join('\n', index.Newest(0, 1000).Select(row => index.FindCrash(row.Id)!).OrderBy(crash => crash.Id, StringComparer.Ordinal)
            .Select(crash => $"{crash.Id} {crash.Title} {string.Join(',', crash.Reports.Select(report => report.Id).Order(StringComparer.Ordinal))}"));
    }
}
