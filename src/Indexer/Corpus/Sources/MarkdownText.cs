using System.Text;
using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Sources;

/// <summary>The text of a Markdown page, or one of its kin (reStructuredText, AsciiDoc, whose logs stand indented or between lines of signs): code marks and the few HTML tags people wrap logs in are taken off, line by line.</summary>
internal static partial class MarkdownText
{
    /// <summary>True for a page: it is called so, or has a fence, a tag around a log, or front matter.</summary>
    public static bool Is(string path, string head) =>
        Path.GetExtension(path) is ".md" or ".markdown" or ".rst" or ".adoc" || head.StartsWith("---\n", StringComparison.Ordinal) || Mark.IsMatch(head);

    /// <summary>The text; it has as many lines as the page.</summary>
    public static string Of(string markdown)
    {
        var text = new StringBuilder(markdown.Length);
        foreach (ReadOnlySpan<char> line in markdown.AsSpan().EnumerateLines())
        {
            text.Append(Line(line.ToString())).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The first heading; null when there is none.</summary>
    public static string? Title(string markdown) => Heading.Match(markdown) is { Success: true } match ? match.Groups[1].Value.Trim() : null;

    private static string Line(string line)
    {
        string bare = line.Contains('<', StringComparison.Ordinal) ? Tag.Replace(line, "") : line;
        if (!bare.Contains('`', StringComparison.Ordinal))
        {
            return bare;
        }

        // A fence with one word is a language; with more, the log begins on the fence's own line.
        Match fence = Fence.Match(bare);
        bare = fence.Success ? (fence.Groups["text"].Value.Contains(' ', StringComparison.Ordinal) ? fence.Groups["quote"].Value + fence.Groups["text"].Value : "") : bare;
        string trimmed = bare.TrimEnd();
        return Span.Match(trimmed) is { Success: true } span ? span.Groups["quote"].Value + span.Groups["text"].Value : trimmed;
    }

    [GeneratedRegex(@"^[ \t>]{0,20}(?:```|~~~)|^`[^`\n]{20}|<(?:pre|details|summary|code)>", RegexOptions.Multiline)]
    private static partial Regex Mark { get; }

    [GeneratedRegex(@"^#{1,3} (.{1,300})$", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }

    // A line that holds many is taken apart where reports are read.
    [GeneratedRegex(@"</?(?:pre|details|summary|code|p|div|span)(?:\s[^<>]{0,200})?/?>")]
    private static partial Regex Tag { get; }

    [GeneratedRegex(@"^(?<quote>[ \t>]{0,40})(?:`{3,20}|~{3,20})[ \t]{0,8}(?<text>[^\n]*)$")]
    private static partial Regex Fence { get; }

    // One code span a line, or a span opened or closed on this line and spread over several.
    [GeneratedRegex(@"^(?<quote>[ \t>]{0,40})(?:`(?<text>[^`]+)`?|(?<text>[^`]+)`{1,3})$")]
    private static partial Regex Span { get; }
}
