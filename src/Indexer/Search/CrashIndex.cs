using System.Text.Json;
using KB.Indexer.Bisections;
using KB.Indexer.Duplicates;
using KB.Indexer.Duplicates.Comparing;
using KB.Indexer.Reports;
using KB.Indexer.Search.Engine;
using KB.Indexer.Search.Queries;
using KB.Indexer.Search.Subsystems;
using KB.Indexer.Trackers;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>Reads an index. Safe for many threads at once; each call sees what was committed when it began.</summary>
public sealed partial class CrashIndex
{
    private readonly string _data;

    private readonly SearchView _view;
    private GraphOfGeneration? _graph;
    private readonly DuplicateView _duplicates = new();

    private readonly Readers _readers;

    private CrashIndex(string data) => (_data, _view, _readers) = (data, new SearchView(data, Readers.KeepFor), new Readers(data));

    /// <summary>Opens the index of a data folder.</summary>
    /// <exception cref="IndexException">There is none, it is of another schema version, or it is damaged; the message says what to do.</exception>
    public static CrashIndex Open(string data)
    {
        using SqliteConnection connection = Catalogue.Read(data);
        return new CrashIndex(data);
    }

    /// <summary>Rises with every commit, and is the time of it in ticks (100 ns) UTC: what was rendered for another value is stale. 0 before the first.</summary>
    public long Generation() => Read(connection => connection.Number("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'generation'") ?? 0);

    /// <summary>Reads what searches need before the first one asks for it.</summary>
    /// <exception cref="IndexDamagedException">A file of the index is missing or damaged.</exception>
    public void Warm() => _view.Current();

    /// <summary>Reads what <see cref="WithRelated"/> and <see cref="Similar(CrashReport, int, DateOnly?, string?)"/> need of the last commit: some seconds for a hundred thousand reports, nothing when no report is new.</summary>
    public void WarmSimilar()
    {
        TitleGraph();
        Read(_duplicates.Current);
    }

    /// <summary>How much the index holds.</summary>
    public IndexStats Stats() => Read(connection =>
    {
        int Count(string sql) => (int)(connection.Number(sql) ?? 0);
        string file = Catalogue.PathIn(_data);
        return new IndexStats(
            Count("SELECT count(*) FROM crash WHERE kind = 'report'"),
            Count("SELECT count(*) FROM document WHERE kind = 'report'"),
            Count("SELECT count(*) FROM document WHERE kind = 'bisection'"),
            Count("SELECT count(*) FROM document WHERE kind = 'article'"),
            Count("SELECT count(*) FROM source"),
            Count("SELECT count(*) FROM source WHERE unread IS NOT NULL"),
            Count("SELECT count(*) FROM reference"),
            new FileInfo(file).Length + Directory.EnumerateFiles(SegmentStore.FolderIn(_data)).Sum(LengthOf));
    });

