using System.Text.RegularExpressions;
using KB.Indexer.Bisections;

namespace KB.Indexer.Corpus.Sources;

/// <summary>Bisection logs of syzbot.</summary>
internal static partial class BisectionSource
{
    /// <summary>True for a log, which says at the start of a line what is bisected, and for the error text the dashboard shows in its place.</summary>
    public static bool Is(string head) => Opening.IsMatch(head) || ErrorTexts.Is(head);

    /// <summary>One document with the bisection; the report at the log's end is the bisection's, not one more of the document.</summary>
    public static IEnumerable<SourceDocument> Read(SourceInput input)
    {
        string text = input.ReadWholeText(out bool cut);
        var document = new SourceDocument { Path = input.Path, Kind = SourceKinds.Bisection, Unread = cut ? Documents.TooLong : null };
        yield return BisectionParser.Parse(text) is { } log
            ? document.WithTextAlone(text) with { Bisection = log with { Source = input.Path } }
            : document.WithText(text) with { Kind = "console" };
    }

    // Not in quotes: a mail that quotes a log is a mail.
    [GeneratedRegex(@"^(?:bisecting (?:cause commit starting from|fixing commit since) [0-9a-f]{8,40}|testing commit [0-9a-f]{40})", RegexOptions.Multiline)]
    private static partial Regex Opening { get; }
}
