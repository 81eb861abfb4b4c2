using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using KB.Indexer.Bisections;
using KB.Indexer.Corpus;
using KB.Indexer.Corpus.Articles;
using KB.Indexer.Reports;
using KB.Indexer.Search;
using KB.Indexer.Search.Queries;
using KB.Indexer.Trackers;
using KB.Site.Pages.Shared;

namespace KB.Bench.Endurance;

/// <summary>Feeds changed reports, logs, mails, pages and queries to everything that reads text from outside.</summary>
/// <remarks>
/// A finding is an exception, an input that takes its thread longer than a second of processor time, one that allocates more than 256 MB,
/// or one that does not end. What was found once is kept in the folder Findings beside the program's source, and belongs to the texts that are changed.
/// </remarks>
public sealed class Fuzz : IDisposable
{
    private const long MaxBytes = 256L << 20;
    private const int MaxSeedLength = 1 << 14;
    private const int MaxSeeds = 150;
    private const int MaxQuery = 4000;
    private const string FrontMatter = "---\ntitle: Notes\nupdated: 2026-01-01\n---\n";

    /// <summary>Texts of one fault that are written to the folder of findings.</summary>
    private const int KeptOfAFault = 3;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1);

    /// <summary>An input that is not done by the clock on the wall does not end, however busy the machine is.</summary>
    private static readonly TimeSpan Endless = TimeSpan.FromSeconds(60);

    private readonly string _root = Directory.CreateTempSubdirectory("kb-fuzz-").FullName;
    private readonly List<string> _seeds;
    private readonly Reader[] _readers;

    /// <summary>Reads what is changed, and makes an index of it for the queries.</summary>
    /// <param name="corpus">Folder of texts; up to 150 of them are taken.</param>
    public Fuzz(string corpus)
    {
        _seeds = Seeds(corpus);
        string folder = Directory.CreateDirectory(Path.Combine(_root, "corpus")).FullName;
        for (int i = 0; i < _seeds.Count; i++)
        {
            File.WriteAllText(Path.Combine(folder, $"{i}.txt"), _seeds[i], new UTF8Encoding(false));
        }

        CorpusIndexer.Update(Path.Combine(_root, "data"), [folder]);
        var index = CrashIndex.Open(Path.Combine(_root, "data"));
        _readers =
        [
            new("source", text => _ = SourceReader.ReadText("input", text).Count()),
            new("source", text => _ = SourceReader.ReadText("input", text).Count()),
            new("report", text => _ = ReportParser.ParseAll(new StringReader(text)).Count()),
            new("entry", text => _ = JournalEntry.Read("input", text).Count()),
            new("references", text => _ = TrackerTable.Find(text).Count),
            new("query", text => _ = Query.Parse(Short(text)).ToString()),
            new("search", text => _ = index.Search(Short(text), 0, 10, facets: true).Total),
            new("similar", text => _ = index.Similar(SourceReader.ReadText("input", FlatText.Unfold(text)).SelectMany(document => document.Reports).Take(10), 10).Count),
            new("bisection", text => _ = BisectionParser.Parse(text)),
            new("article", text => _ = ArticleReader.Read("input.md", FrontMatter + text).Faults.Count),
            new("page", text => _ = ArticleHtml.Render(text, _ => null).ToString()),
        ];
    }

    /// <summary>Texts of faults that were found and mended.</summary>
    public static IEnumerable<string> Findings() => typeof(Fuzz).Assembly.GetManifestResourceNames()
        .Where(name => name.Contains(".Findings.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Resource);

    /// <summary>The faults that one text shows in all readers.</summary>
    public IReadOnlyList<string> Find(string text) => [.. _readers.Select(reader => Try(reader, text, new Costs())).OfType<string>()];

    /// <summary>Runs; the faults with how often each was seen.</summary>
    /// <param name="inputs">How many texts are tried.</param>
    /// <param name="seed">The same seed makes the same texts.</param>
    /// <param name="output">Told what was done, every tenth of the way.</param>
    /// <param name="keep">Folder to which texts with a fault are written; null for none.</param>
    public IReadOnlyDictionary<string, int> Run(int inputs, int seed, TextWriter output, string? keep = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        var random = new Random(seed);
        var mutations = new Mutations(random, _seeds);
        var found = new ConcurrentDictionary<string, int>();
        Dictionary<string, Costs> costs = _readers.Select(reader => reader.Name).Distinct().ToDictionary(name => name, _ => new Costs());
        output.WriteLine($"{inputs} inputs from seed {seed}");
        var clock = Stopwatch.StartNew();
        int done = 0;
        (Reader Reader, string Text) current = (_readers[0], "");
        var worker = new Thread(() =>
        {
            for (int i = 1; i <= inputs; i++)
            {
                current = (_readers[random.Next(_readers.Length)], mutations.Next());
                if (Try(current.Reader, current.Text, costs[current.Reader.Name]) is { } fault)
                {
                    Note(found, fault, keep, $"{seed}-{i}", current.Text);
                }

                Volatile.Write(ref done, i);
                if (i % Math.Max(1, inputs / 10) == 0)
                {
                    output.WriteLine($"{i} inputs in {clock.Elapsed.TotalSeconds:0} s, {found.Values.Sum()} findings");
                    output.Flush();
                }
            }
        }) { IsBackground = true };
        worker.Start();
        for (int before = -1; !worker.Join(Endless); before = Volatile.Read(ref done))
        {
            if (before == Volatile.Read(ref done))
            {
                Note(found, $"{current.Reader.Name}: does not end", keep, $"{seed}-{before + 1}", current.Text);
                break;
            }
        }

        output.WriteLine($"{done} inputs (seed {seed}) in {clock.Elapsed.TotalSeconds:0} s: {done / clock.Elapsed.TotalSeconds:0}/s, {found.Values.Sum()} findings of {found.Count} kinds");
        foreach ((string name, Costs cost) in costs)
        {
            output.WriteLine($"  {name,-10} {cost.Count,8} inputs, {cost.Seconds * 1000 / Math.Max(1, cost.Count):0.00} ms each, slowest {cost.Slowest * 1000:0} ms, most {cost.Most >> 20} MB");
        }

        foreach ((string fault, int count) in found)
        {
            output.WriteLine($"  {count,6} × {fault}");
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static List<string> Seeds(string corpus)
    {
        string[] files = [.. Directory.EnumerateFiles(corpus, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        int step = Math.Max(1, files.Length / MaxSeeds);
        IEnumerable<string> ofCorpus = files.Where((_, i) => i % step == 0).Select(File.ReadAllText).Select(text => text[..Math.Min(text.Length, MaxSeedLength)]);
        return [.. FuzzSeeds.All, .. FuzzSeeds.All, .. Findings(), .. ofCorpus];
    }

    private static string? Try(Reader reader, string text, Costs costs)
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        double before = ThreadTime.Seconds;
        try
        {
            reader.Read(text);
        }
        catch (Exception e)
        {
            string at = new StackTrace(e).GetFrames().Select(frame => frame.GetMethod()).FirstOrDefault(method => method?.DeclaringType?.Namespace?.StartsWith("KB.", StringComparison.Ordinal) == true) is { } method
                ? $"{method.DeclaringType!.Name}.{method.Name}" : "?";
            return $"{reader.Name}: {e.GetType().Name} in {at}";
        }

        double took = ThreadTime.Seconds - before;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - bytes;
        costs.Add(took, allocated);
        return took > MaxTime.TotalSeconds ? $"{reader.Name}: takes longer than a second" : allocated > MaxBytes ? $"{reader.Name}: allocates more than 256 MB" : null;
    }

    private static string Short(string text) => text.Length > MaxQuery ? text[..MaxQuery] : text;

    private static void Note(ConcurrentDictionary<string, int> found, string fault, string? keep, string name, string text)
    {
        if (found.AddOrUpdate(fault, 1, (_, count) => count + 1) <= KeptOfAFault && keep is not null)
        {
            Directory.CreateDirectory(keep);
            File.WriteAllText(Path.Combine(keep, $"{name}.txt"), text, new UTF8Encoding(false));
            File.AppendAllText(Path.Combine(keep, "faults.tsv"), $"{name}.txt\t{fault}\n");
        }
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(Fuzz).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private sealed record Reader(string Name, Action<string> Read);

    private sealed class Costs
    {
        public int Count { get; private set; }

        public double Seconds { get; private set; }

        public double Slowest { get; private set; }

        public long Most { get; private set; }

        public void Add(double seconds, long bytes)
        {
            Count++;
            Seconds += seconds;
            Slowest = Math.Max(Slowest, seconds);
            Most = Math.Max(Most, bytes);
        }
    }
}
