using KB.Indexer.Bisections;

namespace KB.Indexer.Tests.Bisections;

public sealed class BisectionParserTests
{
    private static readonly Bisection Cause = Parse(Logs.Cause);
    private static readonly Bisection Recent = Parse(Logs.Recent);

    [Fact]
    public void Every_test_is_a_revision_with_its_role_and_release()
    {
        Assert.Equal(
            [("start", null, Logs.A), ("release", "v5.7", Logs.B), ("release", "v5.6", Logs.C), ("step", null, Logs.D), ("step", null, Logs.E), ("parent", null, Logs.C)],
            Cause.Revisions.Select(revision => (revision.Role, revision.Release, revision.Commit)));
    }

    [Fact]
    public void A_revision_has_the_verdict_that_git_was_told_or_that_its_runs_give()
    {
        Assert.Equal(["bad", "bad", "good", "skip", "bad", null], Cause.Revisions.Select(revision => revision.Verdict));
        Assert.Equal([("skip", Logs.D), ("bad", Logs.E)], Cause.GitVerdicts.Select(verdict => (verdict.Verdict, verdict.Commit)));
    }

    [Fact]
    public void Lines_below_a_run_that_begin_no_message_belong_to_the_run()
    {
        Run run = Cause.Revisions[0].Runs[1];

        Assert.Equal("test-failed", run.Outcome);
        Assert.Equal("Connection timed out during banner exchange\nlost connection", run.Detail);
        Assert.Equal(["crashed", "test-failed", "crashed"], Cause.Revisions[0].Runs.Select(each => each.Outcome));
    }

    [Fact]
    public void A_build_error_without_a_marker_belongs_to_its_revision_even_when_it_looks_like_an_ending()
    {
        Assert.Equal("drivers/widget/core.c:135:2: error: 'widget_end' is deprecated\nerror: make failed", Cause.Revisions[3].Error);
        Assert.Equal("culprit", Cause.Result.Kind);
    }

    [Fact]
    public void Look_alikes_in_a_commit_message_and_in_the_final_report_are_no_lines_of_the_log()
    {
        Assert.Equal(["WARNING in widget_poll", "WARNING in gadget_poll"], Cause.CrashTitles.Select(count => count.Title));
        Assert.Equal("WARNING in gadget_poll", Cause.FinalCrash?.Title);
        Assert.Equal(6, Cause.Revisions.Count);
    }

    [Fact]
    public void The_culprit_comes_with_what_git_printed_of_it()
    {
        CommitText details = Cause.Result.Details!;

        Assert.Equal((Logs.E, "widget: poll gadgets too"), (Cause.Result.Commit, Cause.Result.Title));
        Assert.Equal("W. Maker <maker@example.org>", details.Author);
        Assert.StartsWith("widget: poll gadgets too\n\nrun #0:", details.Message, StringComparison.Ordinal);
        Assert.Equal(["drivers/widget/core.c"], details.Paths);
        Assert.Equal((7831, "Merge tag 'widgets-5.7' of git://example.org/widgets"), (Cause.Revisions[3].Left, Cause.Revisions[3].Title));
    }

    [Fact]
    public void The_tail_gives_signatures_times_and_recipients()
    {
        Assert.False(Cause.Noop);
        Assert.Equal(new BisectionSeconds(20415.163312301, 8159.7, 0.25), Cause.Seconds);
        Assert.Equal(["maker@example.org", "\"odd\" <odd@example.org>"], Cause.Recipients);
        Assert.Equal(5, Cause.RevisionsTested);
    }

    [Fact]
    public void A_crash_title_counts_the_runs_an_all_runs_line_stands_for()
    {
        CrashTitleCount gadget = Cause.CrashTitles[1];

        Assert.Equal((4, 2, "v5.7", Logs.E), (gadget.Runs, gadget.Revisions, gadget.First, gadget.Last));
    }

    [Fact]
    public void The_same_binary_for_culprit_and_parent_is_a_noop()
    {
        string same = Logs.Cause.Replace($"parent  signature: {new string('3', 64)}", $"parent  signature: {new string('4', 64)}", StringComparison.Ordinal);

        Assert.True(Parse(same).Noop);
    }

    [Fact]
    public void A_log_of_today_has_its_date_host_and_chances()
    {
        Assert.Equal(("ci2", new DateTimeOffset(2025, 2, 26, 11, 46, 17, TimeSpan.Zero).AddTicks(441732)), (Recent.Host, Recent.StartedAt));
        Assert.Equal((0.35, 0.04, true), (Recent.ReproChance, Recent.ErrorProbability, Recent.Flaky));
        Assert.Equal(0.001, Recent.Revisions[3].FalseNegativeChance);
        Assert.Equal("possible deadlock in a, then b", Recent.Revisions[0].Representative);
        Assert.Equal(["LOCKDEP", "KASAN-USE-AFTER-FREE-READ"], Recent.Revisions[0].CrashTypes);
        Assert.Equal("Debian clang version 20.1.7, Debian LLD 20.1.7", Recent.Revisions[0].Compiler);
    }

    [Fact]
    public void A_minimized_config_is_another_test_of_the_same_commit()
    {
        Assert.Equal(["start", "config", "release", "release", "merge-base"], Recent.Revisions.Select(revision => revision.Role));
        Assert.Equal(20, Recent.Revisions[0].RunCount);
        Assert.Contains("the minimizer says anything here", Recent.Notes);
        Assert.Contains("and here too", Recent.Notes);
        Assert.Null(Recent.Revisions[1].Runs[0].Detail);
    }

