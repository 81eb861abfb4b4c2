using System.Text.RegularExpressions;
using KB.Indexer.Reports;

namespace KB.Site.Pages.Shared;

/// <summary>Where a source line of a kernel can be read: by commit where it is known, else at the release.</summary>
internal static partial class SourceBrowser
{
    /// <summary>Address of a line, and the commit or release at which it is; null when neither is known.</summary>
    public static (string Url, string At)? Place(KernelInfo kernel, string file, int? line) =>
        kernel.Commit is { Length: >= 12 } commit
            ? ($"https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/{file}?id={commit}{(line is null ? "" : $"#n{line}")}", RunWords.Short(commit))
            : Version(kernel) is { } version ? ($"https://elixir.bootlin.com/linux/{version}/source/{file}{(line is null ? "" : $"#L{line}")}", version) : null;

    /// <summary>The release tag that a kernel is nearest to: <c>v4.6</c> for <c>4.6.0-syzkaller</c>, <c>v5.8-rc2</c> for <c>5.8.0-rc2+</c>.</summary>
    private static string? Version(KernelInfo kernel)
    {
        Match match = Release().Match(kernel.Release ?? "");
        if (!match.Success)
        {
            return null;
        }

        string patch = match.Groups["patch"].Value is "" or "0" ? "" : "." + match.Groups["patch"].Value;
        return $"v{match.Groups["major"].Value}.{match.Groups["minor"].Value}{(match.Groups["rc"].Success ? "" : patch)}{match.Groups["rc"].Value}";
    }

    [GeneratedRegex(@"^(?<major>\d{1,2})\.(?<minor>\d{1,3})(\.(?<patch>\d{1,3}))?(?<rc>-rc\d{1,2})?", RegexOptions.ExplicitCapture)]
    private static partial Regex Release();
}
