using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using KB.Indexer.Search;

namespace KB.Bench.Endurance;

/// <summary>32 clients that search, paste and read, and 4 that bring reports in, against a site of its own.</summary>
public sealed class Load(TextWriter output, TimeSpan duration, string corpus)
{
    private const int Readers = 32;
    private const int Senders = 4;

    /// <summary>What is asked: read, search, paste, report.</summary>
    private const int Kinds = 4;

    /// <summary>A person reads between two requests; without a pause the clients would only measure the queue.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly string _root = Directory.CreateTempSubdirectory("kb-load-").FullName;
    private readonly ConcurrentBag<(string Kind, double Milliseconds)> _times = [];
    private readonly ConcurrentDictionary<string, int> _statuses = new();
    private readonly ConcurrentDictionary<string, byte> _acknowledged = new();
    private readonly ConcurrentDictionary<string, byte> _missing = new();
    private readonly ConcurrentQueue<string> _errors = new();

    /// <summary>Runs the load; false when an answer was wrong, a kind of client got none, or something acknowledged is missing after a stop.</summary>
    public async Task<bool> Run()
    {
        string data = Path.Combine(_root, "data");
        using (SiteProcess site = await SiteProcess.Start(data, Path.GetFullPath(corpus)))
        {
            string[] pages = await Pages(site);
            DateTime end = DateTime.UtcNow + duration;
            Task[] clients = [.. Enumerable.Range(0, Readers).Select(i => Task.Run(() => Read(site, pages, i, end))), .. Enumerable.Range(0, Senders).Select(i => Task.Run(() => Send(site, i, end)))];
            await Watch(site, end);
            await Task.WhenAll(clients);
            await Watch(site, end);
            // A graceful stop: SIGTERM, and what was acknowledged is in the index.
            using Process stop = Process.Start("kill", ["-TERM", site.Process.Id.ToString()]);
            await site.Process.WaitForExitAsync();
            foreach (string line in site.Said)
            {
                await output.WriteLineAsync("  site: " + line);
            }
        }

        var index = CrashIndex.Open(data);
        int missing = _acknowledged.Keys.Count(id => index.FindCrashId(id) is null);
        await Print(missing);
        Directory.Delete(_root, recursive: true);
        return missing == 0 && _errors.IsEmpty && _missing.IsEmpty && !_acknowledged.IsEmpty && _times.DistinctBy(time => time.Kind).Count() == Kinds;
    }