    // A merge may remove a file between its listing and the question for its size.
    private static long LengthOf(string file)
    {
        try
        {
            return new FileInfo(file).Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    /// <summary>The id under which something stands now: the id itself, or what it was merged into; null when unknown.</summary>
    public string? Resolve(string id) => Read(connection => Resolve(connection, id));

    /// <summary>The bug with this id, or that holds the report with this id; null when there is none.</summary>
    public Crash? FindCrash(string id) => Read(connection =>
    {
        // A crash keeps its id when the report that gave it is gone.
        long? number = connection.Number("SELECT crash FROM document WHERE id = $0 AND kind = 'report'", Resolve(connection, id) ?? id)
            ?? connection.Number("SELECT number FROM crash WHERE id = $0 AND kind = 'report'", id);
        return number is null ? null : CrashOf(connection, number.Value);
    });

    /// <summary>Id of the bug to which a report belongs, or that has this id; null when there is none.</summary>
    public string? FindCrashId(string id) => Read(connection =>
        connection.Text("SELECT c.id FROM document d JOIN crash c ON c.number = d.crash WHERE d.id = $0", Resolve(connection, id) ?? id)
        ?? connection.Text("SELECT id FROM crash WHERE id = $0", id));

    /// <summary>One report by its id; null when there is none.</summary>
    public CrashReport? FindReport(string id) => Read(connection =>
        Resolve(connection, id) is { } known ? Value(connection, "report", known, bytes => StoredValue.Unpack(bytes, KbJson.Default.CrashReport)) : null);

    /// <summary>One bisection by its id; null when there is none.</summary>
    public Bisection? FindBisection(string id) => Read(connection =>
        Resolve(connection, id) is { } known ? Value(connection, "bisection", known, bytes => StoredValue.Unpack(bytes, KbJson.Default.Bisection)) : null);

    /// <summary>Where a document stands.</summary>
    public IReadOnlyList<Mention> Mentions(string id) => Read(connection => Mentions(connection, id));

    /// <summary>Bugs of trackers that a document refers to.</summary>
    public IReadOnlyList<TrackerReference> References(string id) => Read(connection => connection.List(
        "SELECT tracker, key, url FROM reference JOIN document ON number = document WHERE id = $0 ORDER BY tracker, key",
        row => new TrackerReference(row.GetString(0), row.GetString(1), row.TextOrNull(2)), id));

    /// <summary>Crashes, those that came last first.</summary>
    public IReadOnlyList<FoundDocument> Newest(int skip, int take) => Listed("coalesce(c.last_day, 0) DESC, c.number DESC", skip, take);

    /// <summary>Crashes, those seen most often first.</summary>
    public IReadOnlyList<FoundDocument> MostSeen(int skip, int take) => Listed("c.reports DESC, c.number DESC", skip, take);

    /// <summary>What was lately merged into a crash or split from it, by people or by the grouping, with the title of the crash as it stands now; the last first.</summary>
    public IReadOnlyList<(Decision Decision, string Title)> Merges(int most) => Read(connection => connection.List("""
        SELECT d.kind, c.id, d.other, d.who, d.at, d.why, c.title FROM decision d JOIN document r ON r.id = d.crash JOIN crash c ON c.number = r.crash
        WHERE d.kind IN ('merge', 'dup', 'undup', 'not-dup') ORDER BY d.number DESC LIMIT $0
        """, row => (new Decision(row.GetString(0), row.GetString(1), row.TextOrNull(2), row.GetString(3), row.TextOrNull(4), row.TextOrNull(5)), row.GetString(6)), most));

    /// <summary>Bisections that pass a filter, the newest first, those without a test last.</summary>
    public IReadOnlyList<BisectionRow> Bisections(BisectionFilter filter, int skip, int take) => Read(connection =>
    {
        ArgumentNullException.ThrowIfNull(filter);
        return connection.List("""
            SELECT id FROM document WHERE kind = 'bisection' AND ($2 = '' OR type = $2) AND ($3 IS NULL OR trust >= $3)
            AND ($4 = '' OR number IN (SELECT document FROM title WHERE instr(lower(title), lower($4)) > 0))
            AND ($5 IS NULL OR subsystem IN (SELECT value FROM json_each($5))) AND ($6 IS NULL OR day >= $6) AND ($7 IS NULL OR day <= $7)
            ORDER BY coalesce(day, 0) DESC, number NOT IN (SELECT document FROM title), number LIMIT $1 OFFSET $0
            """, row => row.GetString(0), skip, take, filter.Result, filter.Trust, filter.Title, Subsystems(filter.Subsystem), filter.From?.DayNumber, filter.To?.DayNumber)
            .ConvertAll(id => RowOf(connection, id));
    });

    /// <summary>JSON list of the subsystems that words or a short name stand for; null for no words.</summary>
    private static string? Subsystems(string words) => words.Length == 0 ? null : JsonSerializer.Serialize(
        Subsystem.All.Select(each => each.Name).Where(name => name.Contains(words, StringComparison.OrdinalIgnoreCase) || Subsystem.IsShortNameOf(words, name)),
        KbJson.Default.IEnumerableString);

    /// <summary>Bisections that ran a kernel binary with this signature.</summary>
    public IReadOnlyList<BisectionRow> BisectionsOn(string signature) => Read(connection => connection.List(
        "SELECT DISTINCT id FROM signature JOIN document ON number = document WHERE signature = $0 LIMIT 100", row => row.GetString(0), signature).ConvertAll(id => RowOf(connection, id)));

    /// <summary>What all bisections together tell: titles that are one bug, titles that are noise, culprits that several blame.</summary>
    public TitleGraph TitleGraph()
    {
        long generation = Generation();
        GraphOfGeneration? known = _graph;
        if (known is null || known.Generation != generation)
        {
            // Most commits add no bisection: what names them all is cheap to ask, and the graph is not cheap to make.
            string bisections = Read(connection => connection.Text("SELECT count(*) || ' ' || coalesce(max(version), 0) FROM document WHERE kind = 'bisection'")!);
            TitleGraph graph = known is not null && known.Bisections == bisections ? known.Graph
                : new TitleGraph(Read(connection => BisectionJudging.All(connection).ConvertAll(row => row.Bisection)));
            _graph = known = new(generation, bisections, graph);
        }

        return known.Graph;
    }

    /// <summary>Crashes counted by a column: type, subsystem, release, arch or month; most frequent first, months in order.</summary>
    public IReadOnlyList<(string Name, int Count)> CrashesBy(CrashColumn column, int most) => ColumnCounts.Of(_view.Current().Columns, column, most);

    /// <summary>Crash titles seen in the runs of several bisections, with their number of bisections and runs: the more unrelated bisections show it, the likelier it is noise.</summary>
    public IReadOnlyList<(string Title, int Bisections, int Runs, double? SameBug)> TitlesAcrossBisections(int most) => Read(connection => connection.List("""
        SELECT title.title, count(*), sum(runs), avg(same_bug) FROM title JOIN document ON number = document AND kind = 'bisection'
        GROUP BY title.title HAVING count(*) > 1 ORDER BY 2 DESC, 1 LIMIT $0
        """, row => (row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.RealOrNull(3)), most));

    /// <summary>Trust of every bisection that names a culprit.</summary>
    public IReadOnlyList<double> Trusts() => Read(connection => connection.List("SELECT trust FROM document WHERE kind = 'bisection' AND trust IS NOT NULL", row => row.GetDouble(0)));

    /// <summary>Files from which nothing could be taken, with the reason.</summary>
    public IReadOnlyList<(string Path, string Reason)> Unread(int most) => Read(connection => connection.List(
        "SELECT path, unread FROM source WHERE unread IS NOT NULL ORDER BY path LIMIT $0", row => (row.GetString(0), row.GetString(1)), most));

    /// <summary>How many bugs of each tracker are known.</summary>
    public IReadOnlyDictionary<string, int> TrackerCounts() => Read(connection =>
        connection.List("SELECT tracker, count(DISTINCT key) FROM reference GROUP BY tracker", row => (row.GetString(0), row.GetInt32(1))).ToDictionary(row => row.Item1, row => row.Item2));

    /// <summary>Bugs of a tracker that something refers to, with what does.</summary>
    public IReadOnlyList<(string Id, DocumentRow Document)> TrackerBugs(string tracker, int skip, int take) => Read(connection => connection.List("""
        SELECT r.key, d.kind, coalesce(c.id, d.id), coalesce(c.title, d.title) FROM reference r JOIN document d ON d.number = r.document
        LEFT JOIN crash c ON c.number = d.crash WHERE r.tracker = $0 ORDER BY r.key LIMIT $2 OFFSET $1
        """, row => (row.GetString(0), new DocumentRow(row.GetString(1), row.GetString(2), row.GetString(3))), tracker, skip, take));

    /// <summary>Why, or why not, two reports are one bug.</summary>
    public Comparison Compare(CrashReport a, CrashReport b) => Read(connection => Explanation.Compare(a, b, _duplicates.Current(connection)));

    /// <summary>What a query of the query language finds, a page of it.</summary>
    /// <param name="query">The query.</param>
    /// <param name="skip">Hits to leave out before the first.</param>
    /// <param name="take">Hits wanted.</param>
    /// <param name="sort">Their order.</param>
    /// <param name="facets">True to count facets and the histogram too.</param>
    /// <param name="collapse">True for one hit a crash, false for every document: each names its crash.</param>
    /// <param name="lines">False to leave out the matching lines: the text of each hit is read for them.</param>
    /// <remarks>Never throws on any query. Source of the language: docs/search.md.</remarks>
    public FoundPage Search(string query, int skip, int take, SearchSort sort = SearchSort.Relevance, bool facets = false, bool collapse = true, bool lines = true)
    {
        ArgumentNullException.ThrowIfNull(query);
        Searcher searcher = _view.Current();
        SearchResult result = searcher.Search(Query.Parse(query), new SearchOptions { Skip = skip, Take = take, Sort = sort, Facets = facets, Collapse = collapse });
        return Read(connection => Found.PageOf(connection, query, result, lines));
    }

    /// <summary>Every crash through a function: the searcher's order, the guiltiest first.</summary>
    public IReadOnlyList<FoundDocument> WithFunction(string name, int most) =>
        Read(connection => Found.Rows(connection, [.. _view.Current().WithFunction(name, most)]));

    /// <summary>Every crash that names a file, near the line when one is given.</summary>
    public IReadOnlyList<FoundDocument> WithFile(string path, int? line, int most) =>
        Read(connection => Found.Rows(connection, [.. _view.Current().WithFile(path, line, most)]));

    /// <summary>Whether a crash has this function in a stack.</summary>
    public bool HasFunction(string name) => _view.Current().HasFunction(name);

    /// <summary>Whether a crash names this file, near the line when one is given.</summary>
    public bool HasFile(string path, int? line = null) => _view.Current().HasFile(path, line);

    // The first report of a crash tells its type, subsystem and kernel.
    private List<FoundDocument> Listed(string order, int skip, int take) => Read(connection => Found.Rows(connection, connection.List(
        $"SELECT (SELECT min(number) FROM document WHERE crash = c.number) FROM crash c WHERE c.kind = 'report' ORDER BY {order} LIMIT $1 OFFSET $0", row => row.GetInt32(0), skip, take)));

    private sealed record GraphOfGeneration(long Generation, string Bisections, TitleGraph Graph);

    /// <summary>Former titles told of a crash, those of most of its reports first.</summary>
    private const int MostFormer = 20;

    private const string CrashColumns = "SELECT id, title, status, fixed_by, first_day, last_day, reports FROM crash";

    private static CrashRow CrashRowOf(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.TextOrNull(3), row.DayOrNull(4), row.DayOrNull(5), row.GetInt32(6));

    private static Crash CrashOf(SqliteConnection connection, long number)
    {
        CrashRow row = connection.List(CrashColumns + " WHERE number = $0", CrashRowOf, number)[0];
        List<ReportRow> reports = connection.List(
            "SELECT id, title, type, release, arch, day, seen FROM document WHERE crash = $0 ORDER BY coalesce(day, 0) DESC, number DESC",
            r => new ReportRow(r.GetString(0), r.GetString(1), r.TextOrNull(2), r.TextOrNull(3), r.TextOrNull(4), r.DayOrNull(5), r.GetInt32(6)), number);
        string shown = connection.Text("SELECT id FROM document WHERE crash = $0 ORDER BY flags & $1, length(value) DESC LIMIT 1", number, (int)DocumentFlags.Corrupted)!;
        List<(string Title, bool Former)> titles = connection.List("""
            SELECT t.title, min(t.former) FROM title t JOIN document d ON d.number = t.document WHERE d.crash = $0 AND t.title <> $1
            GROUP BY t.title ORDER BY min(t.former) * -count(*), t.title
            """, r => (r.GetString(0), r.GetBoolean(1)), number, row.Title);
        // Titles of bisections have runs: the thousands of reports of a common title are not looked at.
        List<BisectionRow> bisections = connection.List($"""
            SELECT DISTINCT b.id FROM title t JOIN document d ON d.number = t.document JOIN title bt ON bt.title = t.title
            AND bt.runs IS NOT NULL JOIN document b ON b.number = bt.document AND b.kind = 'bisection' WHERE d.crash = $0 AND {FormerTitles.NamesOne} LIMIT 200
            """, r => r.GetString(0), number).ConvertAll(id => RowOf(connection, id));
        return new Crash
        {
            Id = row.Id, Title = row.Title, Status = row.Status, FixedBy = row.FixedBy, First = row.First, Last = row.Last,
            Subsystem = connection.Text("SELECT subsystem FROM document WHERE id = $0", shown),
            Report = Value(connection, "report", shown, bytes => StoredValue.Unpack(bytes, KbJson.Default.CrashReport))!,
            Reports = reports,
            Mentions = Mentions(connection, shown),
            OtherTitles = [.. titles.Where(title => !title.Former).Select(title => title.Title)],
            FormerTitles = [.. titles.Where(title => title.Former).Select(title => title.Title).Take(MostFormer)],
            Bisections = bisections,
            Trackers = References(connection, number),
            Replies = Replies(connection, number),
            Decisions = connection.List("SELECT kind, crash, other, who, at, why FROM decision WHERE crash = $0 OR other = $0 ORDER BY number",
                r => new Decision(r.GetString(0), r.GetString(1), r.TextOrNull(2), r.GetString(3), r.TextOrNull(4), r.TextOrNull(5)), row.Id),
        };
    }

    // The commit alone has no column: of the record, no more than that is read.
    private static BisectionRow RowOf(SqliteConnection connection, string id) => connection.List(
        "SELECT title, type, trust, day, value FROM document WHERE id = $0 AND kind = 'bisection'",
        row => new BisectionRow(id, row.GetString(0), row.GetString(1), StoredValue.String((byte[])row.GetValue(4), "result", "commit"), row.RealOrNull(2), row.DayOrNull(3)), id)[0];

    private static List<Mention> Mentions(SqliteConnection connection, string id) => connection.List("""
        SELECT m.source, m.path, m.position, m.first_line, m.last_line, m.day, m.message_id, m.subject
        FROM mention m JOIN document d ON d.number = m.document WHERE d.id = $0 ORDER BY m.path
        """, row => new Mention(row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.IntOrNull(3), row.IntOrNull(4), row.DayOrNull(5), row.TextOrNull(6), row.TextOrNull(7)), id);

    private static string? Resolve(SqliteConnection connection, string id)
    {
        for (int step = 0; step < 16; step++)
        {
            if (connection.Number("SELECT 1 FROM document WHERE id = $0", id) is not null)
            {
                return id;
            }

            if (connection.Text("SELECT target FROM alias WHERE id = $0", id) is not { } target)
            {
                return null;
            }

            id = target;
        }

        return null;
    }

    private static T? Value<T>(SqliteConnection connection, string kind, string id, Func<byte[], T> unpack)
        where T : class =>
        connection.List("SELECT value FROM document WHERE id = $0 AND kind = $1", row => unpack((byte[])row.GetValue(0)), id, kind) is [var value, ..] ? value : null;

    private T Read<T>(Func<SqliteConnection, T> action) => _readers.Read(action);
}
