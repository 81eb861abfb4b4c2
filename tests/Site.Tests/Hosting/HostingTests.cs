using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using KB.Site.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;

namespace KB.Site.Tests.Hosting;

public sealed class HostingTests(WritableSite site) : IClassFixture<WritableSite>
{
    private static readonly string[] Addresses = ["/", "/search?q=x", "/crashes/none", "/crashes/none.json", "/bisections", "/trackers", "/healthz", "/metrics", "/site.css", "/api/reports", "/similar"];

    [Fact]
    public async Task Every_answer_forbids_inline_script_and_sets_no_cookie()
    {
        using HttpClient client = site.Client(null);
        foreach (string address in Addresses)
        {
            HttpResponseMessage answer = await client.GetAsync(address);

            string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy);
            Assert.DoesNotContain("unsafe", policy);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.False(answer.Headers.Contains("Set-Cookie"), address + " sets a cookie");
            Assert.False(answer.Headers.Contains("Server"), address + " names the server");
        }
    }

    [Fact]
    public async Task A_fresh_copy_is_answered_304_until_a_report_comes_in()
    {
        using HttpClient client = site.Client();
        HttpResponseMessage first = await client.GetAsync("/");
        EntityTagHeaderValue tag = first.Headers.ETag!;

        HttpStatusCode same = await Status(client, tag);
        await client.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_fresh", "text of fresh"));
        HttpStatusCode changed = await Status(client, tag);

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (same, changed));
        Assert.NotNull(first.Content.Headers.LastModified);
    }

    [Fact]
    public async Task A_copy_with_a_date_alone_is_fresh_until_the_index_changes()
    {
        using HttpClient client = site.Client();
        DateTimeOffset changed = (await client.GetAsync("/about")).Content.Headers.LastModified!.Value;

        async Task<HttpStatusCode> Since(DateTimeOffset date)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/about") { Headers = { IfModifiedSince = date } };
            return (await client.SendAsync(request)).StatusCode;
        }

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (await Since(changed), await Since(changed.AddSeconds(-1))));
    }

    [Fact]
    public async Task A_cached_page_shows_a_report_as_soon_as_it_is_acknowledged()
    {
        using HttpClient client = site.Client();
        Assert.DoesNotContain("widget_cached", await client.GetStringAsync("/"));

        await client.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_cached", "text of cached"));

        Assert.Contains("widget_cached", await client.GetStringAsync("/"));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Pages_are_packed_for_who_asks(string packing)
    {
        using HttpClient client = site.Client();
        client.DefaultRequestHeaders.Add("Accept-Encoding", packing);

        for (int time = 0; time < 2; time++)
        {
            HttpResponseMessage answer = await client.GetAsync("/trackers");
            Assert.Equal(packing, Assert.Single(answer.Content.Headers.ContentEncoding));
        }

        client.DefaultRequestHeaders.Remove("Accept-Encoding");
        Assert.Empty((await client.GetAsync("/trackers")).Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Scripts_of_other_sites_may_read_and_not_write()
    {
        using HttpClient client = site.Client();
        client.DefaultRequestHeaders.Add("Origin", "https://other.example");
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/reports");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization");

        Assert.Equal("*", Assert.Single((await client.GetAsync("/search.json?q=x")).Headers.GetValues("Access-Control-Allow-Origin")));
        HttpResponseMessage answer = await client.SendAsync(preflight);
        Assert.DoesNotContain("authorization", Values(answer, "Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("POST", Values(answer, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_and_figures_can_be_read_by_programs()
    {
        using HttpClient client = site.Client();
        await client.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_health", "text of health"));

        JsonElement health = JsonDocument.Parse(await client.GetStringAsync("/healthz")).RootElement;
        string[] lines = (await client.GetStringAsync("/metrics")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(("ok", 0), (health.GetProperty("status").GetString(), health.GetProperty("queue").GetInt32()));
        Assert.All(lines, line => Assert.Matches(@"\A(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+=""[^""]*""\})? -?[0-9.E+-]+)\z", line));
        Assert.Contains(lines, line => Regex.IsMatch(line, @"\Akb_intake_acknowledged_total [1-9]"));
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", "203.0.113.8")]
    [InlineData("2001:db8::1", "2001:db8::2:0:0:1", "2001:db8:0:1::1")]
    public async Task A_client_that_asks_too_much_is_told_so_and_others_are_served(string address, string another, string stranger)
    {
        using var limited = new WritableSite(null, requestsPerMinute: 40);
        using HttpClient client = limited.Client();

        List<HttpResponseMessage> answers = [];
        for (int i = 0; i < 20; i++)
        {
            answers.Add(await Ask(client, i % 2 == 0 ? address : another));
        }

        HttpResponseMessage refused = answers.First(answer => answer.StatusCode != HttpStatusCode.OK);
        Assert.Equal((HttpStatusCode.TooManyRequests, "application/problem+json"), (refused.StatusCode, refused.Content.Headers.ContentType!.MediaType));
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await Ask(client, stranger)).StatusCode);
    }

    [Fact]
    public async Task An_allowance_of_less_than_one_request_a_second_is_kept_too()
    {
        using var limited = new WritableSite(null, requestsPerMinute: 6);
        using HttpClient client = limited.Client();

        HttpResponseMessage first = await Ask(client, "203.0.113.7"), second = await Ask(client, "203.0.113.7");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
        Assert.Equal(TimeSpan.FromSeconds(10), second.Headers.RetryAfter!.Delta);
    }

    [Theory]
    [InlineData("KB:RequestsPerMinute", "many", false)]
    [InlineData("KB:RequestsPerMinute", "7", true)]
    [InlineData("KB:Replica", "perhaps", false)]
    [InlineData("KB:Replica", "true", true)]
    public void A_setting_that_is_none_of_its_kind_is_refused(string name, string value, bool isTaken) =>
        Assert.Equal(isTaken, Startup.Read(new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build()) is not null);

    [Fact]
    public async Task An_answer_that_went_wrong_forbids_inline_script_too()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        await using WebApplication failing = builder.Build();
        failing.UseSecurityHeaders();
        failing.UseExceptionHandler(pages => pages.Run(context => context.Response.WriteAsync("wrong")));
        failing.Run(_ => throw new InvalidOperationException("on purpose"));
        await failing.StartAsync();

        HttpResponseMessage answer = await failing.GetTestClient().GetAsync("/");

        Assert.Equal((HttpStatusCode.InternalServerError, SecurityHeaders.ContentSecurityPolicy), (answer.StatusCode, Values(answer, "Content-Security-Policy")));
    }

    [Theory]
    [InlineData("/files/../../../../etc/passwd")]
    [InlineData("/files/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/crashes/..%2f..%2fetc%2fpasswd")]
    [InlineData("/crashes/..%2f..%2fetc%2fpasswd.txt")]
    [InlineData("/articles/..%2f..%2f..%2fetc%2fpasswd.md")]
    [InlineData("/bisections/%2fetc%2fpasswd.txt")]
    [InlineData("/badge/..%2f..%2fetc%2fpasswd.svg")]
    [InlineData("/..%2f..%2f..%2fetc/passwd")]
    public async Task No_address_reaches_files_outside(string address)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var uri = new Uri($"http://{site.Address.Authority}{address}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

        HttpResponseMessage answer = await client.GetAsync(uri);

        Assert.NotEqual(500, (int)answer.StatusCode);
        Assert.DoesNotContain("root:", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/trackers/bugzilla/https:%2f%2fevil.example")]
    [InlineData("/trackers/%2f%2fevil.example/1")]
    [InlineData("/trackers/lore/%0d%0aSet-Cookie:%20x=y")]
    [InlineData("/crashes/%0d%0aLocation:%20https:%2f%2fevil.example")]
    [InlineData("//evil.example/%2e%2e")]
    [InlineData("/search?q=%0d%0aSet-Cookie:%20x=y")]
    public async Task No_address_sends_a_reader_elsewhere_or_adds_a_header(string address)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var uri = new Uri($"http://{site.Address.Authority}{address}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

        HttpResponseMessage answer = await client.GetAsync(uri);

        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.True((int)answer.StatusCode < 500, $"answered {(int)answer.StatusCode}");
        Assert.True(answer.Headers.Location is not { } to || to.OriginalString.StartsWith('/') && !to.OriginalString.StartsWith("//", StringComparison.Ordinal), $"leads to {answer.Headers.Location}");
    }

    private static async Task<HttpStatusCode> Status(HttpClient client, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.IfNoneMatch.Add(tag);
        return (await client.SendAsync(request)).StatusCode;
    }

    private static Task<HttpResponseMessage> Ask(HttpClient client, string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/trackers");
        request.Headers.Add("X-Forwarded-For", address);
        return client.SendAsync(request);
    }

    private static string Values(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(',', values) : "";
}
