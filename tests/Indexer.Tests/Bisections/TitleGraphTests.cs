using KB.Indexer.Bisections;
using KB.Indexer.Bisections.Judging;

namespace KB.Indexer.Tests.Bisections;

public sealed class TitleGraphTests
{
    private const string Noise = "general protection fault in gizmo_timer";

    [Fact]
    public void The_only_title_at_the_start_is_the_bug()
    {
        Bisection judged = BisectionJudge.Judge([new LogMaker().Start(LogMaker.All("WARNING in widget_poll")).Cut()])[0];

        Assert.True(judged.CrashTitles.Single().SameBug > 0.9);
    }

    [Fact]
    public void A_title_that_many_bisections_met_and_none_started_from_is_noise()
    {
        Bisection[] logs = [.. Many(30)];
        var graph = new TitleGraph(logs);

        NoiseTitle noise = graph.Noise().Single();

        Assert.Equal((Noise, 30, 0), (noise.Title, noise.Bisections, noise.Starts));
        Assert.All(BisectionJudge.Judge(logs), log => Assert.True(log.CrashTitles.Single(title => title.Title == Noise).SameBug < 0.1));
    }

    [Fact]
    public void Titles_that_share_the_start_in_several_bisections_are_linked_with_their_evidence()
    {
        Bisection[] logs = [.. Many(30), Both("5.1"), Both("5.2"), Both("5.3")];

        AliasLink link = new TitleGraph(logs).Links().First(each => each is { Title: "WARNING in sprocket_turn", Alias: "KASAN: use-after-free Read in sprocket_stop" });

        Assert.InRange(link.Probability, 0.6, 1);
        Assert.Equal((3, 15, 3, 3), (link.Bisections.Count, link.Runs, link.Together, link.Seen));
    }

    [Fact]
    public void A_title_that_begins_where_another_ends_at_a_like_rate_is_its_older_name()
    {
        Bisection log = new LogMaker()
            .Start(LogMaker.Some("possible deadlock in sprocket_turn", 8))
            .Release("v5.7", LogMaker.Some("possible deadlock in sprocket_turn", 7))
            .Release("v5.6", LogMaker.Some("possible deadlock in sprocket_rotate", 7))
            .Release("v5.5", LogMaker.Some("WARNING in gizmo_reset", 7))
            .Cut();

        TitleChange change = BisectionJudge.Judge([log])[0].TitleChanges.Single();

        Assert.Equal(("possible deadlock in sprocket_turn", "possible deadlock in sprocket_rotate", "v5.7", "v5.6"), (change.From, change.To, change.Newer, change.Older));
        Assert.Equal(1, change.Likeness, 9);
    }

    [Fact]
    public void The_same_log_twice_counts_once()
    {
        Bisection log = Both("5.1");

        Assert.Equal(1, new TitleGraph([log, log with { Source = "copy" }]).Count);
    }

    [Fact]
    public void Bisections_that_blame_one_commit_are_found_together()
    {
        SharedCulprit shared = new TitleGraph([Blaming("WARNING in a_b"), Blaming("WARNING in c_d")]).SharedCulprits().Single();

        Assert.Equal(["WARNING in a_b", "WARNING in c_d"], shared.Titles);
        Assert.Equal(2, shared.Bisections.Count);
    }

    [Fact]
    public void Two_titles_are_joined_by_the_bisections_that_saw_both()
    {
        Bisection[] logs = [.. Many(30), Both("5.1"), Both("5.2"), Both("5.3")];
        var graph = new TitleGraph(logs);

        TitleEvidence evidence = graph.Between("KASAN: use-after-free Read in sprocket_stop", "WARNING in sprocket_turn")!;

        Assert.InRange(evidence.Probability, 0.6, 1);
        Assert.Equal((3, 3, 0), (evidence.Bisections.Count, evidence.Together, evidence.SameCulprits.Count));
        Assert.Contains("both crashed 3 revisions", evidence.Reasons());
        Assert.Null(graph.Between("WARNING in sprocket_turn", "WARNING in part1_poll"));
        Assert.Null(graph.Between("WARNING in sprocket_turn", "WARNING in sprocket_turn"));
    }

    [Fact]
    public void Two_titles_are_joined_by_a_culprit_that_bisections_of_both_blame()
    {
        TitleEvidence evidence = new TitleGraph([Blaming("WARNING in a_b"), Blaming("WARNING in c_d")]).Between("WARNING in a_b", "WARNING in c_d")!;

        Assert.Empty(evidence.Bisections);
        Assert.Equal(BisectionJudge.Judge([Blaming("WARNING in a_b"), Blaming("WARNING in c_d")]).Min(log => log.Trust), evidence.CulpritTrust);
        Assert.StartsWith("bisections of both blame 000000000000", evidence.Reasons().First(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_that_gives_way_to_another_is_said_to_become_it()
    {
        Bisection log = new LogMaker()
            .Start(LogMaker.Some("possible deadlock in sprocket_turn", 8))
            .Release("v5.7", LogMaker.Some("possible deadlock in sprocket_turn", 7))
            .Release("v5.6", LogMaker.Some("possible deadlock in sprocket_rotate", 7))
            .Oldest("possible deadlock in sprocket_rotate");

        TitleEvidence evidence = new TitleGraph([log]).Between("possible deadlock in sprocket_turn", "possible deadlock in sprocket_rotate")!;

        Assert.Equal(1, evidence.FinalCrashes);
        Assert.Contains("possible deadlock in sprocket_turn becomes possible deadlock in sprocket_rotate between v5.7 and v5.6", evidence.Reasons());
    }

    [Fact]
    public void Steps_of_git_are_walked_in_the_order_of_history()
    {
        Bisection log = new LogMaker().Start("A").Release("v5.7", "B").Release("v5.6", null, null).Bisect()
            .Step("bad", "C").Step("good", null, null).Step("bad", "D").Cut();

        // v5.7 B, then between it and v5.6: the first bad step, below it the third, the good one below that.
        Assert.Equal(["A", "B", "C", "D", null, null], HistoryWalk.Of(log).Select(each => each.Titles.Keys.SingleOrDefault()));
    }

    [Theory]
    [InlineData("KASAN: use-after-free Read in widget_poll", "KASAN: use-after-free Read", "widget_poll")]
    [InlineData("kernel BUG at drivers/widget.c:LINE!", "kernel BUG", "drivers/widget.c:LINE!")]
    [InlineData("WARNING: held lock freed!", "WARNING: held lock freed!", "")]
    [InlineData("in ", "in ", "")]
    public void A_title_is_a_kind_and_a_place(string title, string kind, string place) =>
        Assert.Equal((kind, place), TitleWords.Split(title));

    private static IEnumerable<Bisection> Many(int count) =>
        Enumerable.Range(0, count).Select(i => new LogMaker()
            .Start(LogMaker.All($"WARNING in part{i}_poll")).Release("v5.7", LogMaker.All(Noise)).Release("v5.6", LogMaker.All(null)).Cut());

    private static Bisection Both(string release) => new LogMaker()
        .Start([.. LogMaker.Some("WARNING in sprocket_turn", 5)[..5], .. LogMaker.All("KASAN: use-after-free Read in sprocket_stop")[..5]])
        .Release("v" + release, LogMaker.All(null)).Cut();

    private static Bisection Blaming(string title) => new LogMaker()
        .Start(LogMaker.All(title)).Release("v5.7", LogMaker.All(null)).Bisect().Step("bad", LogMaker.All(title)).Culprit("widget: poll", "a.c", title);
}
