using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>Takes out of a title what changes from one crash to the next of the same bug.</summary>
internal static partial class TitleText
{
    /// <summary>Longest title: what is longer is no title but a broken line.</summary>
    private const int Longest = 256;

    /// <summary>Applied one after the other.</summary>
    private static readonly (Regex What, string By)[] Rows =
    [
        (Executor(), "syz-executor"),
        (Fuzzer(), "syzkaller"),
        (Ip4(), "IP"),
        (Offset(), ""),
        (Address(), "${1}ADDR"),
        (Line(), ":LINE"),
        (Device(), "DEV"),
        (Cpu(), "${1}"),
        (Number(), "${1}NUM"),
        (Blanks(), " "),
    ];

    /// <summary>The title without addresses, line numbers, pids and CPU numbers.</summary>
    public static string Sanitize(string title)
    {
        title = ReadableNames.Readable(title);
        if (title.Length > Longest)
        {
            title = title[..Longest];
        }

        foreach ((Regex what, string by) in Rows)
        {
            title = what.Replace(title, by);
        }

        return title.Trim();
    }

    [GeneratedRegex(@"syz-executor\.?[0-9]+((/|:)[0-9]+)?")]
    private static partial Regex Executor();

    [GeneratedRegex(@"syzkaller[0-9]+((/|:)[0-9]+)?")]
    private static partial Regex Fuzzer();

    [GeneratedRegex(@"([0-9]{1,3}\.){3}[0-9]{1,3}")]
    private static partial Regex Ip4();

    [GeneratedRegex(@"\+0x[0-9a-f]+/0x[0-9a-f]+")]
    private static partial Regex Offset();

    [GeneratedRegex(@"([^a-zA-Z0-9])(?:0x[0-9a-f]+|[0-9a-f]{8,})")]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<=[a-z]):[0-9]+")]
    private static partial Regex Line();

    [GeneratedRegex(@"(?<=waiting for )[a-zA-Z0-9_]+(?= to become free)")]
    private static partial Regex Device();

    [GeneratedRegex(@"([^a-zA-Z])(?:CPU#?[0-9]+)")]
    private static partial Regex Cpu();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"([^a-zA-Z0-9_]|testdir)[0-9]+\b")]
    private static partial Regex Number();
}
