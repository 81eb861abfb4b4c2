using System.Diagnostics;
using System.Text.Json;
using KB.Indexer.Corpus;

namespace KB.Bench.Endurance;

/// <summary>A site over a replica, while the program that fills it is killed at random moments.</summary>
public sealed class Replica(TextWriter output, int rounds, int seed)
{
    private const int ReportsPerRound = 300;

    /// <summary>A replica that does not show what was copied by then does not show it at all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _root = Directory.CreateTempSubdirectory("kb-replica-").FullName;

    /// <summary>Runs the rounds; false when the site failed to answer, or does not show what a copy that ended brought.</summary>
    public async Task<bool> Run()
    {
        string data = Path.Combine(_root, "data"), replica = Path.Combine(_root, "replica");
        var random = new Random(seed);
        bool isWell = true;
        Grow(data, 0);
        await Copy(data, replica, Timeout.InfiniteTimeSpan);
        using (SiteProcess site = await SiteProcess.Start(replica, _root, "--KB:Replica", "true"))
        {
            using HttpClient client = site.Client();
            for (int round = 1; round <= rounds; round++)
            {
                Grow(data, round);
                bool ended = await Copy(data, replica, TimeSpan.FromMilliseconds(random.Next(100, 800)));
                await output.WriteLineAsync($"round {round}: the copy {(ended ? "ended" : "was killed")}");
                isWell &= await Shows(client, $"replica_0_{round}");
                ended |= await Copy(data, replica, Timeout.InfiniteTimeSpan);
                isWell &= ended && await Shows(client, $"replica_{round}_{ReportsPerRound - 1}");
            }
        }

        foreach (DataFault fault in DataCheck.Run(replica))
        {
            isWell = false;
            await output.WriteLineAsync(fault.ToString());
        }

        Directory.Delete(_root, recursive: true);
        return isWell;
    }

    private static void Grow(string data, int round)
    {
        new Journal(data).Append([.. Enumerable.Range(0, ReportsPerRound).Select(i => JsonSerializer.Serialize(new
        {
            id = $"r-{round}-{i}", title = $"WARNING in replica_{round}_{i}", text = $"WARNING: CPU: 0 PID: 1 at a.c:{i + 1} replica_{round}_{i}+0x1/0x2\nCall Trace:\n replica_{round}_{i}+0x1/0x2\n replica_{round}_of_{i}+0x1/0x2\n",
        }))]);
        CorpusIndexer.Replay(data);
    }

    /// <summary>True when the copy ended, false when it was killed before.</summary>
    private static async Task<bool> Copy(string data, string replica, TimeSpan killAfter)
    {
        using Process process = SiteProcess.Run("kb.dll", ["replicate", "--data", data, replica]);
        using var moment = new CancellationTokenSource(killAfter);
        try
        {
            await process.WaitForExitAsync(moment.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        return process.ExitCode == 0;
    }

    private async Task<bool> Shows(HttpClient client, string function)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(100))
        {
            using HttpResponseMessage answer = await client.GetAsync($"/search.txt?q={function}");
            if (!answer.IsSuccessStatusCode)
            {
                await output.WriteLineAsync($"{function}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                return false;
            }

            if ((await answer.Content.ReadAsStringAsync()).Contains($"WARNING in {function}", StringComparison.Ordinal))
            {
                return true;
            }
        }

        await output.WriteLineAsync($"{function} is not shown");
        return false;
    }
}
