using System.Reflection;
using System.Text.RegularExpressions;
using KB.Bench.Endurance;
using KB.Indexer.Corpus;
using KB.Symbolizer;

namespace KB.Site.Tests.Security;

/// <summary>No regex of the product can be kept busy by a text that somebody made for it.</summary>
public sealed class RegexTests
{
    /// <summary>Characters of an attack: an eighth of a console line.</summary>
    private const int Length = 1024;

    /// <summary>How much longer the longer of two attacks is.</summary>
    private const int Times = 4;

    /// <summary>Growth of the time of a match over <see cref="Times"/> the text: 4 is linear, 16 quadratic, which a line's length bounds, 64 cubic.</summary>
    private const double MostGrowth = 40;

    /// <summary>Matches of fewer milliseconds are not compared.</summary>
    private const double WorthComparing = 50;

    /// <summary>A match that takes so long by the clock, interpreted, on a busy machine, has no end that anybody waits for.</summary>
    private static readonly TimeSpan Endless = TimeSpan.FromSeconds(60);

    private static readonly (string Name, GeneratedRegexAttribute Source)[] Generated = [.. new[] { typeof(SiteOptions), typeof(SourceReader), typeof(KernelImage) }
        .SelectMany(type => type.Assembly.GetTypes())
        .SelectMany(type => type.GetMembers(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Select(member => (member.DeclaringType!.Name + "." + member.Name, member.GetCustomAttribute<GeneratedRegexAttribute>()!)).Where(each => each.Item2 is not null)];

    [Fact]
    public void No_attack_on_a_loop_of_a_regex_takes_it_more_than_quadratic_time()
    {
        Assert.True(Generated.Length > 300, $"only {Generated.Length} regexes are found");

        Assert.Empty(Generated.AsParallel().Select(each => Fault(each, Endless)).OfType<string>());
    }

    /// <summary>What the product makes at run time has no source that the test above could see.</summary>
    [Fact]
    public void No_regex_is_made_at_run_time()
    {
        string[] made = [.. Directory.EnumerateFiles(Path.Combine(SiteUnderTest.Root(), "src"), "*.cs", SearchOption.AllDirectories).SelectMany(File.ReadLines)
            .Where(line => Regex.IsMatch(line, @"new Regex\(|\bRegex\b[^;]*[=>] new\(|\bRegex\.(?:Match|IsMatch|Replace|Split|Count)\w*\("))];

        Assert.Empty(made);
    }

    [Theory]
    [InlineData(@"^(?:\s*\[?(?:0x)?[0-9a-f]{8,16}\]?)*(?<place>[A-Z]\w*)$", true)]
    [InlineData(@"^\s*:?\s*(?:x )?\s*y$", true)]
    [InlineData(@"(?:a|b|ab)*c", true)]
    [InlineData(@"begin .*[a-z/.]+\.[a-z]+: at", true)]
    [InlineData(@"begin .*(?<![a-z/.])[a-z/.]+\.[a-z]+: at", false)]
    [InlineData(@"^(?:\[?(?:0x)?[0-9a-f]{8,16}\b\]?(?>\s*))*(?<place>[A-Z]\w*)$", false)]
    [InlineData(@"[^(){}]+(?:\([^()]*\)[^(){}]*)?\)", false)]
    public void An_attack_finds_what_it_looks_for(string pattern, bool isFound) =>
        Assert.Equal(isFound, Fault(("a pattern", new GeneratedRegexAttribute(pattern)), TimeSpan.FromSeconds(1)) is not null);

    private static string? Fault((string Name, GeneratedRegexAttribute Source) each, TimeSpan endless)
    {
        if (each.Source.Options.HasFlag(RegexOptions.NonBacktracking))
        {
            return null;
        }

        // Interpreted: the same way through the pattern as the generated code, and it can be stopped.
        var regex = new Regex(each.Source.Pattern, each.Source.Options, endless);
        var attack = new RegexAttack(regex);
        try
        {
            foreach ((string text, string shorter) in attack.Texts(Length).Zip(attack.Texts(Length / Times)))
            {
                if (Milliseconds(regex, text, 1) > WorthComparing && Milliseconds(regex, text, 3) / Milliseconds(regex, shorter, 3) is > MostGrowth and var growth)
                {
                    return $"{each.Name}: {Times} times the text takes {growth:0} times as long: {text[..60]}…";
                }
            }
        }
        catch (RegexMatchTimeoutException e)
        {
            return $"{each.Name}: does not end: {e.Input[..60]}…";
        }

        return null;
    }

    /// <summary>Processor time of the fastest of some.</summary>
    private static double Milliseconds(Regex regex, string text, int times) => Enumerable.Range(0, times).Min(_ =>
    {
        double start = ThreadTime.Seconds;
        regex.Count(text);
        return Math.Max(0.01, (ThreadTime.Seconds - start) * 1000);
    });
}
