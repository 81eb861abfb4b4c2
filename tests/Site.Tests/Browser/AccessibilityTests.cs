using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace KB.Site.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class AccessibilityTests(SiteUnderTest site, BrowserUnderTest browser)
{
    /// <summary>Every kind of page.</summary>
    private static readonly string[] Pages =
    [
        "/", "/search?q=sysfs_warn_dup", "/search?q=sysfs_wran_dup", "/crashes/237c5d5e9a888854", "/crashes/638f38c6fce21c7b/compare/982ddbd50a1dd303", "/bisections/8ccaf098393553a2",
        "/similar", "/bisections", "/bisections/duplicates", "/functions/sysfs_warn_dup", "/files/fs/sysfs/dir.c", "/articles", "/articles/lockdep-reports", "/trackers", "/trackers/bugzilla/1",
        "/formats", "/about", "/about/search", "/about/statistics", "/about/index", "/no/such/page",
    ];

    /// <summary>What dark colours may break: the markup is the same, and all rules take seconds.</summary>
    private static readonly AxeRunOptions Contrast = new() { RunOnly = RunOnlyOptions.Rules("color-contrast"), ResultTypes = [ResultType.Violations] };

    public static TheoryData<string, ColorScheme> PagesInBothColours
    {
        get
        {
            var rows = new TheoryData<string, ColorScheme>();
            foreach (string page in Pages)
            {
                rows.Add(page, ColorScheme.Light);
                rows.Add(page, ColorScheme.Dark);
            }

            return rows;
        }
    }

    [BrowserTheory, MemberData(nameof(PagesInBothColours))]
    public async Task Axe_finds_nothing_wrong(string address, ColorScheme scheme)
    {
        IPage page = await browser.OpenAsync(site.Address, scheme: scheme);
        await page.GotoAsync(address);

        AxeResult result = await page.RunAxe(scheme == ColorScheme.Dark ? Contrast : new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(' ', violation.Nodes.Take(3).Select(node => node.Html))}"));
    }
}
