using System.Diagnostics;
using KB.Indexer.Duplicates;
using KB.Indexer.Duplicates.Features;
using KB.Indexer.Reports;

namespace KB.Bench.Duplicates;

/// <summary>Time and memory with many distinct crashes: the bugs in disguise, again and again.</summary>
internal static class Speed
{
    private const int Queries = 300;

    public static void Run(IReadOnlyList<Bug> bugs, int count, Action<string> say)
    {
        var disguise = new Disguise(bugs, 23);
        var index = new DuplicateIndex();
        var clock = Stopwatch.StartNew();
        for (int i = 0; index.Count < count; i++)
        {
            index.Add($"{i}", i < bugs.Count ? bugs[i].Features : disguise.Of(bugs[i % bugs.Count].Features));
        }

        say($"{index.Count} distinct crashes made and added in {clock.Elapsed.TotalSeconds:0.0} s; {GC.GetTotalMemory(forceFullCollection: true) >> 20} MiB");
        Bug[] asked = [.. bugs.Where(bug => bug.Report is not null).Where((_, i) => i % 8 == 0).Take(Queries)];
        double[] times = [.. asked.Select(bug => Ask(index, bug)).Skip(Queries / 10).Order()];
        say(FormattableString.Invariant($"{times.Length} queries, parse and reasons included: p50 {times[times.Length / 2]:0.0} ms, p95 {times[times.Length * 95 / 100]:0.0} ms"));
        clock.Restart();
        for (int i = 0; i < 1_000_000; i++)
        {
            index.Add("repeat", bugs[0].Features);
        }

        say($"a million repeats of one crash: {clock.Elapsed.TotalSeconds:0.00} s, {index.Count} distinct crashes");
    }

    private static double Ask(DuplicateIndex index, Bug bug)
    {
        var clock = Stopwatch.StartNew();
        CrashReport report = ReportParser.Parse(bug.Report!.Text) ?? bug.Report;
        index.Find(CrashFeatures.Of(report), 10);
        return clock.Elapsed.TotalMilliseconds;
    }
}
