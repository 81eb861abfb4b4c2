using System.Diagnostics;
using System.Text.RegularExpressions;

namespace KB.Site.Tests.Browser;

/// <summary>Six pages as w3m shows them in 80 columns, compared with files; KB_GOLDEN=write writes them anew.</summary>
/// <remarks>Over a small corpus of the repository's own files, so that the pages change with the site and not with what it holds.</remarks>
public sealed partial class TextBrowserTests(SmallSite site) : IClassFixture<SmallSite>
{
    private const string Crash = "237c5d5e9a888854";

    [W3mTheory]
    [InlineData("home", "/")]
    [InlineData("search", "/search?q=sysfs_warn_dup")]
    [InlineData("crash", "/crashes/" + Crash)]
    [InlineData("compare", "/crashes/" + Crash + "/compare/" + SmallSite.OtherCrash)]
    [InlineData("bisection", "/bisections/8ccaf098393553a2")]
    [InlineData("article", "/articles/sysfs-duplicate-name")]
    public async Task A_page_reads_well_as_text(string name, string address)
    {
        string shown = Steady(await DumpAsync(new Uri(site.Address, address)));
        string golden = Path.Combine(SiteUnderTest.Root(), "tests", "Site.Tests", "Browser", "Text", name + ".txt");
        if (Environment.GetEnvironmentVariable("KB_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(golden)!);
            await File.WriteAllTextAsync(golden, shown);
        }

        Assert.True(await File.ReadAllTextAsync(golden) == shown, $"{address} differs from {golden}. KB_GOLDEN=write dotnet test --filter TextBrowser writes the files anew; read the difference before it is committed. Shown:\n{shown}");
    }

    // What does not change with the pages: the port, and what weights that are trained anew say.
    private static string Steady(string text) => Judged().Replace(Probability().Replace(Port().Replace(text, "127.0.0.1:00000"), "0.??"), "");

    private static async Task<string> DumpAsync(Uri address)
    {
        var start = new ProcessStartInfo(W3m.Path!, ["-dump", "-cols", "80", "-O", "UTF-8", "-o", "no_cache=1", address.ToString()]) { RedirectStandardOutput = true };
        start.Environment["HOME"] = Path.GetTempPath();
        using Process w3m = Process.Start(start)!;
        string text = await w3m.StandardOutput.ReadToEndAsync();
        await w3m.WaitForExitAsync();
        return text;
    }

    [GeneratedRegex(@"127\.0\.0\.1:\d{5}")]
    private static partial Regex Port();

    [GeneratedRegex(@"\b[01]\.\d\d\b(?!\.)")]
    private static partial Regex Probability();

    /// <summary>Similar crashes up to the next heading, and the reasons of a comparison.</summary>
    [GeneratedRegex(@"^Similar crashes #\n\n[\s\S]*?(?=^\w[^\n]* #$)|(?<=^probability\n)[\s\S]*?(?=\n\n)", RegexOptions.Multiline)]
    private static partial Regex Judged();
}
