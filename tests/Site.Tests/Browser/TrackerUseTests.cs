using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KB.Site.Tests.Browser;

/// <summary>A person comes from a bug tracker and goes back to it.</summary>
public sealed class TrackerUseTests(WritableSite site, BrowserUnderTest browser) : IClassFixture<WritableSite>, IClassFixture<BrowserUnderTest>
{
    private const string Bug = "https://bugzilla.kernel.org/show_bug.cgi?id=217777";

    private const string Report = """
        WARNING: CPU: 0 PID: 57 at widgets/tracked.c:12 widget_tracked+0x1d3/0x240
        CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1
        RIP: 0010:widget_tracked+0x1d3/0x240
        Call Trace:
         widget_close+0x10/0x20
         Link: https://bugzilla.kernel.org/show_bug.cgi?id=217777

        """;

    [BrowserTheory]
    [InlineData(true, 1200, ColorScheme.Light)]
    [InlineData(false, 360, ColorScheme.Dark)]
    public async Task A_link_in_a_tracker_leads_to_the_crash_and_from_there_to_the_tracker_and_back(bool script, int width, ColorScheme scheme)
    {
        using HttpClient client = site.Client();
        HttpResponseMessage posted = await client.PostAsync("/api/reports", new StringContent(Report));
        posted.EnsureSuccessStatusCode();
        IPage page = await browser.OpenAsync(site.Address, width, script, scheme);
        // The tracker is played: its page for the bug holds the link that somebody left there.
        string comment = $"<a href=\"{new Uri(site.Address, "/trackers/bugzilla/217777")}\">seen before?</a>";
        await page.RouteAsync(Bug, route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html", Body = $"<!DOCTYPE html><title>Bug 217777</title><h1>Bug 217777</h1><p>{comment}" }));

        await page.GotoAsync(Bug);
        await page.GetByRole(AriaRole.Link, new() { Name = "seen before?" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("WARNING in widget_tracked");
        await page.GetByRole(AriaRole.Link, new() { Name = "217777", Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Bug 217777");
        await page.GoBackAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("WARNING in widget_tracked");
    }
}
