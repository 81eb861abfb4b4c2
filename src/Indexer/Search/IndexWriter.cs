using KB.Indexer.Bisections;
using KB.Indexer.Corpus;
using KB.Indexer.Reports;
using KB.Indexer.Trackers;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>Writes to an index. One writer at a time; readers see what was committed.</summary>
public sealed class IndexWriter : IDisposable
{
    private readonly string _data;
    private readonly SqliteConnection _connection;
    private SqliteTransaction? _transaction;

    private IndexWriter(string data, SqliteConnection connection) => (_data, _connection) = (data, connection);

    /// <summary>Opens the index of a data folder, and makes it where there is none or one of another schema version.</summary>
    /// <exception cref="IndexException">The folder cannot be written, or another program writes.</exception>
    public static IndexWriter Open(string data) => new(data, Catalogue.Write(data));

    /// <summary>The files known, by path.</summary>
    public Dictionary<string, KnownSource> Sources() => Guard(() =>
        _connection.List("SELECT path, size, modified FROM source", row => (Path: row.GetString(0), Value: new KnownSource(row.GetInt64(1), row.GetInt64(2))))
            .ToDictionary(row => row.Path, row => row.Value));

    /// <summary>Notes a file that is about to be read and forgets what was read from it before; returns its number.</summary>
    public long BeginSource(string path, long size, long modified) => Guard(() =>
    {
        Begin();
        RemoveSource(path);
        return _connection.Number("INSERT INTO source (path, size, modified, kind) VALUES ($0, $1, $2, '') RETURNING number", path, size, modified)!.Value;
    });

    /// <summary>Notes that a part of the journal is read up to a place; returns its number.</summary>
    public long ContinueSource(string path, long end) => Guard(() =>
    {
        Begin();
        return _connection.Number(
            "INSERT INTO source (path, size, modified, kind) VALUES ($0, $1, 0, '') ON CONFLICT (path) DO UPDATE SET size = $1 RETURNING number", path, end)!.Value;
    });

    /// <summary>Notes what a file turned out to be, and why nothing could be taken where that is so.</summary>
    public void EndSource(long source, string kind, string? unread) =>
        Guard(() => _connection.Execute("UPDATE source SET kind = $1, unread = $2 WHERE number = $0", source, kind, unread));

    /// <summary>Forgets a file and every document that stood only there.</summary>
    public void RemoveSource(string path) => Guard(() =>
    {
        Begin();
        if (_connection.Number("SELECT number FROM source WHERE path = $0", path) is not { } source)
        {
            return 0;
        }

        List<long> documents = _connection.List("SELECT DISTINCT document FROM mention WHERE source = $0", row => row.GetInt64(0), source);
        _connection.Execute("DELETE FROM mention WHERE source = $0", source);
        _connection.Execute("DELETE FROM decision WHERE source = $0", source);
        _connection.Execute("DELETE FROM source WHERE number = $0", source);
        foreach (long document in documents)
        {
            if (_connection.Number("SELECT count(*) FROM mention WHERE document = $0", document) == 0)
            {
                RemoveDocument(document);
            }
        }

        return documents.Count;
    });

    /// <summary>Adds all that was read from one text; returns how many documents it holds.</summary>
    public int Add(SourceDocument document, long source)
    {
        ArgumentNullException.ThrowIfNull(document);
        DateOnly? day = document.Date is { } date ? DateOnly.FromDateTime(date.UtcDateTime) : null;
        var mention = new Mention(source, document.Path, document.Index, null, null, day, document.MessageId, document.GivenTitle ?? document.Subject);
        if (document.Bisection is { } bisection)
        {
            Add(bisection, mention, document.Trackers);
            if (bisection.FinalCrash?.Report is { } final)
            {
                Add(final with { Trackers = document.Trackers }, mention);
            }
        }

        foreach (CrashReport report in Untitled(document) is { } untitled ? [untitled] : document.Reports)
        {
            Add(report with { Source = document.Path }, mention with { Position = document.Index + report.Index, FirstLine = report.StartLine, LastLine = report.EndLine },
                report.Index == 0 ? document.GivenId : null);
        }

        return document.Reports.Count + (document.Bisection is null ? 0 : 1);
    }

