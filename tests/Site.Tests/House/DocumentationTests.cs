using System.Text.RegularExpressions;

namespace KB.Site.Tests.House;

/// <summary>What README and docs name is there.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] Pages =
        [.. Directory.EnumerateFiles(SiteUnderTest.Root(), "*.md").Concat(Directory.EnumerateFiles(Path.Combine(SiteUnderTest.Root(), "docs"), "*.md", SearchOption.AllDirectories))];

    [Fact]
    public void Every_link_between_documents_leads_to_a_file()
    {
        (string Page, string Target)[] links = [.. Pages.SelectMany(page => Link().Matches(File.ReadAllText(page)).Select(match => (Page: page, Target: match.Groups["to"].Value)))
            .Where(link => !link.Target.Contains(':', StringComparison.Ordinal))];
        string[] dead = [.. links.Where(link => !Leads(link.Page, link.Target.Split('#'))).Select(link => $"{Path.GetFileName(link.Page)}: {link.Target}")];

        Assert.True(links.Length > 20, $"only {links.Length} links are found");
        Assert.Empty(dead);
    }

    [Fact]
    public void Every_path_of_the_repository_that_is_named_exists()
    {
        string root = SiteUnderTest.Root();
        string[] named = [.. Pages.SelectMany(page => RepositoryPath().Matches(File.ReadAllText(page)).Select(match => match.Value.TrimEnd('.', '/')))];
        string[] missing = [.. named.Distinct().Where(path => !Path.Exists(Path.Combine(root, path)))];

        Assert.NotEmpty(named);
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_command_that_is_shown_is_a_verb_of_kb()
    {
        string program = File.ReadAllText(Path.Combine(SiteUnderTest.Root(), "src/Indexer/Program.cs"));
        string[] verbs = [.. Pages.SelectMany(page => Command().Matches(File.ReadAllText(page)).Select(match => match.Groups["verb"].Value)).Distinct()];
        string[] unknown = [.. verbs.Where(verb => !program.Contains($"{char.ToUpperInvariant(verb[0])}{verb[1..]}Command", StringComparison.Ordinal))];

        Assert.NotEmpty(verbs);
        Assert.Empty(unknown);
    }

    /// <summary>True when the file is there, and the heading in it that the link names.</summary>
    private static bool Leads(string page, string[] target)
    {
        string file = target[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, target[0]);
        return Path.Exists(file) && (target.Length == 1 || File.ReadLines(file).Where(line => line.StartsWith('#')).Select(Anchor).Contains(target[1]));
    }

    /// <summary>A heading in an address, as GitHub makes it.</summary>
    private static string Anchor(string heading) =>
        new([.. heading.TrimStart('#').Trim().ToLowerInvariant().Replace(' ', '-').Where(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_')]);

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w/.-])(?:src|tests|bench|corpus|docs|packaging)/[\w./-]*\w")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"(?:^ {4}(?:\$ )?|`)kb (?<verb>[a-z]+)\b", RegexOptions.Multiline)]
    private static partial Regex Command();
}
