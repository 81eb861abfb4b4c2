namespace KB.Indexer.Search;

/// <summary>The index cannot be used; the message says what to do.</summary>
public sealed class IndexException(string message, Exception? cause = null) : Exception(message, cause);