    /// <summary>Adds a report, or one more mention of it where the same text is known; returns the id under which it is found.</summary>
    public string Add(CrashReport report, Mention mention, string? givenId = null) => Guard(() =>
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(mention);
        Begin();
        string id = givenId ?? report.Id;
        if (Known(report.Id) is { } known)
        {
            AddMention(known.Number, mention);
            if (id != known.Id)
            {
                _connection.Execute("INSERT OR IGNORE INTO alias VALUES ($0, $1)", id, known.Id);
            }

            return known.Id;
        }

        CrashReport stored = report with { Id = id };
        int? day = mention.Day?.DayNumber;
        long crash = _connection.Number(
            "INSERT INTO crash (id, title, first_day, last_day, reports) VALUES ($0, $1, $2, $2, 1) RETURNING number", id, stored.Title, day)!.Value;
        long number = AddDocument("report", id, stored.Title, StoredValue.Pack(stored, KbJson.Default.CrashReport), mention,
            crash, stored.Type, null, stored.Kernel.Release, stored.Kernel.Arch, stored.Corrupted ? 1 : 0, null);
        if (id != report.Id)
        {
            _connection.Execute("INSERT OR IGNORE INTO alias VALUES ($0, $1)", report.Id, id);
        }

        AddTitles(number, stored.AltTitles.Append(stored.Title).Append(mention.Subject));
        AddReferences(number, stored.Trackers);
        AddWords(number, stored.Title, string.Join(' ', stored.Stacks.SelectMany(stack => stack.Frames).Select(frame => frame.Function).Distinct()), stored.Text + "\n" + mention.Subject);
        return id;
    });

    /// <summary>Adds a bisection, or one more mention of it where the same log is known.</summary>
    public string Add(Bisection bisection, Mention mention, IReadOnlyList<TrackerReference> references) => Guard(() =>
    {
        ArgumentNullException.ThrowIfNull(bisection);
        ArgumentNullException.ThrowIfNull(mention);
        Begin();
        if (Known(bisection.Id) is { } known)
        {
            AddMention(known.Number, mention);
            return known.Id;
        }

        string title = bisection.CrashTitles.Count > 0 ? bisection.CrashTitles[0].Title : bisection.FinalCrash?.Title ?? "bisection without a crash";
        CrashReport? final = bisection.FinalCrash?.Report;
        long number = AddDocument("bisection", bisection.Id, title, StoredValue.Pack(bisection, KbJson.Default.Bisection), mention,
            null, null, null, final?.Kernel.Release, final?.Kernel.Arch, 0, bisection.Trust);
        foreach (CrashTitleCount count in bisection.CrashTitles)
        {
            _connection.Execute("INSERT OR REPLACE INTO title VALUES ($0, $1, $2, $3)", count.Title, number, count.Runs, count.SameBug);
        }

        foreach (Revision revision in bisection.Revisions)
        {
            if (revision.Signature is { } signature)
            {
                _connection.Execute("INSERT OR IGNORE INTO signature VALUES ($0, $1, $2)", signature, number, revision.Commit);
            }
        }

        AddReferences(number, references);
        AddWords(number, title, string.Join(' ', bisection.CrashTitles.Select(count => count.Title)), BisectionText(bisection));
        return bisection.Id;
    });

    /// <summary>Makes everything since the last commit visible and durable.</summary>
    public void Commit() => Guard(() =>
    {
        _transaction?.Commit();
        _transaction?.Dispose();
        _transaction = null;
        return 0;
    });

    /// <summary>Drops what was not committed.</summary>
    public void Dispose()
    {
        _transaction?.Dispose();
        _connection.Dispose();
    }

    /// <summary>A crash that its source names but in whose text no report is recognised is kept under that name; null for all others.</summary>
    private static CrashReport? Untitled(SourceDocument document) =>
        document is { Reports.Count: 0, Bisection: null, GivenTitle: { Length: > 0 } title, Text.Length: > 0 }
            ? new CrashReport { Id = ReportId.Of(document.Text), Title = title, Text = document.Text, Corrupted = true, CorruptedReason = "no crash report is recognised in the text" }
            : null;

    private void Begin() => _transaction ??= _connection.BeginTransaction();

    private (long Number, string Id)? Known(string id) =>
        _connection.List("SELECT number, id FROM document WHERE id = $0 OR id = (SELECT target FROM alias WHERE id = $0)", row => (row.GetInt64(0), row.GetString(1)), id)
            is [var known, ..] ? known : null;

    private long AddDocument(string kind, string id, string title, byte[] value, Mention mention, long? crash, string? type, string? subsystem, string? release, string? arch, int flags, double? trust)
    {
        long number = _connection.Number("""
            INSERT INTO document (kind, id, title, crash, type, subsystem, release, arch, day, flags, trust, value)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING number
            """, kind, id, title, crash, type, subsystem, release, arch, mention.Day?.DayNumber, flags, trust, value)!.Value;
        AddMention(number, mention);
        return number;
    }

    private void AddMention(long document, Mention mention)
    {
        _connection.Execute("INSERT OR REPLACE INTO mention VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8)", document, mention.Source, mention.Path, mention.Position,
            mention.FirstLine, mention.LastLine, mention.Day?.DayNumber, mention.MessageId, mention.Subject);
        _connection.Execute("UPDATE document SET seen = (SELECT count(*) FROM mention WHERE document = $0) WHERE number = $0", document);
    }

    private void AddTitles(long document, IEnumerable<string?> titles)
    {
        foreach (string title in titles.OfType<string>().Where(title => title.Length > 0).Distinct())
        {
            _connection.Execute("INSERT OR IGNORE INTO title VALUES ($0, $1, NULL, NULL)", title, document);
        }
    }

    private void AddReferences(long document, IEnumerable<TrackerReference> references)
    {
        foreach (TrackerReference reference in references)
        {
            _connection.Execute("INSERT OR IGNORE INTO reference VALUES ($0, $1, $2, $3)", reference.Tracker, reference.Id, document, reference.Url);
        }
    }

    private void AddWords(long document, string title, string frames, string text) =>
        _connection.Execute("INSERT INTO words (rowid, title, frames, text) VALUES ($0, $1, $2, $3)", document, Words.Of(title), Words.Of(frames), Words.Of(text));

    private static string BisectionText(Bisection bisection) => string.Join('\n',
        bisection.CrashTitles.Select(count => count.Title)
            .Concat(bisection.Revisions.SelectMany(revision => new[] { revision.Commit, revision.Release, revision.Title }).OfType<string>())
            .Append(bisection.Result.Commit).Append(bisection.Result.Title).Append(bisection.FinalCrash?.Title).Append(bisection.FinalCrash?.Report?.Text)
            .OfType<string>());

    private void RemoveDocument(long document)
    {
        long? crash = _connection.Number("SELECT crash FROM document WHERE number = $0", document);
        foreach (string table in (string[])["title", "reference", "signature"])
        {
            _connection.Execute($"DELETE FROM {table} WHERE document = $0", document);
        }

        _connection.Execute("DELETE FROM words WHERE rowid = $0", document);
        _connection.Execute("DELETE FROM document WHERE number = $0", document);
        if (crash is not null && _connection.Number("SELECT count(*) FROM document WHERE crash = $0", crash) == 0)
        {
            _connection.Execute("DELETE FROM crash WHERE number = $0", crash);
        }
    }

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException e)
        {
            throw Catalogue.Explain(_data, e);
        }
    }
}
