using System.Diagnostics;
using System.Globalization;
using System.Text;
using KB.Indexer.Search;

namespace KB.Site.Hosting;

/// <summary>Counts requests, and prints the figures an operator needs in Prometheus' text format 0.0.4.</summary>
public sealed class Figures
{
    /// <summary>Upper bounds of the duration buckets, in seconds.</summary>
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Statuses 1xx to 5xx.</summary>
    private const int Classes = 6;

    private readonly long[] _byStatus = new long[Classes];
    private readonly long[] _byDuration = new long[Bounds.Length + 1];
    private long _ticks;
    private long _now;

    /// <summary>Counts a request.</summary>
    public async Task Count(HttpContext context, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        long start = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref _now);
        try
        {
            await next(context);
        }
        finally
        {
            TimeSpan took = Stopwatch.GetElapsedTime(start);
            Interlocked.Decrement(ref _now);
            Interlocked.Increment(ref _byStatus[Math.Clamp(context.Response.StatusCode / 100, 0, Classes - 1)]);
            int bucket = Array.FindIndex(Bounds, bound => took.TotalSeconds <= bound);
            Interlocked.Increment(ref _byDuration[bucket < 0 ? Bounds.Length : bucket]);
            Interlocked.Add(ref _ticks, took.Ticks);
        }
    }

    /// <summary>All figures.</summary>
    public string Print(Intake intake, Freshness freshness, IndexStats stats, long diskFree)
    {
        ArgumentNullException.ThrowIfNull(intake);
        ArgumentNullException.ThrowIfNull(freshness);
        ArgumentNullException.ThrowIfNull(stats);
        var text = new StringBuilder();
        Head(text, "kb_http_requests_total", "counter", "Requests answered, by class of status.");
        for (int i = 1; i < Classes; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"kb_http_requests_total{{status=\"{i}xx\"}} {Interlocked.Read(ref _byStatus[i])}\n");
        }

        Durations(text);
        foreach ((string name, string kind, string help, double value) in Rows(intake, freshness, stats, diskFree))
        {
            Head(text, name, kind, help);
            text.Append(CultureInfo.InvariantCulture, $"{name} {value}\n");
        }

        return text.ToString();
    }

    private (string Name, string Kind, string Help, double Value)[] Rows(Intake intake, Freshness freshness, IndexStats stats, long diskFree) =>
    [
        ("kb_http_requests_now", "gauge", "Requests being answered.", Interlocked.Read(ref _now)),
        ("kb_intake_queue", "gauge", "Entries that wait for the disk.", intake.QueueLength),
        ("kb_intake_acknowledged_total", "counter", "Entries put on the disk since the start.", intake.Acknowledged),
        ("kb_intake_refused_total", "counter", "Entries refused since the start: the queue or the disk was full.", intake.Refused),
        ("kb_index_failed", "gauge", "1 while the index cannot be brought up to date.", intake.Job.State == "failed" ? 1 : 0),
        ("kb_index_building", "gauge", "1 while the index is built.", intake.Job.State == "building" ? 1 : 0),
        ("kb_index_changed_timestamp_seconds", "gauge", "Time of the last commit.", freshness.Changed.ToUnixTimeMilliseconds() / 1000.0),
        ("kb_index_bytes", "gauge", "Size of the index.", stats.Bytes),
        ("kb_crashes", "gauge", "Crashes known.", stats.Crashes),
        ("kb_reports", "gauge", "Distinct reports known.", stats.Reports),
        ("kb_bisections", "gauge", "Bisections known.", stats.Bisections),
        ("kb_sources", "gauge", "Files read.", stats.Sources),
        ("kb_sources_unread", "gauge", "Files with nothing to take.", stats.Unread),
        ("kb_disk_free_bytes", "gauge", "Room left for the data folder.", diskFree),
        ("process_resident_memory_bytes", "gauge", "Resident memory.", Environment.WorkingSet),
        ("dotnet_heap_bytes", "gauge", "Managed memory in use.", GC.GetTotalMemory(forceFullCollection: false)),
        ("dotnet_collections_total", "counter", "Full garbage collections.", GC.CollectionCount(2)),
        ("dotnet_threads", "gauge", "Threads of the pool.", ThreadPool.ThreadCount),
        ("process_cpu_seconds_total", "counter", "Processor time used.", Environment.CpuUsage.TotalTime.TotalSeconds),
    ];

    private void Durations(StringBuilder text)
    {
        Head(text, "kb_http_request_duration_seconds", "histogram", "How long answers took.");
        long sum = 0;
        for (int i = 0; i <= Bounds.Length; i++)
        {
            sum += Interlocked.Read(ref _byDuration[i]);
            string bound = i < Bounds.Length ? Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"kb_http_request_duration_seconds_bucket{{le=\"{bound}\"}} {sum}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"kb_http_request_duration_seconds_sum {TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds}\n");
        text.Append(CultureInfo.InvariantCulture, $"kb_http_request_duration_seconds_count {sum}\n");
    }

    private static void Head(StringBuilder text, string name, string kind, string help) => text.Append($"# HELP {name} {help}\n# TYPE {name} {kind}\n");
}
