using System.Buffers;

namespace KB.Indexer.Bisections;

/// <summary>Every kind of line that a bisection log can have; a row each, tried in order.</summary>
/// <remarks>Source: syzkaller, pkg/bisect/bisect.go and pkg/vcs/git.go, 2018 to 2026, and what <c>git bisect</c> prints.</remarks>
internal static class LogLines
{
    /// <summary>Digits of a commit hash.</summary>
    public const int HashLength = 40;

    /// <summary>Rows with a fixed opening.</summary>
    public static readonly IReadOnlyList<LogLine> All = [.. StartLines.All, .. TestLines.All, .. GitLines.All, .. EndLines.All];

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private static readonly Dictionary<char, LogLine[]> ByFirst =
        All.GroupBy(row => row.Opening[0]).ToDictionary(group => group.Key, group => group.ToArray());

    /// <summary>Hands a line to the row that knows it.</summary>
    public static void Read(BisectionDraft draft, string line)
    {
        Action<string>? open = draft.Continue;
        if (draft.InDump && !EndsDump(line))
        {
            draft.Dump?.Add(line);
            return;
        }

        draft.InDump = false;
        draft.Continue = null;
        if (Known(draft, line))
        {
            return;
        }

        draft.Continue = open;
        if (open is not null)
        {
            open(line);
        }
        else if (draft.Minimizing && !string.IsNullOrWhiteSpace(line))
        {
            draft.Notes.Add(line);
        }
        else if (!string.IsNullOrWhiteSpace(line))
        {
            draft.Unread++;
        }
    }

    /// <summary>Takes 40 hex digits from the start of a text.</summary>
    public static bool TryHash(string text, out string hash, out string rest)
    {
        (hash, rest) = ("", "");
        if (text.Length < HashLength || !IsHex(text.AsSpan(0, HashLength)))
        {
            return false;
        }

        (hash, rest) = (text[..HashLength], text[HashLength..]);
        return true;
    }

    /// <summary>True when nothing but lower-case hex digits is there.</summary>
    public static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(HexDigits);

    /// <summary>True when a row with a fixed opening fits; what it reads is thrown away.</summary>
    public static bool Fits(string line)
    {
        var draft = new BisectionDraft();
        draft.Test("", null);
        return Known(draft, line);
    }

    private static bool Known(BisectionDraft draft, string line)
    {
        if (line.Length == 0)
        {
            return false;
        }

        if (ByFirst.TryGetValue(line[0], out LogLine[]? rows))
        {
            foreach (LogLine row in rows)
            {
                if (line.StartsWith(row.Opening, StringComparison.Ordinal) && row.Read(draft, line[row.Opening.Length..]))
                {
                    return true;
                }
            }
        }

        return GitLines.ReadHashLine(draft, line) || StartLines.ReadBanner(draft, line);
    }

    private static bool EndsDump(string line) =>
        line.Length > 0 && ByFirst.TryGetValue(line[0], out LogLine[]? rows)
        && Array.Exists(rows, row => row.EndsDump && line.StartsWith(row.Opening, StringComparison.Ordinal));
}
