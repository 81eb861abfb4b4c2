using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Mail;

/// <summary>Finds the commands that a person gives to syzbot in a mail.</summary>
/// <remarks>
/// syzbot's own mails are full of examples and suggestions, which people quote or leave standing below their answer: a command counts
/// only from a person, outside quotes, and with an argument of its own.
/// Source: docs/syzbot.md of syzkaller, "Communication with syzbot".
/// </remarks>
internal static partial class SyzCommands
{
    /// <summary>Commands of one mail.</summary>
    private const int MaxCommands = 50;

    /// <summary>Mail programs break a line before the word that would not end by this column; where it would, the writer ended the line.</summary>
    private const int WrapColumn = 72;

    /// <summary>No function name is so long that a line shorter than this was broken before it.</summary>
    private const int ShortestBroken = 30;

    // Commands, and whether their argument is a title that may go on in the next line.
    private static readonly Dictionary<string, bool> Known = new(StringComparer.Ordinal)
    {
        ["dup"] = true, ["fix"] = true, ["undup"] = false, ["unfix"] = false, ["invalid"] = false,
        ["test"] = false, ["set"] = false, ["unset"] = false, ["upstream"] = false, ["regenerate"] = false,
    };

    // Arguments of the examples in syzbot's footers, of every year.
    private static readonly HashSet<string> Examples = new(StringComparer.Ordinal)
    {
        "exact-commit-title", "exact-subject-of-another-report", "git://repo/address.git branch-or-commit-hash", "git://repo/address.git branch",
        "subsystems: new-subsystem", "<Ref> subsystems: new-subsystem", "<Ref> no-reminders", "<Ref> subsystems: list-of-subsystems", "subsystems: list-of-subsystems",
    };

    /// <summary>The commands of a mail by this sender, in order.</summary>
    public static IReadOnlyList<SyzCommand> Find(string from, string text)
    {
        string by = Address.Match(from) is { Success: true } match ? match.Value : from;
        if (by.StartsWith("syzbot", StringComparison.OrdinalIgnoreCase) || !text.Contains("#syz", StringComparison.Ordinal))
        {
            return [];
        }

        string[] lines = text.Split('\n');
        return [.. Enumerable.Range(0, lines.Length).Select(at => Read(lines, at, by)).OfType<SyzCommand>().Take(MaxCommands)];
    }

    private static SyzCommand? Read(string[] lines, int at, string by)
    {
        if (!lines[at].StartsWith("#syz", StringComparison.Ordinal) || Form.Match(lines[at]) is not { Success: true } form
            || !Known.TryGetValue(form.Groups["command"].Value, out bool isTitle) || IsFooter(lines, at))
        {
            return null;
        }

        string argument = form.Groups["argument"].Value.Trim();
        string whole = isTitle ? Title(lines, at, argument) : argument;
        return Examples.Contains(whole) || (isTitle && whole.Length == 0) ? null : new SyzCommand(form.Groups["command"].Value, whole.Length > 0 ? whole : null, by);
    }

    // A title goes on in the next line when it has not begun yet, or when its line is so long that a mail program broke it.
    private static string Title(string[] lines, int at, string first)
    {
        string title = first;
        for (int next = at + 1; next < lines.Length && next <= at + 2; next++)
        {
            string line = lines[next].Trim();
            string before = lines[next - 1].TrimEnd();
            bool broken = title.Length == 0 || (before.Length >= ShortestBroken && before.Length + 1 + FirstWord(line) > WrapColumn);
            if (line.Length == 0 || line[0] is '>' or '#' or '-' || line.StartsWith("http", StringComparison.Ordinal) || Tag.IsMatch(line) || !broken)
            {
                break;
            }

            title = title.Length == 0 ? line : $"{title} {line}";
        }

        return title;
    }

    private static int FirstWord(string line) => line.IndexOf(' ', StringComparison.Ordinal) is > 0 and int end ? end : line.Length;

    // "If you want to undo deduplication, reply with:" stands right above every example.
    private static bool IsFooter(string[] lines, int at) => at > 0 && Invitation.IsMatch(lines[at - 1]);

    [GeneratedRegex(@"\A#syz[ \t-]{1,4}(?<command>[a-z]{3,12})(?![\w-])[ \t]{0,4}:?(?<argument>.*)\z")]
    private static partial Regex Form { get; }

    [GeneratedRegex(@"[^\s<>""]+@[^\s<>""]+")]
    private static partial Regex Address { get; }

    [GeneratedRegex(@"\A[A-Z][\w-]{2,30}(?:-by|-to)?: \S|\Adiff --git |\A-- ?\z")]
    private static partial Regex Tag { get; }

    [GeneratedRegex(@"reply (?:with|to this email with)|please (?:reply|mark it as)|following tag|new line with")]
    private static partial Regex Invitation { get; }
}
