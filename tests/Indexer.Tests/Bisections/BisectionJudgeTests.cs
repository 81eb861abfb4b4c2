using KB.Indexer.Bisections;

namespace KB.Indexer.Tests.Bisections;

public sealed class BisectionJudgeTests
{
    private const string Bug = "WARNING in widget_poll";
    private const string Other = "general protection fault in gizmo_timer";

    private static readonly Bisection Sound = new LogMaker()
        .Start(LogMaker.All(Bug)).Release("v5.7", LogMaker.All(null)).Bisect()
        .Step("good", LogMaker.All(null)).Step("bad", LogMaker.All(Bug))
        .Culprit("widget: poll the other half too", "drivers/widget/core.c", Bug);

    private static readonly Bisection Strayed = new LogMaker()
        .Start(LogMaker.All(Bug)).Release("v5.7", LogMaker.All(Bug)).Release("v5.6", LogMaker.Some(Other, 1)).Release("v5.5", LogMaker.All(null)).Bisect()
        .Step("good", LogMaker.All(null)).Step("bad", LogMaker.Some(Other, 1))
        .Culprit("powerpc: set the clock", "arch/powerpc/kernel/time.c", Other);

    [Fact]
    public void A_culprit_about_the_crash_in_the_newest_release_is_trusted_more_than_a_stranger_blamed_for_another_crash()
    {
        Assert.InRange(Judge(Sound).Trust!.Value, 0.7, 1);
        Assert.InRange(Judge(Strayed).Trust!.Value, 0, 0.2);
    }

