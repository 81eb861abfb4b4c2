using KB.Indexer.Corpus;

namespace KB.Indexer.Tests.Corpus;

/// <summary>The crashes that the project ships.</summary>
public sealed class CorpusCrashTests
{
    private static readonly string Crashes = Path.Combine(Repository.Root, "corpus", "crashes");

    [Fact]
    public void Every_log_of_the_corpus_holds_a_crash() =>
        Assert.All(Logs(), log => Assert.NotEmpty(SourceReader.Read(log).SelectMany(document => document.Reports)));

    [Fact]
    public void Every_log_of_the_corpus_has_a_cause_and_every_cause_a_log() =>
        Assert.Equal(
            Logs().Select(log => Path.GetRelativePath(Crashes, log)).Order(StringComparer.Ordinal),
            File.ReadLines(Path.Combine(Crashes, "truth.tsv")).Skip(1).Select(line => line.Split('\t')[0]).Order(StringComparer.Ordinal));

    private static string[] Logs() => Directory.GetFiles(Crashes, "*.log", SearchOption.AllDirectories);
}
