using System.Diagnostics;
using System.Text.Json;
using KB.Indexer.Corpus;
using KB.Indexer.Search;

namespace KB.Bench.Search;

/// <summary>The whole product: what it takes to index, what queries cost while it does, and how soon a new report is found.</summary>
public static class Live
{
    private const int Queries = 1000, Fresh = 50, Batch = 500, MostBatches = 40;

    /// <summary>Indexes so many logs in a fresh data folder and prints what that and queries cost.</summary>
    public static void Run(VariedReports reports, string folder, int count)
    {
        string data = Path.Combine(folder, "live");
        if (Directory.Exists(data))
        {
            Directory.Delete(data, recursive: true);
        }

        var journal = new Journal(data);
        for (int start = 0; start < count; start += Batch)
        {
            journal.Append(Entries(reports, start, Math.Min(Batch, count - start)));
        }

        var watch = Stopwatch.StartNew();
        IndexSummary summary = CorpusIndexer.Replay(data);
        Say($"{count} logs with {summary.Documents} reports: {watch.Elapsed.TotalSeconds:0} s on {Environment.ProcessorCount} cores, {summary.Documents / watch.Elapsed.TotalSeconds:0} reports/s");
        CrashIndex index = CrashIndex.Open(data);
        IndexStats stats = index.Stats();
        Say($"{stats.Crashes} crashes, {stats.Bytes / 1e6:0} MB of catalogue and segments");
        var workload = new Workload(reports, count);
        Ask(index, workload);
        double[] alone = Ask(index, workload), beside;
        // Made before: what makes logs is no part of the product.
        string[][] batches = [.. Enumerable.Range(0, MostBatches).Select(batch => Entries(reports, count + (batch * Batch), Batch))];
        using (var stop = new CancellationTokenSource())
        {
            int more = 0;
            Task writer = Task.Run(() =>
            {
                using var open = IndexWriter.Open(data);
                for (; !stop.IsCancellationRequested && more < batches.Length; more++)
                {
                    journal.Append(batches[more]);
                    CorpusIndexer.Replay(open, data, besideReaders: true);
                }
            });
            TimeSpan paused = GC.GetTotalPauseDuration();
            watch.Restart();
            beside = Ask(index, workload);
            TimeSpan took = watch.Elapsed;
            paused = GC.GetTotalPauseDuration() - paused;
            bool throughout = !writer.IsCompleted;
            stop.Cancel();
            writer.Wait();
            more *= Batch;
            Say($"{alone.Length} queries of all kinds: p50 {alone[alone.Length / 2]:0.00} ms, p99 {alone[alone.Length * 99 / 100]:0.0} ms; while {more} logs more are indexed{(throughout ? "" : " (less long than the queries)")}: p50 {beside[alone.Length / 2]:0.00} ms, p99 {beside[alone.Length * 99 / 100]:0.0} ms; the collector paused for {paused / took:p1} of it");
            count += more;
        }

        using var kept = IndexWriter.Open(data);
        // The first report after a start waits until the known ones are read.
        Say($"the first report after opening: {Found(index, journal, kept, data, $"first_function_of_{count}"):0} ms");
        double[] fresh = [.. Enumerable.Range(0, Fresh).Select(i => Found(index, journal, kept, data, $"fresh_function_{i}_of_{count}")).Order()];
        Say($"a new report is found after its acknowledgement: p50 {fresh[Fresh / 2]:0} ms, most {fresh[^1]:0} ms");
    }

    private static string[] Entries(VariedReports reports, int start, int count) => [.. Enumerable.Range(start, count).AsParallel().AsOrdered()
        .Select(i => JsonSerializer.Serialize(new { time = new DateOnly(2018, 1, 1).AddDays(i / 40 % 2900), text = reports[i].Text }))];

    private static double[] Ask(CrashIndex index, Workload workload) => [.. workload.Kinds.SelectMany(kind => Enumerable.Range(0, Queries / 10).Select(_ => kind.Next())).Select(query =>
    {
        long start = Stopwatch.GetTimestamp();
        index.Search(query.TrimEnd(), 0, 20, facets: true);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }).Order()];

    private static double Found(CrashIndex index, Journal journal, IndexWriter writer, string data, string function)
    {
        string log = $"BUG: unable to handle kernel NULL pointer dereference at 0000000000000008\nRIP: 0010:{function}+0x12/0x340\nCall Trace:\n {function}_caller+0x5/0x60\n do_syscall_64+0x1/0x2\n";
        journal.Append([JsonSerializer.Serialize(new { text = log })]);
        long start = Stopwatch.GetTimestamp();
        CorpusIndexer.Replay(writer, data);
        while (index.Search("fn:" + function, 0, 1).Total == 0)
        {
            Thread.Sleep(1);
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
