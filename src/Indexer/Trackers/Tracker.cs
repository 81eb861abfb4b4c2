using System.Text.RegularExpressions;

namespace KB.Indexer.Trackers;

/// <summary>One place where kernel bugs are talked about: how a mention of it looks, and where it links.</summary>
/// <remarks>
/// Adding a tracker is adding one value to <see cref="TrackerTable.All"/>. Its example is its first test: the tests fail unless
/// <see cref="Example"/> holds exactly <see cref="ExampleId"/>, and unless the URL of that id is recognised as the same id again.
/// </remarks>
public sealed record Tracker
{
    /// <summary>Stable kebab-case name: stored in the index, part of <c>/trackers/{tracker}/{id}</c>, never renamed.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people.</summary>
    public required string Title { get; init; }

    /// <summary>Literals (ASCII, case ignored) of which a text must hold one before <see cref="Mention"/> is tried.</summary>
    public required IReadOnlyList<string> Hints { get; init; }

    /// <summary>Matches a mention. The group <c>id</c> is the id; groups <c>path</c> and <c>id</c> together are <c>path#id</c>.</summary>
    public required Regex Mention { get; init; }

    /// <summary>The whole of an id in the tracker's own form.</summary>
    public required Regex Id { get; init; }

    /// <summary>Address of the bug with this id.</summary>
    public required Func<string, string> Url { get; init; }

    /// <summary>A text that mentions one bug.</summary>
    public required string Example { get; init; }

    /// <summary>The id of that bug.</summary>
    public required string ExampleId { get; init; }

    /// <summary>Turns an id as written into the one that is stored: percent escapes undone, case folded.</summary>
    public Func<string, string> Normalize { get; init; } = id => id;
}
