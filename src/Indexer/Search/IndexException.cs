namespace KB.Indexer.Search;

/// <summary>The index cannot be used; the message says what to do.</summary>
public class IndexException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Another program writes to the index; later it can be written again.</summary>
public sealed class IndexBusyException(string message, Exception? cause = null) : IndexException(message, cause);

/// <summary>The index is damaged; it can be made anew from the corpus and the journal.</summary>
public sealed class IndexDamagedException(string message, Exception? cause = null) : IndexException(message, cause);
