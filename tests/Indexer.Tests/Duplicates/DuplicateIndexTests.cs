using KB.Indexer.Duplicates;
using KB.Indexer.Duplicates.Features;
using KB.Indexer.Duplicates.Model;
using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Duplicates;

public sealed class DuplicateIndexTests
{
    private readonly DuplicateIndex _index = new();

    public DuplicateIndexTests()
    {
        foreach ((string id, CrashFeatures features) in Crashes.Vegetables())
        {
            _index.Add(id, features);
        }
    }

    [Fact]
    public void The_crash_of_the_same_function_comes_first_whatever_its_callers()
    {
        CrashFeatures query = CrashFeatures.Of(Crashes.Through("general protection fault in beet_grow", "beet_grow", "beet_water", "seed_timer", "call_timer_fn"));

        IReadOnlyList<Candidate> found = _index.Find(query);

        Assert.Equal("beet", found[0].Id);
        Assert.True(found[0].Probability > 2 * found[1].Probability);
    }

    [Fact]
    public void Crashes_on_one_way_into_the_kernel_are_not_likely_one_bug()
    {
        CrashFeatures query = CrashFeatures.Of(Crashes.Through("WARNING in okra_grow", "okra_grow", "okra_plant", "garden_ioctl", "vfs_ioctl", "do_syscall_64"));

        IReadOnlyList<Candidate> found = _index.Find(query);
        Assert.NotEmpty(found);
        Assert.All(found, candidate => Assert.True(candidate.Probability < Clusters.DuplicateFrom));
    }

    [Fact]
    public void The_very_same_crash_is_counted_and_not_kept_twice()
    {
        (string id, CrashFeatures features) = Crashes.Vegetables().First();

        string kept = _index.Add("again", features with { Day = 730_000 });

        Assert.Equal(id, kept);
        Assert.Equal(10, _index.Count);
        Assert.Equal(2, _index.Find(features)[0].Repeats);
        Assert.True(_index.Find(features)[0].Probability > 0.99);
    }

    [Fact]
    public void The_very_same_crash_is_found_without_a_search()
    {
        (string id, CrashFeatures features) = Crashes.Vegetables().First();
        CrashFeatures other = CrashFeatures.Of(Crashes.Through("WARNING in okra_grow", "okra_grow", "okra_plant", "garden_ioctl"));

        Candidate? same = _index.FindSame(features);

        Assert.Equal(_index.Find(features)[0] with { Reasons = [] }, same! with { Reasons = [] });
        Assert.Equal(id, same.Id);
        Assert.Null(_index.FindSame(other));
    }

    [Fact]
    public void Of_few_measured_candidates_the_best_are_the_same()
    {
        CrashFeatures query = CrashFeatures.Of(Crashes.Through("general protection fault in beet_grow", "beet_grow", "beet_water", "seed_timer", "call_timer_fn"));

        IReadOnlyList<Candidate> few = _index.Find(query, options: new FindOptions(Measured: 2));

        Assert.Equal(2, few.Count);
        Assert.Equal("beet", few[0].Id);
    }

    [Fact]
    public void An_excluded_crash_is_never_a_candidate()
    {
        (string id, CrashFeatures features) = Crashes.Vegetables().First();

        IReadOnlyList<Candidate> found = _index.Find(features, 10, new FindOptions(Exclude: one => one == id));

        Assert.NotEmpty(found);
        Assert.DoesNotContain(found, candidate => candidate.Id == id);
    }

    [Fact]
    public void A_shared_helper_alone_is_not_specific()
    {
        _index.Add("free", CrashFeatures.Of(Crashes.Through("BUG: corrupted list in list_del", "list_del", "kfree", "dput")));

        CrashFeatures query = CrashFeatures.Of(Crashes.Through("BUG: corrupted list in list_del", "list_del", "kfree", "fennel_free"));

        Assert.False(_index.Find(query).Single(candidate => candidate.Id == "free").Specific);
    }

