using KB.Indexer.Bisections;
using KB.Indexer.Corpus;
using KB.Indexer.Duplicates;
using KB.Indexer.Duplicates.Features;
using KB.Indexer.Reports;
using KB.Indexer.Search.Engine;
using KB.Indexer.Search.Subsystems;
using KB.Indexer.Trackers;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>Writes to an index. One writer at a time; readers see what was committed.</summary>
public sealed partial class IndexWriter : IDisposable
{
    private readonly string _data;
    private readonly SqliteConnection _connection;
    private readonly FileLock _lock;
    private readonly Decisions _decisions;
    private readonly ReportLinks _links;
    private SqliteTransaction? _transaction;

    private readonly SegmentStore _segments;
    private readonly Grouping _grouping;
    private long _version;
    private bool _bisectionsChanged;

    private IndexWriter(string data, SqliteConnection connection, FileLock held)
    {
        (_data, _connection, _lock, _segments) = (data, connection, held, new SegmentStore(data, connection));
        (_links, _grouping) = (new ReportLinks(connection), new Grouping(connection));
        _decisions = new Decisions(connection, _links, _grouping);
    }

    /// <summary>Opens the index of a data folder, and makes it where there is none of this schema version.</summary>
    /// <exception cref="IndexException">The folder cannot be written, or another program writes.</exception>
    public static IndexWriter Open(string data) => Open(data, Catalogue.Patience);

