using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>Reads which kernel crashed, on what machine, and which task ran.</summary>
internal static partial class KernelReader
{
    /// <summary>Lockdep and the hung task watchdog name the kernel within so many lines, and no task.</summary>
    private const int HeadLines = 12;

    /// <summary>What lines below the head that name a kernel, a task or a machine have in them.</summary>
    private static readonly SearchValues<string> Words = SearchValues.Create(["omm: ", "ardware name", "Linux version", "COMMAND: "], StringComparison.Ordinal);

    /// <summary>The kernel and the task that the lines tell of.</summary>
    /// <param name="lines">The lines of a report.</param>
    /// <param name="before">Lines above it: the program crash says there which kernel a vmcore is of.</param>
    public static (KernelInfo Kernel, TaskInfo? Task) Read(IReadOnlyList<string> lines, IReadOnlyList<string> before)
    {
        KernelInfo kernel = OfVmcore(before);
        TaskInfo? task = null;
        for (int i = 0; i < lines.Count; i++)
        {
            string line = lines[i];
            if (i >= HeadLines && !line.AsSpan().ContainsAny(Words))
            {
                continue;
            }

            if (task?.Comm is null && line.Contains("omm: ", StringComparison.Ordinal) && Running().Match(Whole(lines, i)) is { Success: true } running)
            {
                task = new TaskInfo(running.Groups["comm"].Value, Number(running.Groups["pid"]), Number(running.Groups["cpu"]));
                kernel = kernel with
                {
                    Release = running.Groups["release"].Success ? running.Groups["release"].Value : kernel.Release,
                    Build = running.Groups["build"].Success ? running.Groups["build"].Value.Trim() : kernel.Build,
                    Taint = Taints(running.Groups["taint"].Value),
                };
            }
            else if (task is null && line.Contains("COMMAND: ", StringComparison.Ordinal) && VmcoreTask().Match(line) is { Success: true } ofVmcore)
            {
                task = new TaskInfo(ofVmcore.Groups["comm"].Value, Number(ofVmcore.Groups["pid"]), Number(ofVmcore.Groups["cpu"]));
            }
            else if (kernel.Hardware is null && line.Contains("ardware name", StringComparison.Ordinal) && Hardware().Match(line) is { Success: true } hardware)
            {
                kernel = kernel with { Hardware = hardware.Groups["name"].Value.Trim() };
            }
            else if (line.Contains("Linux version", StringComparison.Ordinal) && Banner().Match(line) is { Success: true } banner)
            {
                kernel = kernel with { Release = kernel.Release ?? banner.Groups["release"].Value, Compiler = banner.Groups["compiler"] is { Success: true } compiler ? compiler.Value : null };
            }
            else if (kernel.Release is null && i < HeadLines && Heading().Match(line) is { Success: true } heading)
            {
                kernel = kernel with { Release = heading.Groups["release"].Value, Build = heading.Groups["build"].Value, Taint = Taints(heading.Groups["taint"].Value) };
            }
        }

        string? commit = kernel.Release is { } release && Commit().Match(release) is { Success: true } match ? match.Groups["hash"].Value : null;
        return (kernel with { Commit = commit, Arch = Architecture.Of(lines, kernel) }, task);
    }

    private static KernelInfo OfVmcore(IReadOnlyList<string> before)
    {
        var kernel = new KernelInfo();
        foreach (string line in before)
        {
            kernel = VmcoreKernel().Match(line) switch
            {
                { Success: true } match when match.Groups["release"].Success => kernel with { Release = match.Groups["release"].Value },
                { Success: true } match => kernel with { Build = match.Groups["build"].Value },
                _ => kernel,
            };
        }

        return kernel;
    }

    // Mail programs break the line before the release.
    private static string Whole(IReadOnlyList<string> lines, int at) =>
        at + 1 < lines.Count && Broken().IsMatch(lines[at]) ? $"{lines[at].TrimEnd()} {lines[at + 1].TrimStart()}" : lines[at];

    private static int? Number(Group group) => group.Success && int.TryParse(group.ValueSpan, CultureInfo.InvariantCulture, out int value) ? value : null;

    private static IReadOnlyList<string> Taints(string flags) =>
        [.. BracketedTaint().Replace(flags, "").Where(char.IsAsciiLetterUpper).Select(flag => flag.ToString())];

    [GeneratedRegex(@"^\s*(?:CPU: (?<cpu>\d+) (?:UID: \d+ )?)?[Pp][Ii][Dd]: (?<pid>-?\d+),? (?:[A-Za-z]+: \d+ )?[Cc]omm: (?<comm>.*?) (?:Kdump: loaded )?(?:Not +tainted|Tainted: (?<taint>(?:\[[^\]]*\]|[A-Z]|,| )+))(?: *-* *\(?(?<release>\d+\.\d+[^\s)]*|[a-z][\w.+~-]*(?= #\d))(?: (?<build>#(?:\([^()]*\)|[^()])*))?\)?)?(?: .*)?$")]
    private static partial Regex Running();

    // "3.5.0-rc5 #2 Not tainted" below lockdep's heading, "Not tainted 4.8.0-rc1 #3" below that of a hung task, "CPU: 0    Not tainted  (3.4.35 #2)" on ARM.
    // A release may be a name: "syzkaller #0 Not tainted", "Tainted: G  L  syzkaller #0".
    [GeneratedRegex(@"^\s*(?:CPU: \d+ +)?(?:(?:Not tainted|Tainted: (?<taint>[A-Z ]+?)) +)?\(?(?<release>[2-9]\.\d{1,2}\.\d{1,3}[\w.+~:-]*)(?: \(.*\))? (?<build>#\d+[^\s)]*)\)?(?: |$)|^\s*(?:Not tainted|Tainted: (?<taint>[A-Z ]+?)) +(?<release>[a-z][\w.+~-]*) (?<build>#\d+)|^(?<release>[a-z][\w.+~-]*) (?<build>#\d+)(?: [A-Z]\S*)* (?:Not t|T)ainted")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?>.*?omm: ).*(?:Not tainted|Tainted: (?:[A-Z ]|\[|\])*)\s*$")]
    private static partial Regex Broken();

    [GeneratedRegex(@"\[[A-Z]\]=[A-Z_0-9]+,?|\[[^\]]*\]=?")]
    private static partial Regex BracketedTaint();

    // Lines of "crash> sys" and of the head of "crash> bt".
    [GeneratedRegex(@"^ *(?:RELEASE: (?<release>\d+\.\d\S*)|VERSION: (?<build>#\d.*?) *$)")]
    private static partial Regex VmcoreKernel();

    [GeneratedRegex(Marks.VmcoreTask + @"""(?<comm>[^""]{1,32})""")]
    private static partial Regex VmcoreTask();

    [GeneratedRegex(@"[Hh]ardware name: ?(?<name>.*)$")]
    private static partial Regex Hardware();

    [GeneratedRegex(@"Linux version (?<release>\S+) \([^)]*\) (?:\((?<compiler>(?:[^()]|\([^()]*\))*)\))?")]
    private static partial Regex Banner();

    [GeneratedRegex(@"-g(?<hash>[0-9a-f]{7,40})\b")]
    private static partial Regex Commit();
}