    [Theory]
    [InlineData("2023-06-27 11:00:00.000000000 +0000 UTC", "bad")]
    [InlineData("2023-06-28 11:00:00.000000000 +0000 UTC", "skip")]
    public void One_crash_of_ten_runs_was_enough_until_the_rule_became_stricter(string time, string verdict)
    {
        string runs = string.Concat(Enumerable.Range(0, 10).Select(run => $"run #{run}: {(run == 0 ? "crashed: WARNING in widget_poll" : "OK")}\n"));
        Bisection bisection = BisectionParser.Parse($"""
            ci2 starts bisection {time}
            bisecting cause commit starting from {Logs.A}
            testing commit {Logs.A} gcc
            all runs: crashed: WARNING in widget_poll
            testing release v6.2
            testing commit {Logs.B} gcc
            {runs}
            """)!;

        Assert.Equal(["bad", verdict], bisection.Revisions.Select(revision => revision.Verdict));
    }

    [Fact]
    public void A_revision_whose_runs_tell_too_little_is_skipped()
    {
        Assert.Equal(["bad", "bad", "skip", "good", "skip"], Recent.Revisions.Select(revision => revision.Verdict));
        Assert.Equal(["crashed", "ignored", "infra", "ok"], Recent.Revisions[2].Runs.Select(run => run.Outcome));
        Assert.Equal($"failed building {Logs.D}: ld: out of widgets\nld: second line", Recent.Revisions[4].Error);
    }

    [Theory]
    [InlineData("determining the merge base between a and b", "merge-base")]
    [InlineData("testing current HEAD bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "head")]
    [InlineData("testing release v6.1", "release")]
    public void A_search_for_a_fix_goes_on_after_the_config_is_minimized(string line, string role)
    {
        Bisection fix = Parse($"""
            bisecting fixing commit since {Logs.A}
            testing commit {Logs.A} gcc
            all runs: crashed: WARNING in widget_poll
            kconfig minimization: base=4 full=8 leaves diff=4
            split chunk #0 of len 4 into 2 parts
            testing commit {Logs.A} gcc
            all runs: OK
            false negative chance: 0.001
            the chunk is needed
            minimized to 2 configs; suspects: [A B]
            {line}
            testing commit {Logs.B} gcc
            all runs: OK
            something else
            """);

        Assert.Equal(["start", "config", role], fix.Revisions.Select(revision => revision.Role));
        Assert.Equal(["good", "bad", "bad"], fix.Revisions.Select(revision => revision.Verdict));
        Assert.Contains("the chunk is needed", fix.Notes);
        Assert.Equal("something else", fix.Revisions[2].Runs[0].Detail);
    }

    [Fact]
    public void An_inconclusive_bisection_names_each_candidate_once()
    {
        Assert.Equal("inconclusive", Recent.Result.Kind);
        Assert.Equal([Logs.D, Logs.E], Recent.Result.Candidates);
    }

    [Fact]
    public void A_fix_bisection_keeps_the_verdicts_in_the_words_of_git()
    {
        Bisection fix = Parse(Logs.Fix);

        Assert.Equal(("fix", "culprit", Logs.B), (fix.Mode, fix.Result.Kind, fix.Result.Commit));
        Assert.Equal([("start", "good"), ("head", "bad"), ("step", "good")], fix.Revisions.Select(revision => (revision.Role, revision.Verdict)));
        Assert.True(fix.Result.Details?.Merge);
        Assert.Equal(["drivers"], fix.Result.Details?.Paths);
        Assert.Null(fix.FinalCrash);
    }

    [Theory]
    [InlineData("the crash already happened on the oldest tested release", "oldest-release")]
    [InlineData("oldest tested release already had the bug or it had kernel test errors", "oldest-release")]
    [InlineData("crash still not fixed/happens on the oldest tested release", "oldest-release")]
    [InlineData("the crash still happens on HEAD", "head")]
    [InlineData("crash still not fixed or there were kernel test errors", "head")]
    [InlineData("error: bisection is taking too long (>8h0m0s), aborting", "error")]
    [InlineData("", "unfinished")]
    public void The_ending_gives_the_kind_of_result(string ending, string kind)
    {
        string log = $"bisecting cause commit starting from {Logs.A}\nrevisions tested: 0, total time: 0s (build: 0s, test: 0s)\n{ending}\n";

        Assert.Equal(kind, Parse(log).Result.Kind);
    }

    [Fact]
    public void The_older_noop_check_compares_culprit_and_previous()
    {
        string log = $"bisecting cause commit starting from {Logs.A}\n{Logs.B} is the first bad commit\ncommit {Logs.B}\nkernel signature:   {Logs.C}\nprevious signature: {Logs.C}\n";

        Assert.True(Parse(log).Noop);
    }

    [Theory]
    [InlineData("bisection is taking too long (>8h0m0s), aborting")]
    [InlineData("commit 0123456789abcdef0123456789abcdef01234567 not reachable in branch 'master'")]
    [InlineData("drivers/widget.c:7:1: error: no widget")]
    public void An_error_text_is_a_bisection_that_ended_in_it(string text)
    {
        Bisection bisection = Parse(text);

        Assert.Equal(("error", text), (bisection.Result.Kind, bisection.Result.Error));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bisecting cause commit starting from nowhere")]
    [InlineData("we were bisecting cause commit starting from 0123456789abcdef0123456789abcdef01234567")]
    [InlineData("testing commit 0123456789abcdef0123456789abcdef01234567")]
    public void Other_text_is_no_bisection(string text) => Assert.Null(BisectionParser.Parse(text));

    private static Bisection Parse(string text) => BisectionParser.Parse(text)!;
}
