namespace KB.Indexer.Corpus;

/// <summary>How far an update of the index is.</summary>
/// <param name="Done">Files, or bytes of the journal, that are read.</param>
/// <param name="Total">… of how many.</param>
/// <param name="Current">What was read last.</param>
public sealed record IndexProgress(long Done, long Total, string Current);

/// <summary>What an update did.</summary>
/// <param name="Read">Files, and entries of the journal, read because they were new or had changed.</param>
/// <param name="Removed">Files that are no longer there.</param>
/// <param name="Documents">Reports, bisections and articles added or mentioned once more.</param>
/// <param name="Unread">Files from which nothing could be taken, with the reason.</param>
public sealed record IndexSummary(int Read, int Removed, int Documents, IReadOnlyList<(string Path, string Reason)> Unread)
{
    /// <summary>True when something changed.</summary>
    public bool Changed => Read > 0 || Removed > 0;
}