    [Fact]
    public void Reasons_name_what_both_crashes_have()
    {
        CrashFeatures query = CrashFeatures.Of(Crashes.Through("WARNING in kale_grow", "kale_grow", "kale_water", "kale_timer"));

        Candidate best = _index.Find(query)[0];

        Assert.Contains(best.Reasons, reason => reason.For && reason.Text.Contains("kale_grow", StringComparison.Ordinal));
        Assert.Equal(best.Reasons.OrderByDescending(reason => reason.Strength), best.Reasons);
    }

    [Theory]
    [InlineData(Trait.Frames, "few frames to tell", 2, true)]
    [InlineData(Trait.Frames, "few frames to tell", 8, false)]
    [InlineData(Trait.Corrupted, "a report is cut or interleaved", 8, false)]
    [InlineData(Trait.CulpritRarity, "many crashes fail there", 8, false)]
    [InlineData(Trait.Functions, "few functions are shared", 8, false)]
    [InlineData(Trait.Functions, "few functions are shared", 2, true)]
    public void What_moves_the_model_is_told_only_when_its_words_are_true(Trait trait, string words, int frames, bool told)
    {
        // Speaks against for any value below 100.
        var tree = new BoostedTrees(0, [[new TreeNode((int)trait, 100, true, 1, 2, 0), new TreeNode(-1, 0, false, 0, 0, -1), new TreeNode(-1, 0, false, 0, 0, 1)]]);
        var index = new DuplicateIndex(new Weights(new Dictionary<string, BoostedTrees> { [Weights.Plain] = tree }, new Dictionary<(int, int), float>()));
        CrashFeatures crash = CrashFeatures.Of(Crashes.Through("WARNING in kale_0", [.. Enumerable.Range(0, frames).Select(i => $"kale_{i}")]));

        // The same but for its last two functions.
        CrashFeatures other = CrashFeatures.Of(Crashes.Through("WARNING in kale_0", [.. Enumerable.Range(0, frames).Select(i => i < frames - 2 ? $"kale_{i}" : $"leek_{i}")]));

        Assert.Equal(told, index.Judge(crash, other).Reasons.Any(reason => !reason.For && reason.Text == words));
    }

    [Fact]
    public void Days_between_two_crashes_are_counted_to_the_day()
    {
        var tree = new BoostedTrees(0, [[new TreeNode((int)Trait.DayGap, 100, true, 1, 2, 0), new TreeNode(-1, 0, false, 0, 0, -1), new TreeNode(-1, 0, false, 0, 0, 1)]]);
        var index = new DuplicateIndex(new Weights(new Dictionary<string, BoostedTrees> { [Weights.Plain] = tree }, new Dictionary<(int, int), float>()));
        CrashReport report = Crashes.Through("WARNING in kale_grow", "kale_grow", "kale_water");
        var day = new DateOnly(2020, 1, 1);

        for (int days = 1; days < 400; days++)
        {
            Reason reason = Assert.Single(index.Judge(CrashFeatures.Of(report, day), CrashFeatures.Of(report, day.AddDays(days))).Reasons);
            Assert.Equal(days == 1 ? "1 day between them" : $"{days} days between them", reason.Text);
        }
    }

    [Fact]
    public void An_empty_crash_finds_nothing_and_throws_nothing()
    {
        Assert.Empty(_index.Find(CrashFeatures.Of(new CrashReport { Id = "", Title = "" })));
    }

    [Fact]
    public void Readers_may_ask_while_a_writer_adds()
    {
        CrashFeatures query = Crashes.Vegetables().First().Features;

        Parallel.For(0, 200, i =>
        {
            if (i % 2 == 0)
            {
                _index.Add($"new{i}", CrashFeatures.Of(Crashes.Through($"WARNING in salad{i}", $"salad{i}", "garden_ioctl")));
            }
            else
            {
                Assert.Equal("leek", _index.Find(query)[0].Id);
            }
        });

        Assert.Equal(110, _index.Count);
    }
}
