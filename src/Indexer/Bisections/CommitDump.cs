using System.Text;

namespace KB.Indexer.Bisections;

/// <summary>Reads the commit that <c>git bisect</c> prints below <c>… is the first bad commit</c>.</summary>
/// <remarks>Headers, a blank line, the message indented by four blanks, then a diffstat or raw tree lines. Up to 14,000 lines for a merge.</remarks>
internal sealed class CommitDump
{
    private const int MaxPaths = 1000;
    private readonly StringBuilder message = new();
    private readonly List<string> paths = [];
    private string? author;
    private string? date;
    private bool merge;

    /// <summary>Takes the next line.</summary>
    public void Add(string line)
    {
        bool indented = line.StartsWith("    ", StringComparison.Ordinal);
        if (paths.Count == 0 && (indented || string.IsNullOrWhiteSpace(line)))
        {
            AddMessage(indented ? line[4..].TrimEnd() : "");
        }
        else if (line.StartsWith("Author:", StringComparison.Ordinal))
        {
            author ??= line[7..].Trim();
        }
        else if (line.StartsWith("Date:", StringComparison.Ordinal) || line.StartsWith("AuthorDate:", StringComparison.Ordinal))
        {
            date ??= line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        }
        else if (line.StartsWith("Merge:", StringComparison.Ordinal))
        {
            merge = true;
        }
        else if (ChangedPath(line) is { } path && paths.Count < MaxPaths)
        {
            paths.Add(path);
        }
    }

    /// <summary>The commit; null when nothing of it was printed.</summary>
    public CommitText? Build() =>
        author is null && message.Length == 0 && paths.Count == 0
            ? null
            : new CommitText(author, date, merge, message.ToString().TrimEnd('\n'), paths);

    private void AddMessage(string line)
    {
        if (message.Length < BisectionDraft.MaxText && (message.Length > 0 || line.Length > 0))
        {
            message.Append(line).Append('\n');
        }
    }

    /// <summary><c>:100644 100644 sha sha M TAB path</c>, or <c> path | 5 +-</c>; null for any other line.</summary>
    private static string? ChangedPath(string line)
    {
        if (line.StartsWith(':'))
        {
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            return tab < 0 ? null : line[(tab + 1)..];
        }

        int bar = line.IndexOf(" | ", StringComparison.Ordinal);
        return bar > 1 && line[0] == ' ' && line[1] != ' ' ? line[1..bar].Trim() : null;
    }
}
