using KB.Bench.Endurance;

namespace KB.Site.Tests.Endurance;

/// <summary>Changed texts of every kind: no exception, none over a second of processor time, none over 256 MB.</summary>
public sealed class FuzzTests
{
    private const int Inputs = 10_000;

    private static readonly string Crashes = Path.Combine(SiteUnderTest.Corpus, "crashes");

    [Fact]
    public void Ten_thousand_changed_texts_are_read_within_the_bounds()
    {
        using var fuzz = new Fuzz(Crashes);
        var said = new StringWriter();

        Assert.True(fuzz.Run(Inputs, seed: 4711, said).Count == 0, said.ToString());
    }

    [Fact]
    public void What_was_found_once_is_not_found_again()
    {
        using var fuzz = new Fuzz(Crashes);
        string[] findings = [.. Fuzz.Findings()];

        Assert.NotEmpty(findings);
        Assert.All(findings, text => Assert.Empty(fuzz.Find(text)));
    }
}
