using Deque.AxeCore.Commons;
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
        "/formats", "/formats/kasan-bad-access", "/about", "/about/search", "/about/statistics", "/about/index", "/no/such/page",
    ];

    /// <summary>Runs axe in the page. Its own way for Playwright opens a second page for each run, which takes as long as all rules.</summary>
    private const string Run = """
        async rules => (await axe.run(document, { resultTypes: ['violations'], ...(rules ? { runOnly: rules } : {}) }))
            .violations.map(found => `${found.id}: ${found.help}: ${found.nodes.slice(0, 3).map(node => node.html).join(' ')}`)
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>What dark colours may break: the markup is the same.</summary>
    private static readonly string[] Contrast = ["color-contrast"];

    [BrowserTheory, MemberData(nameof(Pages))]
    public async Task Axe_finds_nothing_wrong_in_light_or_dark(string address)
    {
        IPage page = await browser.OpenAgainAsync(site.Address);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        Assert.Equal(address is "/no/such/page" or "/trackers/bugzilla/1" ? 404 : 200, (await page.GotoAsync(address))!.Status);
        await page.EvaluateAsync(Axe);
        Assert.Empty(await page.EvaluateAsync<string[]>(Run));

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        Assert.Empty(await page.EvaluateAsync<string[]>(Run, Contrast));
    }
}
