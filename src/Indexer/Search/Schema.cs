namespace KB.Indexer.Search;

/// <summary>The tables of the catalogue and their version.</summary>
/// <remarks>
/// History of <see cref="Version"/>:
/// 1: documents, crashes, sources, mentions, references, decisions.
/// 3: features of reports, for duplicates.
/// 4: bindings of articles.
/// 5: replies; references of the whole document that a report stands in.
/// 6: subsystems of bisections; trust weighs how a log ends.
/// 7: links between reports of a crash; where a bad access fell.
/// 8: frames that the kernel named wrongly have names of their own.
/// 9: what bisections say of titles.
/// 10: where a bad access fell is kept no more; indexes for what each start and the home page read.
/// 11: titles that older rules gave a report.
/// 12: accesses, registers and kernels of more reports; names by one demangler.
/// 13: entries and traps of more architectures are in no stack of likeness; bugs of trackers of a report apart from what makes repeats.
/// </remarks>
internal static class Schema
{
    /// <summary>Raised whenever what is stored, or what is read out of a report, changes its meaning: an index of another version is rebuilt.</summary>
    public const int Version = 15;

    public const string Tables = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

        -- One row a file of the corpus or a part of the journal.
        CREATE TABLE source (
            number INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, modified INTEGER NOT NULL,
            kind TEXT NOT NULL, unread TEXT);

        -- One row a result of a search. Kind report: a distinct bug as far as we know, its id is that of its first report and never
        -- changes; kinds bisection and article: that document alone.
        CREATE TABLE crash (
            number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, status TEXT NOT NULL DEFAULT 'open',
            fixed_by TEXT, first_day INTEGER, last_day INTEGER, reports INTEGER NOT NULL DEFAULT 0);
        -- The lists of the home page.
        CREATE INDEX crash_newest ON crash(coalesce(last_day, 0) DESC, number DESC) WHERE kind = 'report';
        CREATE INDEX crash_most_seen ON crash(reports DESC, number DESC) WHERE kind = 'report';

        -- One row a distinct report, bisection or article. value: the record as compressed JSON; features: of a report, what likeness needs.
        CREATE TABLE document (
            number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
            crash INTEGER NOT NULL REFERENCES crash(number), version INTEGER NOT NULL, type TEXT, subsystem TEXT, release TEXT, arch TEXT, day INTEGER,
            flags INTEGER NOT NULL DEFAULT 0, trust REAL, seen INTEGER NOT NULL DEFAULT 1, value BLOB NOT NULL,
            features BLOB);
        CREATE INDEX document_crash ON document(crash);
        CREATE INDEX document_kind ON document(kind, number);
        -- All that SearchView reads of each document, without its value: a hundred thousand rows in a tenth of the time.
        CREATE INDEX document_columns ON document(version, number, crash, kind, type, subsystem, release, arch, day, flags, trust, seen);

        -- Numbers that were given up, so that readers can drop them; version: the commit, as in document.
        CREATE TABLE removed (number INTEGER PRIMARY KEY, version INTEGER NOT NULL);
        CREATE INDEX removed_version ON removed(version);

        -- The segment files that hold the words of the documents.
        CREATE TABLE segment (name TEXT PRIMARY KEY, first INTEGER NOT NULL, generation INTEGER NOT NULL) WITHOUT ROWID;

        -- Where a document's text stands: the same text in two files is one document with two mentions.
        CREATE TABLE mention (
            document INTEGER NOT NULL, source INTEGER NOT NULL, path TEXT NOT NULL, position INTEGER NOT NULL, first_line INTEGER, last_line INTEGER,
            day INTEGER, message_id TEXT, subject TEXT, PRIMARY KEY (document, source, path, position)) WITHOUT ROWID;
        CREATE INDEX mention_source ON mention(source);
        CREATE INDEX mention_mail ON mention(message_id) WHERE message_id IS NOT NULL;

        -- Mails of a thread: message_id speaks of parent, which is the Message-ID of an earlier mail or the id of a bug at syzbot.
        CREATE TABLE reply (
            parent TEXT NOT NULL, message_id TEXT NOT NULL, source INTEGER NOT NULL, subject TEXT, sender TEXT, day INTEGER,
            PRIMARY KEY (parent, message_id, source)) WITHOUT ROWID;
        CREATE INDEX reply_mail ON reply(message_id);
        CREATE INDEX reply_source ON reply(source);

        -- Bugs of trackers that such a mail refers to.
        CREATE TABLE reply_reference (
            tracker TEXT NOT NULL, key TEXT NOT NULL, message_id TEXT NOT NULL, source INTEGER NOT NULL, url TEXT,
            PRIMARY KEY (tracker, key, message_id, source)) WITHOUT ROWID;
        CREATE INDEX reply_reference_mail ON reply_reference(message_id);
        CREATE INDEX reply_reference_source ON reply_reference(source);

        -- Bugs of trackers that a document refers to.
        CREATE TABLE reference (
            tracker TEXT NOT NULL, key TEXT NOT NULL, document INTEGER NOT NULL, url TEXT,
            PRIMARY KEY (tracker, key, document)) WITHOUT ROWID;
        CREATE INDEX reference_document ON reference(document);

        -- Crash titles under which something is known: of reports, their alternatives, and of the runs of bisections.
        -- former: 1 for one that older rules gave a report.
        CREATE TABLE title (
            title TEXT NOT NULL, document INTEGER NOT NULL, runs INTEGER, same_bug REAL, former INTEGER NOT NULL,
            PRIMARY KEY (title, document)) WITHOUT ROWID;
        CREATE INDEX title_document ON title(document);

        -- What all bisections together say of a title: flags as in document.
        CREATE TABLE judged_title (title TEXT PRIMARY KEY, flags INTEGER NOT NULL) WITHOUT ROWID;

        -- What the front matter of articles binds: key as CrashBinding.Key writes it.
        CREATE TABLE binding (key TEXT NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (key, document)) WITHOUT ROWID;

        -- Kernel binaries that bisections ran.
        CREATE TABLE signature (signature TEXT NOT NULL, document INTEGER NOT NULL, commit_id TEXT NOT NULL, PRIMARY KEY (signature, document, commit_id)) WITHOUT ROWID;

        -- Ids that were given up: of merged crashes, and ids that imports gave to a text that has another one.
        CREATE TABLE alias (id TEXT PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID;

        -- Why a report is of the crash of another: probability is null where a person said so.
        CREATE TABLE link (report TEXT PRIMARY KEY, other TEXT NOT NULL, probability REAL);
        CREATE INDEX link_other ON link(other);

        -- What people, or the grouping, decided.
        CREATE TABLE decision (
            number INTEGER PRIMARY KEY, kind TEXT NOT NULL, crash TEXT NOT NULL, other TEXT, who TEXT NOT NULL, at TEXT, why TEXT, source INTEGER);
        CREATE INDEX decision_crash ON decision(crash);
        CREATE INDEX decision_other ON decision(other);
        """;
}
