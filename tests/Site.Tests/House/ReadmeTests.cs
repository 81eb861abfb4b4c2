using System.Diagnostics;
using System.Text.RegularExpressions;

namespace KB.Site.Tests.House;

/// <summary>What README shows is what the program prints.</summary>
[Collection(SiteCollection.Name)]
public sealed partial class ReadmeTests(SiteUnderTest site)
{
    private static readonly string Text = File.ReadAllText(Path.Combine(SiteUnderTest.Root(), "README.md"));

    /// <remarks>Probabilities and reasons move with the weights of the model, in small steps that no reader minds; titles and addresses must not.</remarks>
    [Fact]
    public async Task Commands_print_what_stands_below_them()
    {
        Match[] shown = Shown().Matches(Text).ToArray();

        Assert.NotEmpty(shown);
        foreach (Match example in shown)
        {
            string[] words = example.Groups["arguments"].Value.Split(' ');
            string printed = await Run([words[0], "--data", site.Data, .. words[1..]]);
            Assert.Equal(Telling(example.Groups["output"].Value), Telling(printed));
        }
    }

    [Fact]
    public async Task The_page_that_is_fetched_begins_as_shown()
    {
        Match example = Fetched().Match(Text);
        using HttpClient reader = site.Reader();

        string answer = await reader.GetStringAsync(new Uri(example.Groups["path"].Value, UriKind.Relative));

        string[] lines = [.. answer.Split('\n').Take(int.Parse(example.Groups["lines"].Value))];
        Assert.Equal(Telling(example.Groups["output"].Value), Telling(string.Join('\n', lines)));
    }

    private static string[] Telling(string output) =>
        [.. output.Split('\n').Select(line => Percent().Replace(line, "%").Trim()).Where(line => line.Length > 0 && !line.StartsWith("for: ", StringComparison.Ordinal) && !line.StartsWith("against: ", StringComparison.Ordinal))];

    private static async Task<string> Run(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "kb.dll"), .. arguments]) { RedirectStandardOutput = true, WorkingDirectory = SiteUnderTest.Root() };
        using Process kb = Process.Start(start)!;
        string printed = await kb.StandardOutput.ReadToEndAsync();
        await kb.WaitForExitAsync();
        return printed;
    }

    [GeneratedRegex(@"^ {4}\$ kb (?<arguments>.+)\n(?<output>(?: {4}.*\n|\n(?= {4}))+)", RegexOptions.Multiline)]
    private static partial Regex Shown();

    [GeneratedRegex(@"^ {4}\$ curl -s http://127\.0\.0\.1:5080(?<path>/\S+) \| head -(?<lines>\d+)\n(?<output>(?: {4}.*\n)+)", RegexOptions.Multiline)]
    private static partial Regex Fetched();

    [GeneratedRegex(@"\d+%")]
    private static partial Regex Percent();
}
