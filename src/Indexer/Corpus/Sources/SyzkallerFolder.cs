using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Sources;

/// <summary>A crash folder of a syzkaller workdir: <c>crashes/HASH/{description, logN, reportN, repro.*, …}</c>.</summary>
/// <remarks>Source: pkg/manager/crash.go of syzkaller. The description is the crash title; a report is its log, symbolized.</remarks>
internal static partial class SyzkallerFolder
{
    // Files of the folder that hold no console text.
    private static readonly string[] Beside = ["description", "tag", "machineInfo", "title-stat", "repro.prog", "repro.cprog", "repro.opts", "repro.tag", "repro.stats", "kernel.commit", "syzkaller.commit", "cause.commit", "fix.commit"];

    /// <summary>True for a file in such a folder.</summary>
    public static bool Holds(string path) => Inside.IsMatch(path);

    /// <summary>The report with the folder's title; logs whose report is there, and files that are no console text, give none.</summary>
    public static IEnumerable<SourceDocument> Read(SourceInput input)
    {
        string folder = Path.GetDirectoryName(input.Path) ?? "";
        string name = Path.GetFileName(input.Path);
        var document = new SourceDocument { Path = input.Path, Kind = "syzkaller", GivenId = Path.GetFileName(folder) };
        bool isConsole = !Array.Exists(Beside, beside => name.StartsWith(beside, StringComparison.Ordinal));
        yield return isConsole && !HasReport(folder, name)
            ? (document with { GivenTitle = Description(folder) }).WithStream(input.OpenText())
            : document with { Text = input.HeadText };
    }

    private static bool HasReport(string folder, string name) =>
        (name.StartsWith("log", StringComparison.Ordinal) && File.Exists(Path.Combine(folder, "report" + name[3..])))
        || (name == "repro.log" && File.Exists(Path.Combine(folder, "repro.report")));

    private static string? Description(string folder)
    {
        string file = Path.Combine(folder, "description");
        return File.Exists(file) && File.ReadLines(file).FirstOrDefault() is { Length: > 0 } title ? title.Trim() : null;
    }

    [GeneratedRegex(@"(?:^|/)crashes/[0-9a-f]{40}/[\w.-]{1,60}$")]
    private static partial Regex Inside { get; }
}
