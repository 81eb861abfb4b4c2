using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using KB.Indexer.Corpus;

namespace KB.Site.Tests.Api;

public sealed class WriteApiTests(WritableSite site) : IClassFixture<WritableSite>
{
    private const string Oops = """
        BUG: KASAN: slab-use-after-free in gadget_poll+0x1d3/0x240
        Read of size 8 at addr ffff88810a2b3c40 by task kworker/u8:3/57
        CPU: 1 PID: 57 Comm: kworker/u8:3 Not tainted 6.1.0 #1
        Call Trace:
         <TASK>
         dump_stack_lvl+0x116/0x1f0
         kasan_report+0xda/0x110
         gadget_poll+0x1d3/0x240
         process_one_work+0x8a1/0x1680
         worker_thread+0x5cb/0xfb0
         </TASK>
        """;

    [Fact]
    public async Task A_posted_text_is_answered_with_its_address_and_found_at_once()
    {
        using HttpClient client = site.Client();

        HttpResponseMessage answer = await client.PostAsync("/api/reports", new StringContent(Oops));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        JsonElement body = await Body(answer);
        Assert.Equal("KASAN: slab-use-after-free Read in gadget_poll", body.GetProperty("title").GetString());
        Assert.Equal(answer.Headers.Location!.ToString(), body.GetProperty("url").GetString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(answer.Headers.Location)).StatusCode);
        Assert.Contains(body.GetProperty("crash").GetString()!, await client.GetStringAsync("/search.txt?q=gadget_poll"));
    }

    [Fact]
    public async Task What_was_answered_stands_in_the_journal_and_a_second_time_it_is_the_same_report()
    {
        using HttpClient client = site.Client();

        JsonElement first = await Body(await client.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_twice", "text of twice", "twice-1")));
        JsonElement second = await Body(await client.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_twice", "text of twice", "twice-1")));

        Assert.Equal("twice-1", first.GetProperty("crash").GetString());
        Assert.Equal("twice-1", second.GetProperty("crash").GetString());
        Assert.Equal(2, Journal.Parts(site.Data).SelectMany(part => File.ReadLines(part)).Count(line => line.Contains("text of twice", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_given_id_that_another_text_has_is_not_taken_from_it()
    {
        using HttpClient client = site.Client();
        await client.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_owner", "the text that came first", "same-id"));

        JsonElement other = await Body(await client.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_thief", "another text", "same-id")));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/crashes/same-id.json")).StatusCode);
        Assert.Contains("widget_owner", await client.GetStringAsync("/crashes/same-id.txt"));
        Assert.NotEqual("same-id", other.GetProperty("id").GetString());
        Assert.EndsWith("/crashes/" + other.GetProperty("id").GetString(), other.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Contains("WARNING in widget_thief", await client.GetStringAsync($"/crashes/{other.GetProperty("crash").GetString()}.txt"));
    }

    [Theory]
    [InlineData("text/plain", "nothing crashed here", 422)]
    [InlineData("application/json", "{\"title\":\"no text\"}", 422)]
    [InlineData("application/json", "{\"text\":", 422)]
    [InlineData("application/json", "[]", 422)]
    [InlineData("application/json", "{\"text\":\"x\",\"title\":\"y\",\"id\":\"../../etc/passwd\"}", 422)]
    [InlineData("application/json", "{\"text\":\"x\",\"title\":\"y\",\"id\":\"a\\r\\nSet-Cookie: x=y\"}", 422)]
    [InlineData("application/json", "{\"text\":\"x\",\"title\":\"y\",\"time\":\"2999-01-01\"}", 422)]
    [InlineData("application/json", "{\"kind\":\"report\",\"text\":\"BUG: KASAN: use-after-free in widget_kind+0x1/0x2\\nCall Trace:\\n widget_kind+0x1/0x2\"}", 422)]
    [InlineData("image/png", "x", 415)]
    public async Task What_is_no_report_is_refused_with_a_problem(string type, string text, int status)
    {
        using HttpClient client = site.Client();
        using var content = new StringContent(text);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);

        HttpResponseMessage answer = await client.PostAsync("/api/reports", content);

        Assert.Equal(status, (int)answer.StatusCode);
        await AssertProblem(answer);
    }

    [Theory]
    [InlineData("/api/reports")]
    [InlineData("/similar")]
    public async Task A_packed_body_is_refused_with_what_would_help(string address)
    {
        using HttpClient client = site.Client();
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("BUG: KASAN: use-after-free in widget_packed+0x1/0x2\nCall Trace:\n widget_packed+0x1/0x2\n"u8);
        }

        HttpResponseMessage answer = await client.PostAsync(address, new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new("text/plain") } });

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("packed (gzip)", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/api/reports")]
    [InlineData("/similar")]
    public async Task A_crash_of_another_system_is_named(string address)
    {
        using var site = new WritableSite();
        using HttpClient client = site.Client();

        HttpResponseMessage answer = await client.PostAsync(address, new StringContent("Fatal trap 12: page fault while in kernel mode\ncpuid = 3\n"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("a panic of FreeBSD: Fatal trap 12: page fault while in kernel mode", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/api/reports")]
    [InlineData("/similar")]
    public async Task A_text_of_two_bytes_a_character_is_read(string address)
    {
        using HttpClient client = site.Client();
        byte[] text = [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("BUG: KASAN: use-after-free in widget_wide+0x1/0x2\r\nCall Trace:\r\n widget_wide+0x1/0x2\r\n")];

        HttpResponseMessage answer = await client.PostAsync(address, new ByteArrayContent(text) { Headers = { ContentType = new("text/plain") } });

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Contains("widget_wide", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused_with_a_problem()
    {
        using HttpClient client = site.Client();
        client.DefaultRequestHeaders.ExpectContinue = true;

        HttpResponseMessage answer = await client.PostAsync("/api/reports", new ByteArrayContent(new byte[KB.Site.Hosting.Limits.MaxBody + 1]) { Headers = { ContentType = new("text/plain") } });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        await AssertProblem(answer);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("a token of the testss")]
    public async Task Without_the_token_nothing_is_written(string? token)
    {
        // All three would be taken from one who has it.
        using HttpClient owner = site.Client(), client = site.Client(token);
        await owner.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_guarded", "text of guarded", "guarded-1"));
        string before = Written();

        foreach ((string path, HttpContent content) in ((string, HttpContent)[])
        [
            ("/api/reports", new StringContent(Oops + token)),
            ("/api/decisions", WritableSite.Json(new { decision = "fixed-by", crash = "guarded-1", other = "widget: stolen" })),
            ("/api/links", WritableSite.Json(new { crash = "guarded-1", url = "https://bugzilla.kernel.org/show_bug.cgi?id=200666" })),
        ])
        {
            HttpResponseMessage answer = await client.PostAsync(path, content);
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, answer.StatusCode));
            await AssertProblem(answer);
        }

        Assert.Equal(before, Written());
    }

    private string Written() => string.Concat(Journal.Parts(site.Data).SelectMany(part => Journal.Read(part, 0)).Select(entry => entry.Line + "\n"));

    [Fact]
    public async Task A_form_of_another_site_cannot_write()
    {
        using HttpClient client = site.Client(null);
        using var form = new HttpRequestMessage(HttpMethod.Post, "/api/reports") { Content = new FormUrlEncodedContent([new("text", Oops)]) };
        form.Headers.Add("Origin", "https://evil.example");
        form.Headers.Add("Cookie", "token=" + Uri.EscapeDataString(WritableSite.Token));

        HttpResponseMessage answer = await client.SendAsync(form);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_duplicate_leads_to_its_crash_for_ever()
    {
        using HttpClient client = site.Client();
        await client.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_one", "text one", "dup-one"));
        await client.PostAsync("/api/reports", WritableSite.Crash("INFO: task hung in widget_two", "text two", "dup-two"));

        HttpResponseMessage answer = await client.PostAsync("/api/decisions", WritableSite.Json(new { decision = "dup", crash = "dup-two", other = "dup-one", who = "A. Maintainer", why = "same lock" }));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        HttpResponseMessage old = await client.GetAsync("/crashes/dup-two.json");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/crashes/dup-one.json"), (old.StatusCode, old.Headers.Location!.ToString()));
        Assert.Contains("same lock", await client.GetStringAsync("/crashes/dup-one.json"));
    }

    [Fact]
    public async Task Two_reports_of_one_crash_are_split_at_once()
    {
        using HttpClient client = site.Client();
        await client.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_three", "text three", "split-one"));
        await client.PostAsync("/api/reports", WritableSite.Crash("INFO: task hung in widget_four", "text four", "split-two"));
        await client.PostAsync("/api/decisions", WritableSite.Json(new { decision = "dup", crash = "split-two", other = "split-one", who = "A. Maintainer" }));

        HttpResponseMessage answer = await client.PostAsync("/api/decisions", WritableSite.Json(new { decision = "not-dup", crash = "split-two", other = "split-one", who = "A. Maintainer", why = "another lock" }));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.EndsWith("/crashes/split-two", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("another lock", await client.GetStringAsync("/crashes/split-two.json"));
        Assert.DoesNotContain("widget_four", (await Body(await client.GetAsync("/crashes/split-one.json"))).GetProperty("reports").ToString());
    }

    [Fact]
    public async Task A_fix_and_a_link_show_on_the_crash()
    {
        using HttpClient client = site.Client();
        await client.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_fixed", "text fixed", "fixed-one"));

        await client.PostAsync("/api/decisions", WritableSite.Json(new { decision = "fixed-by", crash = "fixed-one", other = "widget: lock before use" }));
        await client.PostAsync("/api/links", WritableSite.Json(new { crash = "fixed-one", url = "https://bugzilla.kernel.org/show_bug.cgi?id=200123" }));

        JsonElement crash = await Body(await client.GetAsync("/crashes/fixed-one.json"));
        Assert.Equal(("fixed", "widget: lock before use"), (crash.GetProperty("status").GetString(), crash.GetProperty("fixedBy").GetString()));
        Assert.Contains("200123", crash.GetProperty("trackers").ToString());
    }

    [Theory]
    [InlineData("{\"decision\":\"delete\",\"crash\":\"x\",\"other\":\"y\"}", 422)]
    [InlineData("{\"decision\":\"dup\",\"crash\":\"unknown\",\"other\":\"unknown\"}", 422)]
    [InlineData("{\"decision\":7}", 400)]
    [InlineData("null", 400)]
    [InlineData("{", 400)]
    public async Task A_decision_that_cannot_be_meant_is_refused_with_a_problem(string body, int status)
    {
        using HttpClient client = site.Client();

        HttpResponseMessage answer = await client.PostAsync("/api/decisions", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(status, (int)answer.StatusCode);
        await AssertProblem(answer);
    }

    private static async Task<JsonElement> Body(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    private static async Task AssertProblem(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)answer.StatusCode, (await Body(answer)).GetProperty("status").GetInt32());
    }

    /// <summary>JSON may hold them as they are, and no other program would call them the end of a line.</summary>
    [Fact]
    public async Task Separators_within_a_text_stay_what_they_are()
    {
        const string Line = "widget\u2028of\u2029two\u0085lines";
        using HttpClient client = site.Client();
        var body = new StringContent($$"""
            {
              "id": "separators-1", "title": "WARNING in widget_separators",
              "text": "{{Line}}"
            }
            """, System.Text.Encoding.UTF8, "application/json");

        HttpResponseMessage answer = await client.PostAsync("/api/reports", body);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Contains(Line, await client.GetStringAsync("/crashes/separators-1/report.txt"), StringComparison.Ordinal);
    }
}
