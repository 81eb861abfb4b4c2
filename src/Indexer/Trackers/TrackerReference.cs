namespace KB.Indexer.Trackers;

/// <summary>One mention of a bug in a tracker.</summary>
/// <param name="Tracker">Name of the tracker's row: <c>syzbot</c>, <c>lore</c>, <c>bugzilla</c>, …</param>
/// <param name="Id">Its id there, in the tracker's own form.</param>
/// <param name="Url">Where it can be read; null when the tracker has no page for it.</param>
public sealed record TrackerReference(string Tracker, string Id, string? Url);
