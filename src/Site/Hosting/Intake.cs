using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using KB.Indexer.Cli;
using KB.Indexer.Corpus;
using KB.Indexer.Search;

namespace KB.Site.Hosting;

/// <summary>
/// The one door for what comes in: entries are put on the disk in groups (one flush a group), then into the index. It also builds the
/// index when the site starts, and takes over what other programs (<c>kb import</c>) append to the journal.
/// </summary>
/// <remarks>
/// What was acknowledged is in the journal; when the index cannot be written, because <c>kb index</c> runs or the disk is full, the site
/// goes on reading and tries again every <see cref="Tick"/>.
/// </remarks>
public sealed class Intake(SiteOptions options, Freshness freshness, ILogger<Intake> log) : BackgroundService
{
    /// <summary>Entries that may wait; a disk writes them in well under a second, so more than this means that it does not keep up.</summary>
    public const int MaxWaiting = 512;

    /// <summary>Characters that may wait: bounds the memory, whatever the entries' sizes.</summary>
    public const long MaxWaitingLength = 128 << 20;

    /// <summary>Entries of one group: one flush to disk, one commit.</summary>
    private const int GroupSize = 64;

    /// <summary>How often the journal is looked at for entries of other programs, and a failed index job is tried again.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>How long a sender waits for the index before it is told that its entry is on the disk and will be indexed.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    /// <summary>How long the index is kept open for the next entry; then other programs may write to it.</summary>
    private static readonly TimeSpan KeepWriter = TimeSpan.FromSeconds(2);

    /// <summary>An update or a flush to disk that takes longer is told: senders have waited for it.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    private readonly Journal _journal = new(options.Data);
    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(MaxWaiting);
    private readonly ConcurrentQueue<Waiting> _unindexed = new();
    private readonly SemaphoreSlim _appended = new(0);
    private long _waitingLength;
    private IndexWriter? _writer;
    private (PendingMerge Merge, Task Written)? _merge;
    private bool _mayMerge;
    private DateTime _written;
    private long _journalBytes;
    private long _acknowledged;
    private long _refused;

    private sealed record Waiting(string Entry, TaskCompletionSource<bool> OnDisk, TaskCompletionSource Indexed);

    /// <summary>Entries that wait for the disk.</summary>
    public int QueueLength => _queue.Reader.Count;

    /// <summary>Entries put on the disk since the start.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Entries refused since the start.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>What the index job does.</summary>
    public IndexJob Job { get; internal set; } = new("building", 0, 0, "", null);

    /// <summary>What readers have to know while the index does not hold everything yet; null when it does.</summary>
    public string? Unfinished => Job is { State: "building" } job && (job.Total > 0 || freshness.Generation == 0)
        ? $"The index is being made{(job.Total > 0 ? $" ({100 * job.Done / job.Total} % read)" : "")}: what is not found now may be found in a moment."
        : null;

    /// <summary>Takes an entry; returns when it is in the index, or on the disk and the index is busy, or refused.</summary>
    public async Task<IntakeAnswer> Add(string entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var waiting = new Waiting(entry, new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (Interlocked.Add(ref _waitingLength, entry.Length) > MaxWaitingLength || !_queue.Writer.TryWrite(waiting))
        {
            Interlocked.Add(ref _waitingLength, -entry.Length);
            Interlocked.Increment(ref _refused);
            return IntakeAnswer.Full;
        }

        if (!await waiting.OnDisk.Task)
        {
            return IntakeAnswer.Refused;
        }

        return await Task.WhenAny(waiting.Indexed.Task, Task.Delay(AnswerWithin)) == waiting.Indexed.Task ? IntakeAnswer.Indexed : IntakeAnswer.Durable;
    }

    /// <summary>Finishes what was acknowledged, and what waits.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Task.Run(WriteJournal, CancellationToken.None), Task.Run(() => WriteIndex(stoppingToken), CancellationToken.None));

    private async Task WriteJournal()
    {
        var group = new List<Waiting>(GroupSize);
        while (await _queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < GroupSize && _queue.Reader.TryRead(out Waiting? next))
            {
                group.Add(next);
            }

            bool onDisk = Append(group);
            Interlocked.Add(ref onDisk ? ref _acknowledged : ref _refused, group.Count);
            foreach (Waiting waiting in group)
            {
                Interlocked.Add(ref _waitingLength, -waiting.Entry.Length);
                if (onDisk)
                {
                    _unindexed.Enqueue(waiting);
                }

                waiting.OnDisk.SetResult(onDisk);
            }

            _appended.Release();
        }
    }

    private bool Append(List<Waiting> group)
    {
        try
        {
            long start = Stopwatch.GetTimestamp();
            _journal.Append(group.ConvertAll(waiting => waiting.Entry));
            TellIfSlow("disk", start, group.Count);
            return true;
        }
        catch (Exception e)
        {
            // Whatever it is: who waits for the disk is answered, and the next group is tried.
            log.LogError("{Count} entries refused, the journal cannot be written: {Reason}", group.Count, e.Message);
            return false;
        }
    }

