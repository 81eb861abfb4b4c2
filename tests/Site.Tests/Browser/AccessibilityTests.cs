using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace KB.Site.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class AccessibilityTests(SiteUnderTest site, BrowserUnderTest browser)
{
    /// <summary>Every kind of page.</summary>
    public static TheoryData<string> Pages =>
    [
        "/", "/search?q=sysfs_warn_dup", "/search?q=sysfs_wran_dup", "/crashes/237c5d5e9a888854", "/crashes/638f38c6fce21c7b/compare/982ddbd50a1dd303", "/bisections/8ccaf098393553a2",
        "/similar", "/bisections", "/bisections/duplicates", "/functions/sysfs_warn_dup", "/files/fs/sysfs/dir.c", "/articles", "/articles/lockdep-reports", "/trackers", "/trackers/bugzilla/1",
        "/formats", "/about", "/about/search", "/about/statistics", "/about/index", "/no/such/page",
    ];

    private static readonly AxeRunOptions All = new() { ResultTypes = [ResultType.Violations] };

    /// <summary>What dark colours may break: the markup is the same, and all rules take seconds.</summary>
    private static readonly AxeRunOptions Contrast = new() { RunOnly = RunOnlyOptions.Rules("color-contrast"), ResultTypes = [ResultType.Violations] };

    [BrowserTheory, MemberData(nameof(Pages))]
    public async Task Axe_finds_nothing_wrong_in_light_or_dark(string address)
    {
        IPage page = await browser.OpenAsync(site.Address);
        await page.GotoAsync(address);
        Assert.Empty(Faults(await page.RunAxe(All)));

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        Assert.Empty(Faults(await page.RunAxe(Contrast)));
    }

    private static IEnumerable<string> Faults(AxeResult result) =>
        result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(' ', violation.Nodes.Take(3).Select(node => node.Html))}");
}
