using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KB.Site.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class UsesTests(SiteUnderTest site, BrowserUnderTest browser)
{
    [BrowserTheory]
    [InlineData(true, 1200, ColorScheme.Light)]
    [InlineData(false, 1200, ColorScheme.Light)]
    [InlineData(true, 360, ColorScheme.Dark)]
    public async Task A_person_searches_and_reads_the_crash(bool script, int width, ColorScheme scheme)
    {
        IPage page = await browser.OpenAsync(site.Address, width, script, scheme);
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("sysfs_warn_dup macvtap");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await page.Locator("ol.hits a.title").First.ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("WARNING in sysfs_warn_dup");
        await Expect(page.Locator(".trace .guilty").First).ToContainTextAsync("sysfs_warn_dup");
        await Expect(page.GetByText("possible deadlock in shmem_fallocate").First).ToBeVisibleAsync();
        await page.Locator(".trace a", new() { HasTextString = "fs/sysfs/dir.c:30" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "WARNING in sysfs_warn_dup" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task A_person_searches_with_the_keyboard_alone()
    {
        IPage page = await browser.OpenAsync(site.Address);
        await page.GotoAsync("/about");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("sysfs_warn_dup macvtap");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("/search\\?q=sysfs_warn_dup"));
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("WARNING in sysfs_warn_dup");
    }

    [BrowserFact]
    public async Task A_person_pastes_an_oops_and_finds_the_crash_that_it_is()
    {
        string log = await File.ReadAllTextAsync(Directory.EnumerateFiles(Path.Combine(SiteUnderTest.Corpus, "crashes"), "*uaf*.log", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First());
        IPage page = await browser.OpenAsync(site.Address, script: false);
        await page.GotoAsync("/similar");
        await page.GetByRole(AriaRole.Textbox).Last.FillAsync(log);
        await page.GetByRole(AriaRole.Button, new() { Name = "Find similar crashes" }).ClickAsync();

        await Expect(page.Locator("section.answer .status").First).ToContainTextAsync("Known");
        string title = await page.Locator("section.answer a.title").First.InnerTextAsync();
        await page.Locator("section.answer a.title").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
    }

    [BrowserFact]
    public async Task A_person_pastes_an_oops_with_the_keyboard_alone()
    {
        string log = await File.ReadAllTextAsync(Path.Combine(SiteUnderTest.Corpus, "crashes", "stock-612", "kc_sysfs_dup_file_ioctl.log"));
        IPage page = await browser.OpenAsync(site.Address, width: 360, scheme: ColorScheme.Dark);
        await page.GotoAsync("/similar");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.InsertTextAsync(log);
        // The answer comes while one pastes, and stands before the text.
        await Expect(page.Locator("section.answer .status").First).ToContainTextAsync("Known");
        for (int i = 0; i < 100 && !await page.EvaluateAsync<bool>("document.activeElement === document.querySelector('section.answer a.title')"); i++)
        {
            await page.Keyboard.PressAsync("Shift+Tab");
        }

        string title = await page.EvaluateAsync<string>("document.activeElement.textContent");
        await page.Keyboard.PressAsync("Enter");

        Assert.StartsWith("sysfs: duplicate filename", title, StringComparison.Ordinal);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
    }

    [BrowserTheory]
    [InlineData("/")]
    [InlineData("/search?q=kcrash")]
    [InlineData("/similar")]
    [InlineData("/bisections")]
    [InlineData("/formats")]
    [InlineData("/formats/kasan-bad-access")]
    [InlineData("/crashes/237c5d5e9a888854")]
    [InlineData("/bisections/8ccaf098393553a2")]
    [InlineData("/articles/sysfs-duplicate-name")]
    [InlineData("/crashes/638f38c6fce21c7b/compare/982ddbd50a1dd303")]
    [InlineData("/bisections/duplicates")]
    [InlineData("/functions/sysfs_warn_dup")]
    [InlineData("/files/fs/sysfs/dir.c")]
    [InlineData("/trackers")]
    [InlineData("/about/search")]
    [InlineData("/about/index")]
    [InlineData("/no/such/page")]
    [InlineData("/about/statistics")]
    public async Task A_phone_never_scrolls_sideways(string address)
    {
        IPage page = await browser.OpenAgainAsync(site.Address, width: 360);
        Assert.Equal(address == "/no/such/page" ? 404 : 200, (await page.GotoAsync(address))!.Status);

        int width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width <= 360, $"{address} is {width} pixels wide");
    }
}
