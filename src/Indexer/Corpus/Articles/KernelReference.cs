using Markdig.Syntax.Inlines;

namespace KB.Indexer.Corpus.Articles;

/// <summary>What a reference in an article points at.</summary>
public enum ReferenceKind
{
    /// <summary><c>[[crash:…]]</c>: a crash by id or title.</summary>
    Crash,

    /// <summary><c>[[bisection:…]]</c>: a bisection by id or title.</summary>
    Bisection,

    /// <summary><c>[[article:…]]</c>: another article by slug.</summary>
    Article,

    /// <summary><c>[[…:…]]</c> with a word before the colon that means nothing.</summary>
    Unknown,

    /// <summary>Text in backticks that may be a crash title.</summary>
    Title,

    /// <summary>A function: <c>name()</c>, or its name in backticks.</summary>
    Function,

    /// <summary>A source file, perhaps with a line: <c>fs/sysfs/dir.c:30</c>.</summary>
    File,

    /// <summary>A commit id.</summary>
    Commit,

    /// <summary>A bug of a tracker, as <c>tracker:id</c>.</summary>
    Tracker,
}

/// <summary>A piece of an article's text that names something of a kernel person's world. Whoever renders it decides whether it becomes a link.</summary>
public sealed class KernelReference : LeafInline
{
    /// <summary>What it points at.</summary>
    public required ReferenceKind Kind { get; init; }

    /// <summary>Name of what it points at: function, path with line, commit, title, id, slug, or <c>tracker:id</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The text to show.</summary>
    public required string Text { get; init; }

    /// <summary>True when it stood in backticks.</summary>
    public bool InCode { get; init; }
}
