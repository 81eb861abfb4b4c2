namespace KB.Indexer.Search.Queries;

/// <summary>How the value of a field is read.</summary>
public enum FieldKind
{
    /// <summary>A function, a part of its name, or a wildcard.</summary>
    Function,

    /// <summary>A path or its tail, perhaps with a line.</summary>
    File,

    /// <summary>Words of the title.</summary>
    Title,

    /// <summary>A name from a column: all of its words.</summary>
    Column,

    /// <summary>One release or a range of them.</summary>
    Release,

    /// <summary>The first digits of a commit id.</summary>
    Commit,

    /// <summary>First digits of a commit id or words of a subject.</summary>
    Culprit,

    /// <summary>One value, wildcards allowed.</summary>
    Keyword,

    /// <summary>One of the states.</summary>
    State,

    /// <summary>One date or a range of them.</summary>
    Date,

    /// <summary>Functions with &gt; between.</summary>
    Stack,

    /// <summary>Percent.</summary>
    Trust,
}

/// <summary>A field of the query language.</summary>
/// <param name="Name">What is typed before the colon.</param>
/// <param name="Kind">How its value is read.</param>
/// <param name="Meaning">What it finds, for the help.</param>
/// <param name="Example">A query that uses it: its first test.</param>
public sealed record QueryField(string Name, FieldKind Kind, string Meaning, string Example)
{
    /// <summary>All fields in the order of the help.</summary>
    public static IReadOnlyList<QueryField> All { get; } =
    [
        new("fn", FieldKind.Function, "a function in a stack, a part of its name, or a wildcard", "fn:sysfs_warn_dup"),
        new("file", FieldKind.File, "a source file by its path or the end of it; with a line: near that line, for lines drift between releases", "file:sysfs/dir.c:30"),
        new("stack", FieldKind.Stack, "functions in this order in one stack, innermost first, others between them allowed", "stack:\"sysfs_warn_dup > sysfs_create_dir_ns > kobject_add\""),
        new("title", FieldKind.Title, "words of the title; in quotes: next to each other", "title:\"use-after-free Read\""),
        new("type", FieldKind.Column, "the type of the crash, or words of it", "type:kasan"),
        new("sub", FieldKind.Column, "the subsystem: MAINTAINERS' name, words of it, or a short name", "sub:ext4"),
        new("release", FieldKind.Release, "the kernel release: one, a range, or a bound", "release:v5.4..v5.10"),
        new("arch", FieldKind.Column, "the architecture", "arch:arm64"),
        new("commit", FieldKind.Commit, "any commit of the document by the first 7 or more digits of its id", "commit:1c163f4c7b3f"),
        new("culprit", FieldKind.Culprit, "the commit that introduced the bug: digits of its id or words of its subject", "culprit:84df9525b0c2"),
        new("comm", FieldKind.Keyword, "the name of the task", "comm:syz-executor*"),
        new("module", FieldKind.Keyword, "a module, in a frame or linked in", "module:macvtap"),
        new("lock", FieldKind.Keyword, "a lock class", "lock:sb_writers*"),
        new("cpu", FieldKind.Keyword, "the number of the CPU", "cpu:1"),
        new("tracker", FieldKind.Keyword, "a tracker, the id of a bug, or both with a colon between", "tracker:bugzilla:12345"),
        new("is", FieldKind.State, "open, fixed, dup, corrupted, bisected, renamed (under other titles in bisections), noise; report, bisection, article", "is:open"),
        new("d", FieldKind.Date, "when it was seen: a day, a month, a year, a range, or today, yesterday, last.week, 3.days.ago", "d:2020-05..2020-07"),
        new("trust", FieldKind.Trust, "the trust in a bisection in percent: a bound or a range", "trust:>=80"),
    ];

    /// <summary>The field with a name, capitals or not; null when there is none.</summary>
    public static QueryField? Find(ReadOnlySpan<char> name)
    {
        foreach (QueryField field in All)
        {
            if (name.Equals(field.Name, StringComparison.OrdinalIgnoreCase))
            {
                return field;
            }
        }

        return null;
    }
}
