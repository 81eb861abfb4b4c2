namespace KB.Indexer.Search.Queries;

/// <summary>What kind of thing was pasted.</summary>
public enum PasteKind
{
    /// <summary>A stack or a whole oops: look for similar crashes.</summary>
    Report,

    /// <summary>A bug of a tracker: link, mail address, Message-ID, number.</summary>
    Tracker,

    /// <summary>A commit id.</summary>
    Commit,

    /// <summary>A source line: <c>fs/sysfs/dir.c:30</c>.</summary>
    Place,

    /// <summary>A function with an offset: <c>sysfs_warn_dup+0x7b/0xa0</c>.</summary>
    SymbolOffset,

    /// <summary>A kernel address: needs an image to mean anything.</summary>
    Address,
}

/// <summary>A thing recognised in what was pasted.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The thing itself: id, commit, path, name, address.</param>
/// <param name="Tracker">Name of the tracker, for <see cref="PasteKind.Tracker"/>.</param>
public sealed record Paste(PasteKind Kind, string Value, string? Tracker = null);
