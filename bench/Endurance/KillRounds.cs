using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using KB.Indexer.Corpus;
using KB.Indexer.Search;

namespace KB.Bench.Endurance;

/// <summary>Kills the product with SIGKILL at random moments and looks whether anything that was acknowledged is missing.</summary>
/// <remarks>
/// One data folder lives through all rounds. A report is acknowledged by its 201 or 202, an import by exit code 0, a decision by its
/// answer. After each kill the folder is opened as any program would, brought up to date, checked record by record, and every
/// acknowledged thing is looked for.
/// </remarks>
public sealed class KillRounds(TextWriter output, int rounds, int seed)
{
    private const int Senders = 4;
    private const int LinesPerImport = 400;

    /// <summary>A site that acknowledged nothing by then does not work.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _root = Directory.CreateTempSubdirectory("kb-kill-").FullName;
    private readonly ConcurrentDictionary<string, byte> _acknowledged = new();
    private readonly ConcurrentDictionary<string, string> _fixes = new();
    private readonly Random _random = new(seed);
    private int _next;

    private string Data => Path.Combine(_root, "data");

    private string Corpus => Path.Combine(_root, "corpus");

    /// <summary>Runs the rounds; false when something was lost or left half done, or nothing was acknowledged that could be.</summary>
    public async Task<bool> Run()
    {
        Directory.CreateDirectory(Corpus);
        for (int i = 0; i < 50; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(Corpus, $"file-{i:D3}.jsonl"), Crash($"corpus-{i}") + "\n");
        }

        (string Name, Func<Task> Round)[] kinds = [("report", KillSite), ("import", KillImport), ("index", KillIndex)];
        int lost = 0;
        double slowest = 0;
        for (int round = 1; round <= rounds; round++)
        {
            (string name, Func<Task> kill) = kinds[(round - 1) % kinds.Length];
            await kill();
            var watch = Stopwatch.StartNew();
            List<string> wrong = Look();
            slowest = Math.Max(slowest, watch.Elapsed.TotalSeconds);
            lost += wrong.Count;
            if (round % 20 == 0)
            {
                await output.WriteLineAsync($"{round} rounds, {_acknowledged.Count} reports and {_fixes.Count} decisions acknowledged, {lost} missing or half there");
                await output.FlushAsync();
            }

            foreach (string line in wrong.Take(10))
            {
                await output.WriteLineAsync($"round {round}, {name}: {line}");
            }
        }

        await output.WriteLineAsync($"{rounds} rounds (seed {seed}), {_acknowledged.Count} reports and {_fixes.Count} decisions acknowledged, {lost} missing or half there; slowest repair and check {slowest:0.0} s");
        Directory.Delete(_root, recursive: true);
        return lost == 0 && !_acknowledged.IsEmpty && !_fixes.IsEmpty;
    }

    private async Task KillSite()
    {
        using SiteProcess site = await SiteProcess.Start(Data, Corpus);
        int before = _fixes.Count;
        Task[] senders = [.. Enumerable.Range(0, Senders).Select(_ => Task.Run(() => Send(site)))];
        // A site that is killed before it said anything can lose nothing.
        for (var clock = Stopwatch.StartNew(); _fixes.Count == before && clock.Elapsed < Patience;)
        {
            await Task.Delay(10);
        }

        await Task.Delay(_random.Next(50, 3000));
        site.Process.Kill();
        await Task.WhenAll(senders);
    }

    private async Task Send(SiteProcess site)
    {
        using HttpClient client = site.Client();
        try
        {
            while (true)
            {
                string id = $"api-{Interlocked.Increment(ref _next)}";
                using HttpResponseMessage answer = await client.PostAsync("/api/reports", new StringContent(Crash(id), Encoding.UTF8, "application/json"));
                if (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Accepted)
                {
                    _acknowledged[id] = 0;
                    await Decide(client, id);
                }
            }
        }
        catch (HttpRequestException)
        {
            // The site was killed.
        }
        catch (IOException)
        {
            // The same, in the middle of an answer.
        }
        catch (TaskCanceledException)
        {
            // A machine so busy that the answer did not come in a minute: not acknowledged.
        }
    }

    private async Task Decide(HttpClient client, string id)
    {
        string body = JsonSerializer.Serialize(new { decision = "fixed-by", crash = id, other = "widget: fix " + id });
        using HttpResponseMessage answer = await client.PostAsync("/api/decisions", new StringContent(body, Encoding.UTF8, "application/json"));
        if (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Accepted)
        {
            _fixes[id] = "widget: fix " + id;
        }
    }

    private async Task KillImport()
    {
        string file = Path.Combine(_root, "import.jsonl");
        string[] ids = [.. Enumerable.Range(0, LinesPerImport).Select(_ => $"import-{Interlocked.Increment(ref _next)}")];
        await File.WriteAllLinesAsync(file, ids.Select(Crash));
        await Kill(["import", "--data", Data, file], () => Array.ForEach(ids, id => _acknowledged[id] = 0));
    }

    private async Task KillIndex()
    {
        if (_random.Next(3) == 0 && Directory.Exists(Path.Combine(Data, "index")))
        {
            Directory.Delete(Path.Combine(Data, "index"), recursive: true);
        }

        await File.WriteAllTextAsync(Path.Combine(Corpus, $"file-{_random.Next(50):D3}.jsonl"), Crash($"changed-{Interlocked.Increment(ref _next)}") + "\n");
        await Kill(["index", "--data", Data, Corpus], () => { });
    }

    private async Task Kill(string[] arguments, Action acknowledged)
    {
        using Process process = SiteProcess.Run("kb.dll", arguments);
        using var moment = new CancellationTokenSource(_random.Next(50, 4000));
        try
        {
            await process.WaitForExitAsync(moment.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        if (process.ExitCode == 0)
        {
            acknowledged();
        }
    }

    private List<string> Look()
    {
        var wrong = new List<string>();
        CrashIndex index = IndexCare.OpenOrMake(Data, wrong.Add);
        CorpusIndexer.Update(Data, [Corpus]);
        wrong.AddRange(DataCheck.Run(Data).Where(fault => !fault.What.Contains("never acknowledged", StringComparison.Ordinal)).Select(fault => fault.ToString()));
        wrong.AddRange(_acknowledged.Keys.Where(id => index.FindCrashId(id) is null).Select(id => $"{id} is missing"));
        wrong.AddRange(_fixes.Where(fix => index.FindCrash(fix.Key)?.FixedBy != fix.Value).Select(fix => $"the decision about {fix.Key} is missing"));
        return wrong;
    }

    private static string Crash(string id) => JsonSerializer.Serialize(new
    {
        id, time = "2026-01-01T00:00:00Z", title = $"WARNING in {id.Replace('-', '_')}",
        text = $"WARNING: CPU: 0 PID: 1 at drivers/widget/{id}.c:7 {id.Replace('-', '_')}+0x10/0x20\nCall Trace:\n {id.Replace('-', '_')}+0x10/0x20\n widget_{id.Length}_work+0x1/0x2\n",
    });
}