    [Fact]
    public void A_culprit_that_leaves_the_binary_as_it_was_is_not_trusted()
    {
        Bisection same = Judge(Sound with { Noop = true });

        Assert.True(same.Trust < 0.1);
        Assert.Contains("same kernel binary", same.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_ends_in_another_crash_than_it_began_with_is_trusted_less()
    {
        Bisection other = Sound with { FinalCrash = Sound.FinalCrash! with { Title = Other } };

        Assert.True(Judge(other).Trust < Judge(Sound).Trust);
    }

    [Fact]
    public void A_fix_is_judged_in_the_words_of_git_and_with_a_warning()
    {
        Bisection fix = Judge(BisectionParser.Parse(Logs.Fix)!);

        Assert.NotNull(fix.Trust);
        Assert.Contains(fix.Reasons, reason => reason.Contains("searched for a fix", StringComparison.Ordinal));
        Assert.DoesNotContain(fix.Reasons, reason => reason.Contains("called bad for", StringComparison.Ordinal) || reason.Contains("0 releases", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bug_that_shows_in_every_run_needs_few_runs_and_one_never_seen_gives_no_number()
    {
        Assert.Equal(2, Judge(Sound).RunsNeeded);
        Assert.Null(Judge(new LogMaker().Start(LogMaker.All(null)).Cut()).RunsNeeded);
    }

    [Fact]
    public void A_log_that_never_shows_the_bug_tells_no_rate_and_asks_for_no_number_of_runs()
    {
        Bisection judged = Judge(new LogMaker().Start(LogMaker.All(null)).Release("v5.7", LogMaker.All(null)).Cut());

        Assert.Empty(judged.Retests);
        Assert.Null(judged.Suspect);
    }

    [Fact]
    public void Reasons_give_the_runs_of_each_test_that_they_name()
    {
        Bisection judged = Judge(new LogMaker()
            .Start(LogMaker.Some(Bug, 3)).Release("v5.7", LogMaker.Some(Bug, 1)).Release("v5.6", LogMaker.All(null)).Bisect()
            .Step("bad", [.. LogMaker.Some(Bug, 1), .. LogMaker.All(null)])
            .Culprit("widget: poll the other half too", "drivers/widget/core.c", Bug));

        Assert.Contains(judged.Reasons, reason => reason.StartsWith("one crash in 10 or 20 runs decided v5.7, ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_dead_machine_at_both_ends_is_not_called_another_crash()
    {
        const string Dead = "no output from test machine";
        Bisection judged = Judge(new LogMaker()
            .Start([Bug, .. LogMaker.Some(Dead, 2)]).Release("v5.7", LogMaker.All(null)).Bisect()
            .Step("bad", LogMaker.All(Dead)).Culprit("widget: poll the other half too", "drivers/widget/core.c", Dead));

        Assert.Contains($"the final crash, {Dead}, was seen at the start too, but any bug can end so", judged.Reasons);
    }

    [Theory]
    [InlineData("Merge branch 'widgets'", "is a merge")]
    [InlineData("Linux 5.8", "is a release tag")]
    [InlineData("kasan: check more of the stack", "made the bug visible")]
    public void A_culprit_that_is_no_ordinary_change_is_trusted_less_and_says_why(string title, string reason)
    {
        Bisection judged = Judge(Sound with { Result = Sound.Result with { Title = title } });

        Assert.True(judged.Trust < Judge(Sound).Trust);
        Assert.Contains(judged.Reasons, text => text.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Reasons_name_the_crash_that_decided_and_the_final_one()
    {
        Bisection judged = Judge(Strayed);

        Assert.Contains($"the final crash, {Other}, is not the crash the bisection started from", judged.Reasons);
        Assert.Contains($"v5.6 was called bad for {Other}", judged.Reasons);
        Assert.Contains("the final crash is the crash the bisection started from", Judge(Sound).Reasons);
    }

    [Fact]
    public void The_first_test_decided_by_another_crash_is_the_suspect()
    {
        SuspectTest suspect = Judge(Strayed).Suspect!;

        Assert.Equal(("v5.6", "release"), (suspect.Release, suspect.Role));
        Assert.Null(Judge(Sound).Suspect);
    }

    [Fact]
    public void A_good_verdict_that_luck_explains_is_to_be_tested_again_as_often_as_the_crash_rate_asks()
    {
        Bisection flaky = Judge(new LogMaker()
            .Start(LogMaker.Some(Bug, 2)).Release("v5.7", LogMaker.All(null)).Bisect()
            .Step("good", LogMaker.All(null)).Step("bad", LogMaker.Some(Bug, 2))
            .Culprit("widget: poll the other half too", "drivers/widget/core.c", Bug));

        Retest retest = flaky.Retests[0];

        Assert.Equal("v5.7", flaky.Suspect?.Release);
        Assert.Equal(21, retest.Runs); // 0.8 to the 21st is less than 1 %
        Assert.Equal(0.107, retest.Missed!.Value, 3);
    }

    [Fact]
    public void A_search_without_a_culprit_has_no_trust()
    {
        Bisection cut = Judge(new LogMaker().Start(LogMaker.All(Bug)).Cut());

        Assert.Null(cut.Trust);
        Assert.Null(cut.Suspect);
    }

    [Fact]
    public void A_search_for_a_fix_meets_newer_names_on_its_way()
    {
        string log = Logs.Fix.Replace($"testing commit {Logs.C} with gcc (GCC) 8.1.0\nall runs: crashed: WARNING in widget_poll\n",
            $"testing commit {Logs.C} with gcc (GCC) 8.1.0\nall runs: crashed: WARNING in widget_poll_all\n", StringComparison.Ordinal);

        TitleChange change = Assert.Single(Judge(BisectionParser.Parse(log)!).TitleChanges);

        Assert.Equal(("WARNING in widget_poll_all", Logs.C, "WARNING in widget_poll", Logs.A), (change.From, change.Newer, change.To, change.Older));
    }

    [Fact]
    public void The_oldest_release_is_trusted_as_far_as_its_crash_is_the_bug()
    {
        Bisection same = Judge(new LogMaker().Start(LogMaker.All(Bug)).Release("v4.6", LogMaker.All(Bug)).Oldest(Bug));
        Bisection other = Judge(new LogMaker().Start(LogMaker.All(Bug)).Release("v4.6", LogMaker.All(Other)).Oldest(Other));

        Assert.True(same.Trust > 0.8);
        Assert.True(other.Trust < 0.2);
        Assert.Equal($"the final crash, {Other}, is not the crash the bisection started from", other.Reasons[0]);
        Assert.Equal("v4.6", other.Suspect?.Release);
    }

    private static Bisection Judge(Bisection bisection) => BisectionJudge.Judge([bisection])[0];
}
