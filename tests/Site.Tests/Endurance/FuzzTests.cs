using KB.Bench.Endurance;

namespace KB.Site.Tests.Endurance;

/// <summary>Changed texts of every kind: no exception, none over a second of processor time, none over 256 MB.</summary>
public sealed class FuzzTests(FuzzTests.CorpusFuzz corpus) : IClassFixture<FuzzTests.CorpusFuzz>
{
    private const int Inputs = 10_000;

    /// <summary>Texts and their index are made once.</summary>
    public sealed class CorpusFuzz : IDisposable
    {
        public Fuzz Fuzz { get; } = new(Path.Combine(SiteUnderTest.Corpus, "crashes"));

        public void Dispose() => Fuzz.Dispose();
    }

    [Fact]
    public void Ten_thousand_changed_texts_are_read_within_the_bounds()
    {
        var said = new StringWriter();

        Assert.True(corpus.Fuzz.Run(Inputs, seed: 4711, said).Count == 0, said.ToString());
    }

    [Fact]
    public void What_was_found_once_is_not_found_again()
    {
        string[] findings = [.. Fuzz.Findings()];

        Assert.NotEmpty(findings);
        Assert.All(findings, text => Assert.Empty(corpus.Fuzz.Find(text)));
    }
}
