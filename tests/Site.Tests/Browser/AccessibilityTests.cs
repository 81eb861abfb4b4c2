using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace KB.Site.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class AccessibilityTests(SiteUnderTest site, BrowserUnderTest browser)
{
    [BrowserTheory]
    [InlineData("/", ColorScheme.Light)]
    [InlineData("/", ColorScheme.Dark)]
    [InlineData("/search?q=sysfs_warn_dup", ColorScheme.Light)]
    [InlineData("/search?q=sysfs_warn_dup", ColorScheme.Dark)]
    [InlineData("first crash", ColorScheme.Light)]
    [InlineData("first crash", ColorScheme.Dark)]
    [InlineData("first bisection", ColorScheme.Light)]
    [InlineData("first bisection", ColorScheme.Dark)]
    [InlineData("/similar", ColorScheme.Light)]
    [InlineData("/bisections", ColorScheme.Light)]
    [InlineData("/bisections/duplicates", ColorScheme.Light)]
    [InlineData("/functions/sysfs_warn_dup", ColorScheme.Light)]
    [InlineData("/files/fs/sysfs/dir.c", ColorScheme.Light)]
    [InlineData("/trackers", ColorScheme.Light)]
    [InlineData("/formats", ColorScheme.Light)]
    [InlineData("/about", ColorScheme.Light)]
    [InlineData("/about/search", ColorScheme.Light)]
    [InlineData("/about/statistics", ColorScheme.Light)]
    [InlineData("/about/index", ColorScheme.Light)]
    [InlineData("/no/such/page", ColorScheme.Light)]
    public async Task Axe_finds_nothing_wrong(string address, ColorScheme scheme)
    {
        IPage page = await browser.OpenAsync(site.Address, scheme: scheme);
        await page.GotoAsync(address switch
        {
            "first crash" => await FirstAsync(page, "/search?q=sysfs_warn_dup+is:report"),
            "first bisection" => await FirstAsync(page, "/search?q=is:bisection"),
            _ => address,
        });

        AxeResult result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(' ', violation.Nodes.Take(3).Select(node => node.Html))}"));
    }

    private static async Task<string> FirstAsync(IPage page, string search)
    {
        await page.GotoAsync(search);
        return await page.Locator("ol.hits a.title").First.GetAttributeAsync("href") ?? throw new InvalidOperationException("Nothing found.");
    }
}
