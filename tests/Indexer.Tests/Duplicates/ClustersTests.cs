using KB.Indexer.Duplicates;

namespace KB.Indexer.Tests.Duplicates;

public sealed class ClustersTests
{
    private readonly Clusters _clusters = new();

    [Fact]
    public void A_sure_candidate_groups_a_crash_with_it()
    {
        Add("first");

        Decision decision = Add("second", Like("first", 0.95));

        Assert.Equal(Zone.Duplicate, decision.Zone);
        Assert.Equal("first", _clusters.Root("second"));
        Assert.Equal(["first", "second"], _clusters.Members("first"));
    }

    [Theory]
    [InlineData(0.05, Zone.New, null)]
    [InlineData(0.4, Zone.Possible, "first")]
    [InlineData(0.99, Zone.Duplicate, "first")]
    public void The_probability_decides_the_zone(double probability, Zone zone, string? of)
    {
        Add("first");

        Decision decision = _clusters.Judge("second", [Like("first", probability)]);

        Assert.Equal((zone, of), (decision.Zone, decision.Of));
    }

    [Fact]
    public void What_shares_only_helpers_is_never_grouped()
    {
        Add("first");

        Assert.Equal(Zone.Possible, Add("second", Like("first", 0.99) with { Specific = false }).Zone);
        Assert.Equal("second", _clusters.Root("second"));
    }

    [Fact]
    public void One_member_alone_does_not_draw_a_crash_into_a_large_cluster()
    {
        Add("a");
        Add("b", Like("a", 0.95));
        Add("c", Like("b", 0.95), Like("a", 0.95));

        Assert.Equal(Zone.Possible, Add("chained", Like("c", Clusters.DuplicateFrom + 0.01), Like("b", 0.01), Like("a", 0.01)).Zone);
    }

    [Fact]
    public void A_plain_text_asks_more_of_the_other_members()
    {
        Add("a");
        Add("b", Like("a", 0.95));

        Assert.Equal(Zone.Duplicate, Add("of a tracker", Like("a", 0.7), Like("b", 0.1)).Zone);
        Assert.Equal(Zone.Possible, Add("plain", Like("a", 0.7) with { Plain = true }, Like("b", 0.1)).Zone);
    }

    [Fact]
    public void What_is_a_member_to_the_letter_joins_whatever_the_others_are()
    {
        Add("a");
        for (int i = 0; i < 5; i++)
        {
            Add($"like a {i}", Like("a", 0.95));
        }

        Assert.Equal(Zone.Duplicate, Add("again", Like("a", 0.999) with { Plain = true }).Zone);
    }

    [Fact]
    public void A_person_who_said_not_dup_is_obeyed()
    {
        Add("first");
        _clusters.Decide(Said(false, "second", "first"));

        Assert.Equal(Zone.New, Add("second", Like("first", 0.999)).Zone);
    }

    [Fact]
    public void A_person_who_said_dup_is_obeyed_without_any_likeness()
    {
        Add("first");
        _clusters.Decide(Said(true, "second", "first"));

        Assert.Equal((Zone.Duplicate, "first"), (Add("second").Zone, _clusters.Root("second")));
    }

    [Fact]
    public void A_dup_of_two_known_crashes_joins_their_clusters()
    {
        Add("a");
        Add("b");
        Add("c", Like("b", 0.95));

        _clusters.Decide(Said(true, "b", "a"));

        Assert.Equal(["a", "b", "c"], _clusters.Members("c"));
    }

    [Fact]
    public void A_cluster_outlives_the_first_of_it()
    {
        Add("a");
        Add("b", Like("a", 0.95));
        Add("x");
        _clusters.Add("a", new Decision(Zone.Duplicate, "x", null));

        Assert.Equal(Zone.Duplicate, Add("c", Like("b", 0.95)).Zone);
        Assert.Equal(["b", "c"], _clusters.Members("b"));
        Assert.Equal(["x", "a"], _clusters.Members("a"));
    }

    [Fact]
    public void The_last_word_of_people_counts()
    {
        Add("first");
        _clusters.Decide(Said(true, "second", "first"));
        _clusters.Decide(Said(false, "second", "first"));

        Assert.Equal(Zone.New, Add("second", Like("first", 0.999)).Zone);
    }

    [Fact]
    public void A_crash_seen_very_often_is_judged_from_its_candidates_alone()
    {
        const int Members = 20_000;
        Add("first");
        for (int i = 0; i < Members; i++)
        {
            _clusters.Add($"again {i}", new Decision(Zone.Duplicate, "first", null));
        }

        Candidate[] candidates = [Like("again 7", 0.95), Like("again 8", 0.7), Like("first", 0.65)];
        Assert.Equal(Zone.Duplicate, _clusters.Judge("next", candidates).Zone);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _clusters.Judge("next", candidates);

        // Sorting a number for each member took eight bytes of each.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, Members);
    }

    private Decision Add(string id, params Candidate[] candidates)
    {
        Decision decision = _clusters.Judge(id, candidates);
        _clusters.Add(id, decision);
        return decision;
    }

    private static Candidate Like(string id, double probability) => new(id, probability, [], 1, true);

    private static PeopleDecision Said(bool same, string a, string b) => new(same, a, b, "gardener", DateTimeOffset.UnixEpoch, "");
}
