using KB.Bench.Endurance;

namespace KB.Site.Tests.Endurance;

/// <summary>A short run of what bench/Endurance does for hours. It runs alone: it needs the machine.</summary>
[Collection(Alone.Name)]
public sealed class EnduranceTests
{
    [Fact]
    public async Task What_was_acknowledged_outlives_SIGKILL_in_the_middle()
    {
        var said = new StringWriter();

        Assert.True(await new KillRounds(said, rounds: 1, seed: 4711).Run(), said.ToString());
    }

    [Fact]
    public async Task Thirty_six_clients_get_no_error_and_what_they_brought_is_there_after_the_stop()
    {
        var said = new StringWriter();

        Assert.True(await new Load(said, TimeSpan.FromSeconds(8), Path.Combine(SiteUnderTest.Corpus, "crashes")).Run(), said.ToString());
    }
}

/// <summary>Tests that need the machine for themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
