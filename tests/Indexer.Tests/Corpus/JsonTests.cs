using KB.Indexer.Corpus;

namespace KB.Indexer.Tests.Corpus;

public sealed class JsonTests
{
    [Fact]
    public void Each_line_is_a_crash_with_what_it_says_of_itself()
    {
        IReadOnlyList<SourceDocument> lines = Texts.All("""
            {"id":"w1","time":"2020-01-02","title":"WARNING in widget_flush","text":"log 1","fix":["a: b"]}
            {"id":2,"text":"log 2"}
            """);

        Assert.Equal([("w1", "WARNING in widget_flush", "log 1"), ("2", null, "log 2")], lines.Select(line => (line.GivenId, line.GivenTitle, line.Text)));
        Assert.Equal(2020, lines[0].Date?.Year);
        Assert.Equal("""["a: b"]""", lines[0].Fields["fix"]);
    }

    [Fact]
    public void A_line_that_is_no_json_is_named_and_the_rest_goes_on()
    {
        IReadOnlyList<SourceDocument> lines = Texts.All("{\"id\":\"1\",\"text\":\"a\"}\n{\"id\":\n[1]\n{\"id\":\"4\",\"text\":\"d\"}\n");

        Assert.Equal([null, true, true, null], lines.Select(line => line.Unread?.Contains("line", StringComparison.Ordinal)));
        Assert.Equal("4", lines[3].GivenId);
    }