    private async Task WriteIndex(CancellationToken stopping)
    {
        bool corpusRead = false;
        while (!stopping.IsCancellationRequested)
        {
            corpusRead = options.Replica ? Index(() => { }) : corpusRead ? Index(Replay) || corpusRead : Index(UpdateAll);
            Try(TendMerge);
            try
            {
                await _appended.WaitAsync(Tick, stopping);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        if (!options.Replica)
        {
            Index(Replay);
            LetWriterGo();
        }
    }

    /// <summary>Does one update of the index; false when it has to be tried again.</summary>
    private bool Index(Action update)
    {
        int waiting = _unindexed.Count;
        long start = Stopwatch.GetTimestamp();
        if (!Try(update))
        {
            return false;
        }

        if (Job.State != "ready")
        {
            Job = new IndexJob("ready", 0, 0, "", null);
        }

        TellIfSlow("index", start, waiting);
        while (waiting-- > 0 && _unindexed.TryDequeue(out Waiting? done))
        {
            done.Indexed.SetResult();
        }

        return true;
    }

    private bool Try(Action update)
    {
        try
        {
            update();
            return true;
        }
        catch (IndexBusyException)
        {
            return false;
        }
        catch (Exception e)
        {
            // Whatever it is: a job that ended unseen would leave an index that is called up to date and takes nothing in.
            EndMerge(use: false);
            LetWriterGo();
            if (Job.Error != e.Message)
            {
                log.LogError(e is IndexException or IOException or UnauthorizedAccessException ? null : e, "The index cannot be brought up to date: {Reason}", e.Message);
            }

            Job = new IndexJob("failed", 0, 0, "", e.Message);
            return false;
        }
        finally
        {
            freshness.Refresh();
        }
    }

    private void TellIfSlow(string what, long start, int entries)
    {
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        if (entries > 0 && took > Slow)
        {
            log.LogWarning("The {What} took {Seconds:0.0} s for {Count} entries", what, took.TotalSeconds, entries);
        }
    }

    private void UpdateAll()
    {
        IndexSummary summary = ConsoleProgress.Run(shown => CorpusIndexer.Update(options.Data, [options.Corpus], new Follow(this, shown), besideReaders: true));
        if (summary.Changed)
        {
            log.LogInformation("Index: {Read} files read, {Removed} gone, {Documents} documents", summary.Read, summary.Removed, summary.Documents);
        }
    }

    private void Replay()
    {
        long bytes = Journal.Parts(options.Data).Sum(part => new FileInfo(part).Length);
        if (bytes != _journalBytes || !_unindexed.IsEmpty || Job.State == "failed")
        {
            _writer ??= IndexWriter.Open(options.Data, Tick);
            CorpusIndexer.Replay(_writer, options.Data, besideReaders: true, merge: false);
            _journalBytes = bytes;
            _written = DateTime.UtcNow;
            _mayMerge = true;
        }
        else if (_merge is null && DateTime.UtcNow - _written > KeepWriter)
        {
            LetWriterGo();
        }
    }

    /// <summary>Ends a merge that is written and begins the next: a large one takes seconds, for which no sender waits.</summary>
    private void TendMerge()
    {
        if (_merge is { Written.IsCompleted: true })
        {
            EndMerge();
        }

        if (_merge is null && _mayMerge && _writer?.BeginMerge() is { } next)
        {
            _merge = (next, Task.Run(next.Write));
            _merge.Value.Written.ContinueWith(_ => _appended.Release(), TaskScheduler.Default);
        }

        _mayMerge &= _merge is not null;
    }

    /// <param name="use">False when the writer failed: the file is removed when the index is opened again.</param>
    private void EndMerge(bool use = true)
    {
        if (_merge is not { } ended)
        {
            return;
        }

        using PendingMerge merge = ended.Merge;
        _merge = null;
        try
        {
            ended.Written.GetAwaiter().GetResult();
            if (use)
            {
                _writer!.FinishMerge(merge);
            }
        }
        catch (Exception e)
        {
            _mayMerge = false;
            log.LogError("Segments cannot be merged: {Reason}", e.Message);
        }
    }

    private void LetWriterGo()
    {
        EndMerge();
        _writer?.Dispose();
        _writer = null;
    }

    /// <summary>Keeps <see cref="Job"/> up to date while the corpus is read, and the bar on the terminal.</summary>
    private sealed class Follow(Intake intake, IProgress<IndexProgress>? shown) : IProgress<IndexProgress>
    {
        public void Report(IndexProgress value)
        {
            intake.Job = new IndexJob("building", value.Done, value.Total, value.Current, null);
            shown?.Report(value);
        }
    }
}
