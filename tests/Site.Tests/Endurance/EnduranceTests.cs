using KB.Bench.Endurance;

namespace KB.Site.Tests.Endurance;

/// <summary>Short runs of what bench/Endurance does for hours. They run alone: each needs the machine.</summary>
[Collection(Alone.Name)]
public sealed class EnduranceTests
{
    private static readonly string Crashes = Path.Combine(SiteUnderTest.Corpus, "crashes", "stock-61");

    [Fact]
    public async Task What_was_acknowledged_outlives_SIGKILL_in_the_middle()
    {
        var said = new StringWriter();

        Assert.True(await new KillRounds(said, rounds: 3, seed: 4711).Run(), said.ToString());
    }

    [Fact]
    public async Task Many_who_read_and_some_who_write_are_answered_without_an_error()
    {
        var said = new StringWriter();

        Assert.True(await new Load(said, TimeSpan.FromSeconds(20), Crashes).Run(), said.ToString());
    }

    [Fact]
    public async Task A_replica_answers_while_its_copy_is_killed_and_shows_the_next_state_without_a_restart()
    {
        var said = new StringWriter();

        Assert.True(await new Replica(said, rounds: 3, seed: 4711).Run(), said.ToString());
    }

    [Fact]
    public async Task An_address_that_is_taken_is_told_in_one_line()
    {
        using var site = new WritableSite();
        string address = $"http://{site.Address.Authority}";

        string said = await SiteProcess.Output("Site.dll", ["--urls", address, "--KB:Data", Path.Combine(site.Data, "other"), "--KB:Corpus", site.Corpus]);

        Assert.Contains("Another program listens there", said);
        Assert.Contains(address, said);
        Assert.DoesNotContain("   at ", said);
    }
}

/// <summary>Tests that need the machine for themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
