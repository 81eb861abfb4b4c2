namespace KB.Indexer.Bisections;

/// <summary>How the separate error text of a bisection that failed begins: the dashboard serves it instead of, or beside, the log.</summary>
internal static class ErrorTexts
{
    /// <summary>The openings; <c>*</c> stands for one word.</summary>
    public static readonly string[] All =
    [
        "bisection is taking too long",
        "the crash wasn't reproduced on the original commit",
        "commit * not reachable in branch",
        "syzkaller build failed: ",
        "kernel clean failed: ",
        "failed to run [\"git\" ",
        "unable to determine the verdict because of infra errors",
        "oldest tested release had kernel build, boot or test errors",
        "no release tags before this commit",
        "config minimization failed: ",
        "no result for culprit commit",
        "gcc: fatal error: ",
    ];

    /// <summary>True when the text is such an error.</summary>
    public static bool Is(string text) =>
        Array.Exists(All, opening => Opens(text, opening)) || IsCompilerError(text);

    private static bool Opens(string text, string opening)
    {
        int star = opening.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return text.StartsWith(opening, StringComparison.Ordinal);
        }

        int blank = text.Length > star ? text.IndexOf(' ', star) : -1;
        return blank > 0 && text.StartsWith(opening[..star], StringComparison.Ordinal)
            && text.AsSpan(blank).StartsWith(opening.AsSpan(star + 1), StringComparison.Ordinal);
    }

    /// <summary><c>mm/swapfile.c:2097:12: error: …</c> at the very start.</summary>
    private static bool IsCompilerError(string text)
    {
        int at = text.AsSpan(0, Math.Min(text.Length, 300)).IndexOf(": error: ", StringComparison.Ordinal);
        string[] place = at < 0 ? [] : text[..at].Split(':');
        return place.Length == 3 && !place[0].Contains(' ', StringComparison.Ordinal)
            && (place[0].EndsWith(".c", StringComparison.Ordinal) || place[0].EndsWith(".h", StringComparison.Ordinal))
            && int.TryParse(place[1], out _) && int.TryParse(place[2], out _);
    }
}