    [Fact]
    public void A_bug_of_the_dashboard_gives_title_state_and_fix()
    {
        SourceDocument bug = Texts.One("""
            {"version":1,"title":"WARNING in widget_flush","id":"0123456789abcdef0123456789abcdef01234567","status":"fixed on 2024/01/02",
             "fix-commits":[{"title":"widget: flush on close","hash":"89abcdef0123456789abcdef0123456789abcdef"}],
             "discussions":["https://lore.kernel.org/all/widget-1@example.org/T/"],
             "crashes":[{"title":"WARNING in widget_flush","crash-report-link":"/text?tag=CrashReport&x=0123456789abcd"}]}
            """);

        Assert.Equal(("syzbot-json", "WARNING in widget_flush", "0123456789abcdef0123456789abcdef01234567"), (bug.Kind, bug.GivenTitle, bug.GivenId));
        Assert.Equal("widget: flush on close", bug.Fields["fix"]);
        Assert.Equal(["commit:89abcdef0123456789abcdef0123456789abcdef", "lore:widget-1@example.org", "syzbot-text:CrashReport#0123456789abcd", "syzbot:0123456789abcdef0123456789abcdef01234567"],
            bug.Trackers.Select(found => $"{found.Tracker}:{found.Id}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_list_of_the_dashboard_gives_its_bugs() =>
        Assert.Equal(["WARNING in widget_flush", "WARNING in gadget_poll"], Texts.All("""
            {"version":1,"Bugs":[{"title":"WARNING in widget_flush","link":"/bug?id=0123456789abcdef0123456789abcdef01234567"},{"title":"WARNING in gadget_poll"}]}
            """).Select(bug => bug.GivenTitle));

    [Fact]
    public void The_journal_gives_what_the_kernel_said()
    {
        SourceDocument journal = Texts.One("""
            {"MESSAGE":"widget: flushed","_TRANSPORT":"kernel","_SOURCE_MONOTONIC_TIMESTAMP":"1500000","__REALTIME_TIMESTAMP":"1704067200000000"}
            {"MESSAGE":"Started Widget.","_TRANSPORT":"journal","__REALTIME_TIMESTAMP":"1704067200000001"}
            {"MESSAGE":[119,105,100,255],"_TRANSPORT":"kernel","__REALTIME_TIMESTAMP":"1704067200000002"}
            not json
            """);

        Assert.Equal(["[    1.500000] widget: flushed", "wid\uFFFD"], journal.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_log_of_messages_gives_what_the_target_printed() =>
        Assert.Equal(["[    1.000000] widget: \"flushed\"", "[    1.000001] cut"], Texts.One("""
            - {"dt": "2024-01-02T03:04:05", "lvl": "target", "msg": "[    1.000000] widget: \"flushed\""}
            [    1.000001] cut"}
            """).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Older_logs_of_messages_are_yaml() =>
        Assert.Equal(["[    1.000000] widget: it's \"msg\": flushed", "[    1.000001] msg: 'x'"], Texts.One("""
            - {dt: '2024-01-02T03:04:05', lvl: target, msg: '[    1.000000] widget: it''s "msg": flushed'}
            - {dt: '2024-01-02T03:04:06', lvl: target, msg: '[    1.000001] msg: ''x'''}
            """).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void A_log_of_a_container_gives_what_it_printed()
    {
        SourceDocument log = Texts.One("""
            {"log":"[    1.000000] widget: \"flushed\"\n","stream":"stdout","time":"2024-01-02T03:04:05.123456789Z"}
            {"log":"[    1.000001] \u003cTASK\u003e\r\n","stream":"stderr","time":"2024-01-02T03:04:05.123456789Z"}
            """);

        Assert.Equal(("container", "[    1.000000] widget: \"flushed\"\n[    1.000001] <TASK>\n"), (log.Kind, log.Text));
    }

    [Fact]
    public void A_list_of_lines_is_read_as_lines() =>
        Assert.Equal("[    1.000000] widget: flushed\n[    1.000001] gadget: polled", Texts.One("""
            ["[    1.000000] widget: flushed",
             "[    1.000001] gadget: polled"]
            """).Text.TrimEnd());

    [Theory]
    [InlineData("- {\"msg\": \"")]
    [InlineData("- {msg: '")]
    [InlineData("{\"log\":\"\\\\")]
    public void A_message_line_full_of_beginnings_is_read_once(string piece) =>
        Assert.NotEmpty(Texts.All(string.Concat(Enumerable.Repeat(piece, 60_000 / piece.Length)) + "\n"));

    [Theory]
    [InlineData("""{"html_url":"https://github.com/example/widgets/issues/42","title":"it crashed","body":"Hi\r\n```\r\nwidget: flushed\r\n```"}""")]
    [InlineData("""
        {
         "url": "https://github.com/example/widgets/issues/42",
         "title": "it crashed",
         "comments": [{"author": {"login": "Hi"}, "body": "widget: flushed"}]
        }
        """)]
    [InlineData("""[{"title":"it crashed","html_url":"https://github.com/example/widgets/issues/42","body":"Hi\nwidget: flushed"}]""")]
    public void An_issue_as_its_tracker_answers_it_is_a_page_of_the_tracker(string json)
    {
        SourceDocument issue = Texts.One(json);

        Assert.Equal(("json", "it crashed"), (issue.Kind, issue.Subject));
        Assert.Equal("github:example/widgets#42", string.Join(',', issue.Own.Select(own => $"{own.Tracker}:{own.Id}")));
        Assert.Equal(["Hi", "widget: flushed"], issue.Text.Split('\n').Where(line => line is "Hi" or "widget: flushed"));
    }

    [Fact]
    public void A_list_of_issues_is_one_document_an_issue() =>
        Assert.Equal(["first", "second"], Texts.All("""[{"title":"first"},{"title":"second"}]""").Select(issue => issue.Subject));

    [Fact]
    public void Json_that_is_cut_is_read_as_text_and_says_so()
    {
        SourceDocument cut = Texts.One("[{\"title\":\"it crashed\",\n\"body\":\"https://bugzilla.kernel.org/show_bug.cgi?id=123456");

        Assert.StartsWith("not JSON", cut.Unread);
        Assert.Equal("123456", Assert.Single(cut.Trackers).Id);
    }

    [Fact]
    public void A_console_log_is_no_json() => Assert.Equal("console", Texts.One("[    0.000000] Linux version 6.1.0\n").Kind);

    [Fact]
    public void A_bug_that_the_dashboard_calls_fixed_is_decided()
    {
        SourceDocument bug = Texts.One("""
            {"version":1,"title":"WARNING in widget_flush","id":"0123456789abcdef0123456789abcdef01234567","crashes":[],"fix-time":"2024-01-02T03:04:05Z",
             "fix-commits":[{"title":"widget: flush on close","hash":"89abcdef0123456789abcdef0123456789abcdef"}]}
            """);

        KB.Indexer.Search.Decision decision = Assert.Single(bug.Decisions);
        Assert.Equal(("fixed-by", "syzbot:0123456789abcdef0123456789abcdef01234567", "89abcdef0123 (\"widget: flush on close\")"), (decision.Kind, decision.Crash, decision.Other));
    }

    [Theory]
    [InlineData("{\n\t\"MESSAGE\" : \"widget: flushed\",\n\t\"_TRANSPORT\" : \"kernel\",\n\t\"__REALTIME_TIMESTAMP\" : \"1704067200000000\"\n}\n{\n\t\"MESSAGE\" : \"Started.\",\n\t\"_TRANSPORT\" : \"journal\"\n}\n")]
    [InlineData("__CURSOR=s=1\n__REALTIME_TIMESTAMP=1704067200000000\n_TRANSPORT=kernel\nMESSAGE=widget: flushed\n\n__CURSOR=s=2\n_TRANSPORT=journal\nMESSAGE=Started.\n")]
    [InlineData("Mon 2024-01-01 00:00:00.000000 UTC [s=0639f;i=1;b=8a3;m=4c;t=61;x=6a]\n    _TRANSPORT=kernel\n    MESSAGE=widget: flushed\n    _BOOT_ID=8a3\nMon 2024-01-01 00:00:00.000001 UTC [s=0639f;i=2;b=8a3;m=4c;t=61;x=6b]\n    MESSAGE=Started.\n    _TRANSPORT=journal\n")]
    public void Other_forms_of_the_journal_give_the_same(string journal) =>
        Assert.Equal(["widget: flushed"], Texts.One(journal).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Lines_of_a_message_each_have_its_time()
    {
        SourceDocument journal = Texts.One("""
            Mon 2024-01-01 00:00:00.000000 UTC [s=0639f;i=1;b=8a3;m=4c;t=61;x=6a]
                _SOURCE_MONOTONIC_TIMESTAMP=1500000
                MESSAGE=Call Trace:
                         widget_flush+0x1/0x2
                _TRANSPORT=kernel
            """);

        Assert.Equal(["[    1.500000] Call Trace:", "[    1.500000]  widget_flush+0x1/0x2"], journal.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("{\"MESSAGE\":\"a\",\"__REALTIME_TIMESTAMP\":\"1\"}\n{\"MESSAGE\":\"LONG\"}\n{\"MESSAGE\":\"b\"}\n")]
    [InlineData("{\n\"MESSAGE\":\"a\",\n\"__REALTIME_TIMESTAMP\":\"1\"\n}\n{\n\"MESSAGE\":\n\"LONG\"\n}\n{\n\"MESSAGE\":\"b\"\n}\n")]
    [InlineData("__CURSOR=1\nMESSAGE=a\n\n__CURSOR=2\nMESSAGE=LONG\n\n__CURSOR=3\nMESSAGE=b\n\n")]
    [InlineData("- {\"dt\": \"0\", \"lvl\": \"target\", \"msg\": \"\"}\n- {\"dt\": \"1\", \"lvl\": \"target\", \"msg\": \"a\"}\n- {\"dt\": \"2\", \"lvl\": \"target\", \"msg\": \"LONG\"}\n- {\"dt\": \"3\", \"lvl\": \"target\", \"msg\": \"b\"}\n")]
    public void A_line_that_is_too_long_is_left_out_and_told(string log)
    {
        SourceDocument read = Texts.One(log.Replace("LONG", new string('x', 1 << 20), StringComparison.Ordinal));

        Assert.Equal(["a", "b"], read.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("1 line longer than 1 Mi characters left out", read.Unread);
        Assert.Null(Texts.One(log).Unread);
    }

    [Theory]
    [InlineData("{\"version\":1,\"title\":5,\"crashes\":7,\"fix-commits\":[3,{\"hash\":1}],\"discussions\":{}}")]
    [InlineData("{\"version\":1,\"Bugs\":[1,null,[]]}")]
    [InlineData("{\"version\":1,\"Bugs\":")]
    [InlineData("{\"MESSAGE\":{\"a\":1},\"__REALTIME_TIMESTAMP\":[]}")]
    [InlineData("{\"text\":[1,2],\"id\":{},\"time\":\"yesterday\"}")]
    public void Json_of_another_shape_is_no_error(string json) => Assert.NotEmpty(Texts.All(json));
}
