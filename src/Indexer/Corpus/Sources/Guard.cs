namespace KB.Indexer.Corpus.Sources;

/// <summary>Turns what goes wrong while a file is read into a document that says so.</summary>
internal static class Guard
{
    /// <summary>The documents, and behind them one more when reading failed.</summary>
    public static IEnumerable<SourceDocument> Against(string path, IEnumerable<SourceDocument> documents)
    {
        using IEnumerator<SourceDocument> each = documents.GetEnumerator();
        while (true)
        {
            SourceDocument? document;
            try
            {
                document = each.MoveNext() ? each.Current : null;
            }
            catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException)
            {
                document = Unread(path, error.Message);
            }

            if (document is null)
            {
                yield break;
            }

            yield return document;
        }
    }

    /// <summary>The document that stands for something unreadable.</summary>
    public static SourceDocument Unread(string path, string reason, string kind = SourceKinds.Unknown) =>
        new() { Path = path, Kind = kind, Unread = reason };
}
