namespace KB.Indexer.Corpus.Sources;

/// <summary>Console text of any origin: the report parser knows the prefixes.</summary>
internal static class ConsoleSource
{
    /// <summary>One document, streamed.</summary>
    public static IEnumerable<SourceDocument> Read(SourceInput input)
    {
        yield return new SourceDocument { Path = input.Path, Kind = "console" }.WithStream(input.OpenText());
    }
}
