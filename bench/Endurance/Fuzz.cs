using System.Diagnostics;
using System.Text;
using KB.Indexer.Corpus;
using KB.Indexer.Reports;
using KB.Indexer.Search;
using KB.Indexer.Search.Queries;
using KB.Indexer.Trackers;

namespace KB.Bench.Endurance;

/// <summary>Feeds changed reports, logs, mails, pages and queries to everything that reads text from outside.</summary>
/// <remarks>A finding is an exception, an input that takes longer than a second of processor time, or that allocates more than 256 MB.</remarks>
public sealed class Fuzz(TextWriter output, int inputs, string corpus, string? findings, int seed)
{
    private const long MaxBytes = 256L << 20;
    private const string TooSlow = "takes longer than a second";
    private const int MaxSeedLength = 1 << 14;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1);

    private readonly string _data = Directory.CreateTempSubdirectory("kb-fuzz-").FullName;

    /// <summary>Texts of every kind, short; the corpus' own files are added.</summary>
    private static readonly string[] OwnSeeds =
    [
        "From: A <a@example.org>\nTo: b@example.org\nSubject: Re: [syzbot] WARNING in widget_flush\nMessage-ID: <1@example.org>\nIn-Reply-To: <0@example.org>\nContent-Type: text/plain; charset=utf-8; format=flowed\nContent-Transfer-Encoding: quoted-printable\n\n> BUG: KASAN: slab-use-after-free in widget=\n_flush+0x1/0x2\n#syz dup: WARNING in gadget_poll\n",
        "From a@example.org Thu Jan  1 00:00:00 1970\nFrom: a@example.org\nSubject: one\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nQlVHOiBLQVNBTjogdWFm\n--b--\n",
        "# Title\n\nIt crashed in `widget_flush`, [[crash:abc]] and [a](https://example.org):\n\n```oops\nBUG: kernel NULL pointer dereference, address: 0000000000000008\nRIP: 0010:widget_flush+0x1/0x2\nCall Trace:\n gadget+0x1/0x2\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "<!DOCTYPE html><html><head><title>x</title></head><body><pre>BUG: KASAN: use-after-free in foo+0x1/0x2\nCall Trace:\n foo+0x1/0x2</pre></body></html>",
        "{\"id\":\"1\",\"title\":\"WARNING in foo\",\"time\":\"2026-01-01T00:00:00Z\",\"text\":\"WARNING: CPU: 0 PID: 1 at a.c:1 foo+0x1/0x2\"}\n",
        "{\"version\":1,\"title\":\"WARNING in widget_flush\",\"crashes\":[{\"title\":\"x\"}]}",
        "{\"MESSAGE\":\"BUG: unable to handle page fault\",\"__REALTIME_TIMESTAMP\":\"1704067200000000\",\"_TRANSPORT\":\"kernel\"}\n",
        "fn:widget_* -title:\"use after\" (file:drivers/net/ or sub:usb) release:v5.4..v5.10 stack:\"a > b > c\" d:2020..",
        "widget_flush+0x1d3/0x240 fs/sysfs/dir.c:30 https://syzkaller.appspot.com/bug?extid=0123456789abcdef0123",
    ];

    /// <summary>Runs; false when there is a finding.</summary>
    public bool Run()
    {
        CorpusIndexer.Update(_data, [corpus]);
        var index = CrashIndex.Open(_data);
        (string Name, Action<string> Read)[] readers =
        [
            ("source", text => _ = SourceReader.ReadText("input", text).Count()),
            ("source", text => _ = SourceReader.ReadText("input", text).Count()),
            ("report", text => _ = ReportParser.ParseAll(new StringReader(text)).Count()),
            ("entry", text => _ = JournalEntry.Read("input", text).Count()),
            ("references", text => _ = TrackerTable.Find(text).Count),
            ("query", text => _ = Query.Parse(Short(text)).ToString()),
            ("search", text => _ = index.Search(Short(text), 0, 10).Total),
        ];
        var random = new Random(seed);
        var mutations = new Mutations(random, Seeds());
        var found = new Dictionary<string, int>();
        var clock = Stopwatch.StartNew();
        double slowest = 0;
        for (int i = 0; i < inputs; i++)
        {
            (string name, Action<string> read) = readers[random.Next(readers.Length)];
            string text = mutations.Next();
            string? fault = Try(read, text, ref slowest);
            // The time is that of the whole process: once more, in case the compiler or collector had work of its own.
            fault = fault == TooSlow ? Try(read, text, ref slowest) : fault;
            if (fault is not null && Note(found, $"{name}: {fault}") <= 3)
            {
                Keep(name, i, text, fault);
            }
        }

        output.WriteLine($"{inputs} inputs (seed {seed}) in {clock.Elapsed.TotalSeconds:0} s, slowest {slowest * 1000:0} ms, {found.Values.Sum()} findings of {found.Count} kinds");
        foreach ((string fault, int count) in found)
        {
            output.WriteLine($"  {count,6} × {fault}");
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
        return found.Count == 0;
    }

    private List<string> Seeds()
    {
        string[] files = [.. Directory.EnumerateFiles(corpus, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length < MaxSeedLength * 4).Order(StringComparer.Ordinal)];
        return [.. OwnSeeds, .. OwnSeeds, .. files.Where((_, i) => i % Math.Max(1, files.Length / 150) == 0).Select(file => File.ReadAllText(file)).Select(text => text.Length > MaxSeedLength ? text[..MaxSeedLength] : text)];
    }

    private static string? Try(Action<string> read, string text, ref double slowest)
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        try
        {
            read(text);
        }
        catch (Exception e)
        {
            string at = new StackTrace(e).GetFrames().Select(frame => frame.GetMethod()).FirstOrDefault(method => method?.DeclaringType?.Namespace?.StartsWith("KB.", StringComparison.Ordinal) == true) is { } method
                ? $"{method.DeclaringType!.Name}.{method.Name}" : "?";
            return $"{e.GetType().Name} in {at}";
        }

        TimeSpan took = Environment.CpuUsage.TotalTime - before;
        slowest = Math.Max(slowest, took.TotalSeconds);
        return took > MaxTime ? TooSlow : GC.GetAllocatedBytesForCurrentThread() - bytes > MaxBytes ? "allocates more than 256 MB" : null;
    }

    private static string Short(string text) => text.Length > 4000 ? text[..4000] : text;

    private static int Note(Dictionary<string, int> found, string fault) => found[fault] = found.GetValueOrDefault(fault) + 1;

    private void Keep(string reader, int number, string text, string fault)
    {
        if (findings is not null)
        {
            Directory.CreateDirectory(findings);
            File.WriteAllText(Path.Combine(findings, $"{reader}-{seed}-{number}.txt"), text, new UTF8Encoding(false));
            File.AppendAllText(Path.Combine(findings, "faults.tsv"), $"{reader}-{seed}-{number}.txt\t{fault}\n");
        }
    }
}
