using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace KB.Bench.Endurance;

/// <summary>How fast a site over a large index starts and answers: to its first answer, first bytes on an idle machine, and under wrk.</summary>
public sealed class Serve(TextWriter output, string data, string corpus, int seconds)
{
    /// <summary>Pages of each kind that are asked for: more than a reader sees in a day, and all of them fit into the site's cache.</summary>
    private const int PagesOfAKind = 400;

    /// <summary>Pages of each kind whose first byte is timed.</summary>
    private const int Timed = 40;

    /// <summary>Open connections of wrk and its threads: the machine has two cores, which wrk shares with the site.</summary>
    private const int Connections = 32, Threads = 2;

    /// <summary>Words of reports, to find crashes of all kinds by.</summary>
    private static readonly string[] Words = ["kasan", "warning", "lockup", "refcount", "null pointer", "hung task", "general protection fault", "rcu", "list_del", "ubsan", "vmalloc", "slab", "deadlock", "sysfs", "fault", "stall"];

    /// <summary>Runs; false when an answer was wrong.</summary>
    public async Task<bool> Run()
    {
        long start = Stopwatch.GetTimestamp();
        using SiteProcess site = await SiteProcess.Start(Path.GetFullPath(data), Path.GetFullPath(corpus), "--KB:RequestsPerMinute", "0");
        // No token: answers to those who bring one are not kept.
        using var client = new HttpClient { BaseAddress = site.Address, Timeout = TimeSpan.FromSeconds(60) };
        (await client.GetAsync("/")).EnsureSuccessStatusCode();
        await output.WriteLineAsync($"home page {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s after the start of the process");
        while (!(await client.GetStringAsync("/healthz")).Contains("\"ready\"", StringComparison.Ordinal))
        {
            await Task.Delay(200);
        }

        await output.WriteLineAsync($"index up to date {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s after the start; {(await client.GetStringAsync("/metrics")).Split('\n').First(line => line.StartsWith("kb_reports ", StringComparison.Ordinal))}");
        (string[] crashes, string[] functions) = await Known(client);
        while ((await client.GetStringAsync(crashes[0] + ".json")).Contains("similarPending", StringComparison.Ordinal))
        {
            await Task.Delay(100);
        }

        await output.WriteLineAsync($"known crashes read {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s after the start");
        string[] searches = [.. functions.Select(name => "/search?q=" + name), .. functions.Select((name, i) => $"/search?q={name}+{Uri.EscapeDataString(Words[i % Words.Length])}")];
        await FirstBytes(client, "crash", crashes.TakeLast(Timed));
        await FirstBytes(client, "search", searches.TakeLast(Timed));
        await FirstBytes(client, "function", functions.TakeLast(Timed).Select(name => "/functions/" + name));
        await FirstBytes(client, "other", ["/", "/bisections", "/bisections/duplicates", "/articles", "/articles/kasan-reports", "/trackers", "/formats", "/about", "/about/search", "/about/statistics", "/about/index", "/similar", "/feed.atom", "/healthz", "/metrics"]);
        string[] asked = [.. crashes.Take(PagesOfAKind), .. searches.Take(PagesOfAKind)];
        bool isRight = await Wrk(site, asked, "each asked for before", warm: client);
        return await Wrk(site, [.. crashes.Skip(PagesOfAKind), .. searches.Skip(PagesOfAKind)], "none asked for before", warm: null) && isRight;
    }

    private static async Task<(string[] Crashes, string[] Functions)> Known(HttpClient client)
    {
        var crashes = new HashSet<string>();
        var functions = new HashSet<string>();
        foreach (string word in Words)
        {
            for (int page = 1; page <= 12; page++)
            {
                using var json = JsonDocument.Parse(await client.GetStringAsync($"/search.json?q={Uri.EscapeDataString(word)}&p={page}"));
                foreach (JsonElement hit in json.RootElement.GetProperty("hits").EnumerateArray())
                {
                    if (hit.GetProperty("kind").GetString() == "report")
                    {
                        crashes.Add(hit.GetProperty("url").GetString()!);
                        functions.Add(hit.GetProperty("title").GetString()!.Split(' ')[^1]);
                    }
                }
            }
        }

        return ([.. crashes.Order(StringComparer.Ordinal)], [.. functions.Where(name => name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')).Order(StringComparer.Ordinal)]);
    }

    private async Task FirstBytes(HttpClient client, string kind, IEnumerable<string> addresses)
    {
        var times = new List<(double Milliseconds, string Address)>();
        foreach (string address in addresses)
        {
            long start = Stopwatch.GetTimestamp();
            using HttpResponseMessage answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
            times.Add((Stopwatch.GetElapsedTime(start).TotalMilliseconds, address));
            await answer.Content.ReadAsByteArrayAsync();
            if (!answer.IsSuccessStatusCode)
            {
                // A corpus may lack an article; what is slow or wrong otherwise is told.
                await output.WriteLineAsync($"{address} is answered {(int)answer.StatusCode} and not counted");
                times.RemoveAt(times.Count - 1);
            }
        }

        times.Sort();
        await output.WriteLineAsync($"first byte of a page not asked for before, {kind,-9} {times.Count,3} pages  p50 {times[times.Count / 2].Milliseconds,6:0.0} ms  max {times[^1].Milliseconds,6:0.0} ms {times[^1].Address}");
    }

    private async Task<bool> Wrk(SiteProcess site, string[] addresses, string what, HttpClient? warm)
    {
        foreach (string address in warm is null ? [] : addresses)
        {
            (await warm!.GetAsync(address)).EnsureSuccessStatusCode();
        }

        string script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, Script(addresses));
        using Process wrk = Process.Start(new ProcessStartInfo("wrk", [$"-t{Threads}", $"-c{Connections}", $"-d{seconds}s", "--latency", "-s", script, site.Address.ToString()]) { RedirectStandardOutput = true })!;
        string said = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        File.Delete(script);
        await output.WriteLineAsync($"wrk, {addresses.Length} crash and search pages, {what}:\n{said}");
        return wrk.ExitCode == 0 && !said.Contains("Non-2xx", StringComparison.Ordinal);
    }

    // Each thread of wrk begins at a part of its own; crashes and searches take turns, each in their share.
    private static string Script(string[] addresses)
    {
        var lua = new StringBuilder("local pages = {\n");
        foreach (string address in addresses.Select((address, i) => (address, i)).OrderBy(pair => pair.i * 7919L % addresses.Length).Select(pair => pair.address))
        {
            lua.Append($"\"{address}\",\n");
        }

        return lua.Append($"}}\nlocal started = 0\nfunction setup(thread) thread:set('at', math.floor(started * #pages / {Threads})) started = started + 1 end\n"
            + "function request() at = at + 1 return wrk.format('GET', pages[at % #pages + 1]) end\n").ToString();
    }
}
