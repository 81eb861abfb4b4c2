namespace KB.Indexer.Search.Engine;

/// <summary>The fields of the index; the number is stored in segments and never reused. See <see cref="SegmentFormat"/>.</summary>
internal enum SearchField : byte
{
    /// <summary>Words, releases and commit ids of the text; positions are places among all tokens of the document.</summary>
    Word = 0,

    /// <summary>Identifiers; positions as <see cref="Word"/>'s.</summary>
    Name = 1,

    /// <summary>Paths; positions as <see cref="Word"/>'s.</summary>
    Path = 2,

    /// <summary>Parts of identifiers, paths and releases: <c>sysfs</c>, <c>warn</c>, <c>dup</c>. No positions.</summary>
    Part = 3,

    /// <summary>Tokens of the titles; positions are places in the title, each title <see cref="DocumentTerms.TitleStride"/> further.</summary>
    Title = 4,

    /// <summary>Whole titles, folded: <see cref="DocumentTerms.Fold"/>.</summary>
    WholeTitle = 5,

    /// <summary>Functions of the stacks; positions are <see cref="DocumentTerms.StackStride"/> times the stack plus the depth.</summary>
    Function = 6,

    /// <summary>Source files; positions are lines, 0 when none was printed.</summary>
    File = 7,

    /// <summary>Every commit id of the document.</summary>
    Commit = 8,

    /// <summary>The commit that introduced the bug: its id and the words of its subject.</summary>
    Culprit = 9,

    /// <summary>Names of the tasks.</summary>
    Comm = 10,

    /// <summary>Modules: of frames, and linked in.</summary>
    Module = 11,

    /// <summary>Lock classes.</summary>
    Lock = 12,

    /// <summary>CPU numbers.</summary>
    Cpu = 13,

    /// <summary>Tracker references: the id, the tracker's name, and <c>name:id</c>.</summary>
    Tracker = 14,

    /// <summary>Ids of the document.</summary>
    Id = 15,

    /// <summary>Addresses of the crash itself.</summary>
    Address = 16,

    /// <summary>For each part of an identifier the terms of <see cref="Name"/> that have it: its "documents" are places in that dictionary.</summary>
    NamesWithPart = 17,

    /// <summary>For each last component of a path the terms of <see cref="Path"/> that end in it.</summary>
    PathsWithEnd = 18,

    /// <summary>For each last component of a path the terms of <see cref="File"/> that end in it.</summary>
    FilesWithEnd = 19,
}

/// <summary>Facts about the fields.</summary>
internal static class SearchFields
{
    /// <summary>Fields in a segment.</summary>
    public const int Count = 20;

    /// <summary>Fields that hold terms of documents; those behind are made from their dictionaries, see <see cref="PartTable"/>.</summary>
    public const int OfDocuments = 17;

    /// <summary>True when the postings of the field hold positions.</summary>
    public static bool HasPositions(SearchField field) => field <= SearchField.File && field is not (SearchField.Part or SearchField.WholeTitle);

    /// <summary>The field of the text that holds tokens of a kind.</summary>
    public static SearchField Of(TokenKind kind) => kind switch
    {
        TokenKind.Name => SearchField.Name,
        TokenKind.Path => SearchField.Path,
        _ => SearchField.Word,
    };
}
