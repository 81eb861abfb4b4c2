using System.Text.Json;
using KB.Indexer.Bisections;

namespace KB.Indexer.Tests.Bisections;

public sealed class DamagedLogTests
{
    private static readonly string[] Whole = [Logs.Cause, Logs.Recent, Logs.Fix];

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, Whole.Length)];

    [Theory, MemberData(nameof(Indexes))]
    public void No_line_of_a_whole_log_is_left_unread(int index) =>
        Assert.Equal(0, BisectionParser.Parse(Whole[index])!.UnreadLines);

    [Theory, MemberData(nameof(Indexes))]
    public void A_log_cut_anywhere_gives_the_revisions_before_the_cut(int index)
    {
        string log = Whole[index];
        Bisection whole = BisectionParser.Parse(log)!;
        Assert.NotEmpty(whole.Revisions);
        int head = log.IndexOf("building syzkaller", StringComparison.Ordinal);
        for (int cut = head; cut < log.Length; cut += 7)
        {
            Bisection part = BisectionParser.Parse(log[..cut])!;

            Assert.Equal(whole.Revisions.Take(part.Revisions.Count).Select(revision => revision.Commit), part.Revisions.Select(revision => revision.Commit));
            Assert.Equal(whole.GitVerdicts.Take(part.GitVerdicts.Count), part.GitVerdicts);
            int lines = log.AsSpan(0, cut).Count('\n');
            Assert.InRange(part.Revisions.Count, whole.Revisions.Count(revision => revision.Line <= lines), whole.Revisions.Count(revision => revision.Line <= lines + 1));
        }
    }

    [Theory, MemberData(nameof(Indexes))]
    public void Carriage_returns_do_not_change_what_is_read(int index) =>
        AssertSame(Whole[index], Whole[index].Replace("\n", "\r\n", StringComparison.Ordinal));

    [Theory, MemberData(nameof(Indexes))]
    public void A_log_quoted_in_a_mail_is_read_as_if_it_stood_alone(int index)
    {
        string quoted = string.Concat(Whole[index].TrimEnd('\n').Split('\n').Select(line => ("> " + line).TrimEnd(' ') + "\n"));

        AssertSame(Whole[index], "On Monday the bot wrote:\n" + quoted + "\nThank you, this helps.\n-- \nW.\n", lines: 1);
    }

    [Theory, MemberData(nameof(Indexes))]
    public void The_time_before_each_message_is_no_part_of_it(int index)
    {
        string timed = string.Concat(Whole[index].TrimEnd('\n').Split('\n').Select(line => line.Length > 0 && line[0] is not ' ' ? $"02-Jan-2025 15:04:05: {line}\n" : line + "\n"));

        AssertSame(Whole[index], timed);
    }

    [Fact]
    public void A_title_that_a_mail_broke_in_two_is_whole_again()
    {
        string mail = $"""
            > bisecting cause commit starting from {Logs.A}
            > testing commit {Logs.A} with gcc (GCC) 8.1.0
            > run #0: crashed: BUG: unable to handle kernel NULL pointer
            > dereference in widget_poll
            > run #1: OK
            """;

        Assert.Equal("BUG: unable to handle kernel NULL pointer dereference in widget_poll", BisectionParser.Parse(mail)!.CrashTitles.Single().Title);
    }

    [Fact]
    public void The_report_below_a_long_final_title_is_no_part_of_the_title()
    {
        const string Title = "KASAN: slab-out-of-bounds Write in widget_poll_the_other_half";
        string mail = $"> bisecting cause commit starting from {Logs.A}\n> crash: {Title}\n> BUG: KASAN: slab-out-of-bounds\n";

        Assert.Equal(Title, BisectionParser.Parse(mail)!.FinalCrash?.Title);
    }

    [Theory, InlineData(5000), InlineData(1500)]
    public void A_log_too_large_to_be_one_of_syzkaller_is_read_but_not_judged(int tests)
    {
        string log = $"bisecting cause commit starting from {Logs.A}\n" + string.Concat(Enumerable.Range(0, tests).Select(i => $"testing commit {i:x40}\nrun #0: crashed: T in f{i}\n"));

        Bisection bisection = BisectionJudge.Judge([BisectionParser.Parse(log)!])[0];

        Assert.Equal((tests, null), (bisection.Revisions.Count, bisection.CrashTitles[0].SameBug));
    }

    [Fact]
    public void A_log_whose_head_is_cut_off_has_no_start_but_its_tests()
    {
        string tail = Logs.Cause[Logs.Cause.IndexOf("testing release", StringComparison.Ordinal)..];

        Bisection bisection = BisectionParser.Parse(tail)!;

        Assert.Null(bisection.Start);
        Assert.Equal(Logs.E, bisection.Result.Commit);
        Assert.Equal(Logs.B, bisection.Revisions[0].Commit);
    }

    [Fact]
    public void Nul_bytes_stay_where_they_are()
    {
        string log = $"bisecting cause commit starting from {Logs.A}\ntesting commit {Logs.A}\nrun #0: crashed: odd\0title\n";

        Assert.Equal("odd\0title", BisectionParser.Parse(log)!.CrashTitles.Single().Title);
    }

    [Fact]
    public void Lines_in_any_order_never_throw()
    {
        string[] lines = string.Concat(Whole).Split('\n');
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            random.Shuffle(lines);
            string text = $"bisecting cause commit starting from {Logs.A}\n" + string.Join('\n', lines);

            Bisection bisection = BisectionJudge.Judge([BisectionParser.Parse(text)!])[0];

            Assert.InRange(bisection.Trust ?? 0, 0, 1);
            Assert.All(bisection.CrashTitles, title => Assert.InRange(title.SameBug ?? 0, 0, 1));
        }
    }

    [Fact]
    public void The_json_of_a_bisection_gives_it_back()
    {
        Bisection bisection = BisectionParser.Parse(Logs.Cause)!;

        string json = JsonSerializer.Serialize(bisection, KbJson.Lines.Bisection);

        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, KbJson.Lines.Bisection)!, KbJson.Lines.Bisection));
        Assert.Contains("\"gitVerdicts\":[{\"verdict\":\"skip\"", json, StringComparison.Ordinal);
    }

    private static void AssertSame(string plain, string changed, int lines = 0)
    {
        Assert.Equal(Json(plain, 0), Json(changed, lines));

        static string Json(string text, int lines)
        {
            Bisection bisection = BisectionParser.Parse(text)!;
            return JsonSerializer.Serialize(bisection with
            {
                Id = "",
                FinalCrash = null,
                Revisions = [.. bisection.Revisions.Select(revision => revision with { Line = revision.Line - lines })],
            }, KbJson.Lines.Bisection);
        }
    }
}