    /// <summary>The same, waiting no longer than told for another writer.</summary>
    /// <exception cref="IndexBusyException">Another program writes.</exception>
    /// <exception cref="IndexException">The folder cannot be written.</exception>
    public static IndexWriter Open(string data, TimeSpan patience)
    {
        FileLock held = Catalogue.Lock(data, patience);
        try
        {
            SqliteConnection connection = Catalogue.Write(data);
            try
            {
                return new IndexWriter(data, connection, held);
            }
            catch (SqliteException e)
            {
                connection.Dispose();
                throw Catalogue.Explain(data, e);
            }
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>How far the parts of the journal are read, by path, in bytes.</summary>
    public Dictionary<string, long> JournalPositions() => Guard(() =>
        _connection.List("SELECT path, size FROM source WHERE path >= 'journal/' AND path < 'journal0'", row => (Path: row.GetString(0), Size: row.GetInt64(1)))
            .ToDictionary(row => row.Path, row => row.Size));

    /// <summary>The files known, by path.</summary>
    public Dictionary<string, KnownSource> Sources() => Guard(() =>
        _connection.List("SELECT path, size, modified, unread IS NOT NULL FROM source", row => (Path: row.GetString(0), Value: new KnownSource(row.GetInt64(1), row.GetInt64(2), row.GetBoolean(3))))
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
        _decisions.Withdraw(source, _version);
        RemoveReplies(source);
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

    /// <summary>Adds all that was read from one text; returns how many documents it holds, 0 for an article whose slug is taken.</summary>
    public int Add(PreparedDocument prepared, long source)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        SourceDocument document = prepared.Document;
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

        if (document.Article is { } article)
        {
            return Add(article, mention) ? 1 : 0;
        }

        foreach (PreparedReport report in prepared.Reports)
        {
            Add(report, mention with { Position = document.Index + report.Report.Index, FirstLine = report.Report.StartLine, LastLine = report.Report.EndLine });
        }

        Guard(() =>
        {
            Begin();
            AddReply(document, source);
            _decisions.Add(document, source, _version);
            return 0;
        });
        return prepared.Reports.Count + (document.Bisection is null ? 0 : 1);
    }

    /// <summary>Adds a report, or one more mention of it where the same text is known; returns the id under which it is found.</summary>
    public string Add(CrashReport report, Mention mention)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(mention);
        return Add(PreparedReport.Of(report, mention.Day), mention);
    }

    private string Add(PreparedReport prepared, Mention mention) => Guard(() =>
    {
        (CrashReport report, string? givenId) = (prepared.Report, prepared.GivenId);
        Begin();
        // A name that is no id, or that another text has, names nothing: the text keeps the id of its content.
        string id = givenId is not null && ReportId.IsValid(givenId) && (Known(givenId) is not { } other || other.Id == Known(report.Id)?.Id) ? givenId : report.Id;
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
        CrashFeatures features = prepared.Features;
        long crash = Return(id, features, mention) ?? Group(id, features, mention) ?? AddCrash("report", id, stored.Title, mention);
        DocumentFlags flags = DocumentFlags.Open | (stored.Corrupted ? DocumentFlags.Corrupted : 0) | BisectionJudging.Of(_connection, stored.AltTitles.Append(stored.Title));
        long number = AddDocument("report", id, stored.Title, id == prepared.Id ? prepared.Value : StoredValue.Pack(stored, KbJson.Default.CrashReport), mention,
            crash, stored.Type, Subsystem.Of(stored.GuiltyFile)?.Name, stored.Kernel.Release, stored.Kernel.Arch, flags, null, prepared.PackedFeatures);
        if (id != report.Id)
        {
            _connection.Execute("INSERT OR IGNORE INTO alias VALUES ($0, $1)", report.Id, id);
        }

        AddTitles(number, stored.AltTitles.Append(stored.Title).Append(mention.Subject));
        AddTitles(number, stored.FormerTitles, former: true);
        AddReferences(number, stored.Trackers);
        _segments.Add(new SearchDocument
        {
            Number = (int)number, Kind = DocumentKind.Report, Id = id, Title = stored.Title, Report = stored, Text = prepared.Around,
            AltTitles = mention.Subject is { Length: > 0 } subject && subject != stored.Title ? [subject, .. stored.AltTitles] : stored.AltTitles,
        });
        return id;
    });

    /// <summary>That of the file which crashed last, else that of the first file of the culprit which has one.</summary>
    private static string? SubsystemOf(Bisection bisection) =>
        (Subsystem.Of(bisection.FinalCrash?.Report?.GuiltyFile) ?? bisection.Result.Details?.Paths.Select(Subsystem.Of).FirstOrDefault(each => each is not null))?.Name;

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

        _bisectionsChanged = true;
        string title = bisection.CrashTitles.Count > 0 ? bisection.CrashTitles[0].Title : bisection.FinalCrash?.Title ?? "bisection without a crash";
        CrashReport? final = bisection.FinalCrash?.Report;
        long number = AddDocument("bisection", bisection.Id, title, StoredValue.Pack(bisection, KbJson.Default.Bisection), mention,
            AddCrash("bisection", bisection.Id, title, mention), bisection.Result.Kind, SubsystemOf(bisection), final?.Kernel.Release, final?.Kernel.Arch, DocumentFlags.None, bisection.Trust);
        foreach (CrashTitleCount count in bisection.CrashTitles)
        {
            _connection.Execute("INSERT OR REPLACE INTO title VALUES ($0, $1, $2, $3, 0)", count.Title, number, count.Runs, count.SameBug);
        }

        foreach (Revision revision in bisection.Revisions)
        {
            if (revision.Signature is { } signature)
            {
                _connection.Execute("INSERT OR IGNORE INTO signature VALUES ($0, $1, $2)", signature, number, revision.Commit);
            }
        }

        AddReferences(number, references);
        _segments.Add(new SearchDocument
        {
            Number = (int)number, Kind = DocumentKind.Bisection, Id = bisection.Id, Title = title, Bisection = bisection, Trackers = references,
            AltTitles = [.. bisection.CrashTitles.Skip(1).Select(count => count.Title)],
        });
        return bisection.Id;
    });

    /// <summary>Makes everything since the last commit visible and durable.</summary>
    /// <param name="merge">False when merges are left to <see cref="BeginMerge"/>.</param>
    public void Commit(bool merge = true) => Guard(() =>
    {
        if (_transaction is null)
        {
            return 0;
        }

        if (_bisectionsChanged)
        {
            BisectionJudging.Update(_connection, _version);
            _bisectionsChanged = false;
        }

        RemoveEmptyCrashes();
        _decisions.Settle(_version);
        _segments.Flush();
        // A time that never goes back, whatever the clock does: it names what readers see, over rebuilds too.
        _connection.Execute("""
            INSERT INTO meta VALUES ('generation', $0) ON CONFLICT (key) DO UPDATE SET value = max(CAST(value AS INTEGER) + 1, CAST($0 AS INTEGER))
            """, DateTime.UtcNow.Ticks.ToString());
        _transaction.Commit();
        _transaction.Dispose();
        _transaction = null;
        if (merge)
        {
            _segments.Merge();
        }

        return 0;
    });

    /// <summary>The next merge of segments that is worth it, after a commit; null when there is none. One at a time: <see cref="FinishMerge"/> ends it.</summary>
    public PendingMerge? BeginMerge() => Guard(_segments.BeginMerge);

    /// <summary>Puts a merge that was written in place of its segments.</summary>
    public void FinishMerge(PendingMerge merge) => Guard(() =>
    {
        _segments.Finish(merge);
        return 0;
    });

    /// <summary>Drops what was not committed.</summary>
    public void Dispose()
    {
        _transaction?.Dispose();
        _connection.Dispose();
        _lock.Dispose();
    }

    private void Begin()
    {
        if (_transaction is null)
        {
            _transaction = _connection.BeginTransaction();
            _version = 1 + (_connection.Number("SELECT max((SELECT coalesce(max(version), 0) FROM document), (SELECT coalesce(max(version), 0) FROM removed))") ?? 0);
        }
    }

    private (long Number, string Id)? Known(string id) =>
        _connection.List("SELECT number, id FROM document WHERE id = $0 OR id = (SELECT target FROM alias WHERE id = $0)", row => (row.GetInt64(0), row.GetString(1)), id)
            is [var known, ..] ? known : null;

    private long AddCrash(string kind, string id, string title, Mention mention) => _connection.Number(
        "INSERT INTO crash (kind, id, title, first_day, last_day, reports) VALUES ($0, $1, $2, $3, $3, 1) RETURNING number", kind, id, title, mention.Day?.DayNumber)!.Value;

    /// <summary>The crash that a report belongs to by its features, the merge noted with its reasons; null when it is a new one.</summary>
    private long? Group(string id, CrashFeatures features, Mention mention)
    {
        if (_grouping.Place(id, features) is not { Zone: Zone.Duplicate, Of: { } of } decision
            || _connection.Number("SELECT crash FROM document WHERE id = $0 AND kind = 'report'", of) is not { } crash)
        {
            return null;
        }

        _links.Add(id, decision.Candidate?.Id ?? of, decision.Candidate?.Probability);
        _connection.Execute("INSERT INTO decision (kind, crash, other, who, at, why, source) SELECT 'merge', id, $1, 'kb', NULL, $2, $3 FROM crash WHERE number = $0",
            crash, id, Grouping.Why(decision), mention.Source);
        CountReport(crash, mention);
        return crash;
    }

    private void CountReport(long crash, Mention mention) => _connection.Execute("""
        UPDATE crash SET reports = reports + 1, first_day = min(coalesce(first_day, $1), coalesce($1, first_day)), last_day = max(coalesce(last_day, $1), coalesce($1, last_day))
        WHERE number = $0
        """, crash, mention.Day?.DayNumber);

    private long AddDocument(string kind, string id, string title, byte[] value, Mention mention, long crash, string? type, string? subsystem, string? release, string? arch, DocumentFlags flags, double? trust, byte[]? features = null)
    {
        long number = _connection.Number("""
            INSERT INTO document (kind, id, title, crash, version, type, subsystem, release, arch, day, flags, trust, value, features)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING number
            """, kind, id, title, crash, _version, type, subsystem, release, arch, mention.Day?.DayNumber, (int)flags, trust, value, features)!.Value;
        WriteMention(number, mention);
        return number;
    }

    private void WriteMention(long document, Mention mention) => _connection.Execute(
        "INSERT OR REPLACE INTO mention VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8)", document, mention.Source, mention.Path, mention.Position,
        mention.FirstLine, mention.LastLine, mention.Day?.DayNumber, mention.MessageId, mention.Subject);

    private void AddMention(long document, Mention mention)
    {
        WriteMention(document, mention);
        _connection.Execute("UPDATE document SET seen = (SELECT count(*) FROM mention WHERE document = $0), version = $1 WHERE number = $0", document, _version);
    }

    private void AddTitles(long document, IEnumerable<string?> titles, bool former = false)
    {
        foreach (string title in titles.OfType<string>().Where(title => title.Length > 0).Distinct())
        {
            _connection.Execute("INSERT OR IGNORE INTO title VALUES ($0, $1, NULL, NULL, $2)", title, document, former);
        }
    }

    private void AddReferences(long document, IEnumerable<TrackerReference> references)
    {
        foreach (TrackerReference reference in references)
        {
            _connection.Execute("INSERT OR IGNORE INTO reference VALUES ($0, $1, $2, $3)", reference.Tracker, reference.Id, document, reference.Url);
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
        catch (Exception e) when (e is InvalidDataException or FileNotFoundException)
        {
            throw Catalogue.Explain(_data, e);
        }
    }
}