    private static async Task<string[]> Pages(SiteProcess site)
    {
        using HttpClient client = site.Client();
        while (!(await client.GetStringAsync("/healthz")).Contains("\"ready\"", StringComparison.Ordinal))
        {
            await Task.Delay(200);
        }

        using var json = JsonDocument.Parse(await client.GetStringAsync("/search.json?q=kasan"));
        string[] crashes = [.. json.RootElement.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("url").GetString()!)];
        return [.. crashes, .. crashes.Select(url => url + ".json"), .. crashes.Select(url => url + ".txt"), "/", "/bisections", "/trackers", "/about", "/feed.atom",
            "/search?q=kasan", "/search?q=use-after-free", "/search?q=hung+task", "/search?q=fn:schedule", "/search.json?q=warning", "/search.txt?q=lock", "/healthz", "/metrics"];
    }

    private async Task Read(SiteProcess site, string[] pages, int number, DateTime end)
    {
        using HttpClient client = site.Client();
        var random = new Random(number);
        while (DateTime.UtcNow < end)
        {
            string page = random.Next(4) == 0 ? $"/search?q=w{random.Next(10000)}+warning" : pages[random.Next(pages.Length)];
            await Ask(page.StartsWith("/search", StringComparison.Ordinal) ? "search" : "read", () => client.GetAsync(page));
            if (random.Next(20) == 0)
            {
                await Ask("paste", () => client.PostAsync("/similar", new StringContent(Oops($"paste_{random.Next(1000)}"))));
            }

            await Task.Delay(Pause);
        }
    }

    private async Task Send(SiteProcess site, int number, DateTime end)
    {
        using HttpClient client = site.Client();
        for (int i = 0; DateTime.UtcNow < end; i++)
        {
            string id = $"load-{number}-{i}";
            string body = JsonSerializer.Serialize(new { id, title = $"WARNING in load_{number}_{i}", text = Oops($"load_{number}_{i}") });
            HttpStatusCode? status = await Ask("report", () => client.PostAsync("/api/reports", new StringContent(body, Encoding.UTF8, "application/json")));
            if (status is HttpStatusCode.Created or HttpStatusCode.Accepted)
            {
                _acknowledged[id] = 0;
            }

            await Task.Delay(Pause);
        }
    }

    private async Task<HttpStatusCode?> Ask(string kind, Func<Task<HttpResponseMessage>> ask)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            using HttpResponseMessage answer = await ask();
            await answer.Content.ReadAsByteArrayAsync();
            _times.Add((kind, Stopwatch.GetElapsedTime(start).TotalMilliseconds));
            _statuses.AddOrUpdate($"{kind} {(int)answer.StatusCode}", 1, (_, count) => count + 1);
            // Overload may be answered 429 or 503.
            if ((int)answer.StatusCode >= 500 && answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                _errors.Enqueue($"{kind}: {(int)answer.StatusCode} {answer.RequestMessage?.RequestUri?.PathAndQuery} {await answer.Content.ReadAsStringAsync()}");
            }

            if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                _missing[answer.RequestMessage!.RequestUri!.PathAndQuery] = 0;
            }

            return answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            _errors.Enqueue($"{kind}: {e.Message}");
            return null;
        }
    }

    private async Task Print(int missing)
    {
        await output.WriteLineAsync($"{duration.TotalSeconds:0} s, {Readers} readers, {Senders} senders: {_times.Count} answers, {_times.Count / duration.TotalSeconds:0}/s; {_acknowledged.Count} reports acknowledged, {missing} missing after the stop");
        foreach (IGrouping<string, (string Kind, double Milliseconds)> kind in _times.GroupBy(time => time.Kind))
        {
            double[] times = [.. kind.Select(time => time.Milliseconds).Order()];
            await output.WriteLineAsync($"  {kind.Key,-7} {times.Length,8}  p50 {At(times, .5),7:0.0} ms  p95 {At(times, .95),7:0.0} ms  p99 {At(times, .99),7:0.0} ms  max {times[^1],7:0.0} ms");
        }

        await output.WriteLineAsync("  " + string.Join(", ", _statuses.OrderBy(row => row.Key).Select(row => $"{row.Key}: {row.Value}")));
        await output.WriteLineAsync($"  answered 404: {string.Join(" ", _missing.Keys.Take(10))}");
        await output.WriteLineAsync($"  {_errors.Count} errors {string.Join("; ", _errors.Distinct().Take(5))}");
    }

    private static double At(double[] sorted, double part) => sorted[(int)Math.Min(sorted.Length - 1, part * sorted.Length)];

    /// <summary>Prints what the site's memory is made of, sixteen times in all.</summary>
    private async Task Watch(SiteProcess site, DateTime end)
    {
        using HttpClient client = site.Client();
        do
        {
            string[] status = await File.ReadAllLinesAsync($"/proc/{site.Process.Id}/status");
            string figures = await client.GetStringAsync("/metrics");
            long Kernel(string name) => long.Parse(status.First(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1]) >> 10;
            double Figure(string name) => double.Parse(figures.Split('\n').First(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
            int segments = (await File.ReadAllLinesAsync($"/proc/{site.Process.Id}/maps")).Count(line => line.Contains(".seg", StringComparison.Ordinal));
            await output.WriteLineAsync($"  resident {Kernel("VmRSS")} MiB: own {Kernel("RssAnon")}, files {Kernel("RssFile")}; managed {Figure("dotnet_heap_bytes") / (1 << 20):0}; {segments} mappings of segments; {Figure("kb_reports")} reports");
            await output.FlushAsync();
            await Task.Delay(duration / 16);
        }
        while (DateTime.UtcNow < end);
    }

    private static string Oops(string function) => $"""
        BUG: KASAN: slab-use-after-free in {function}+0x1d3/0x240
        Read of size 8 at addr ffff88810a2b3c40 by task kworker/u8:3/57
        CPU: 1 PID: 57 Comm: kworker/u8:3 Not tainted 6.1.0 #1
        Call Trace:
         <TASK>
         dump_stack_lvl+0x116/0x1f0
         kasan_report+0xda/0x110
         {function}+0x1d3/0x240
         process_one_work+0x8a1/0x1680
         worker_thread+0x5cb/0xfb0
         </TASK>
        """;
}
