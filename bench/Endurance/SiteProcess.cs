using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace KB.Bench.Endurance;

/// <summary>A site, or another verb of the product, as a process of its own, so that it can be killed and measured.</summary>
public sealed class SiteProcess : IDisposable
{
    /// <summary>The token for writing.</summary>
    public const string Token = "endurance";

    /// <summary>Lines kept of what the site said: the first ones tell the cause.</summary>
    private const int MaxSaid = 200;

    private SiteProcess(Process process, Uri address, ConcurrentQueue<string> said) => (Process, Address, Said) = (process, address, said);

    /// <summary>The program.</summary>
    public Process Process { get; }

    /// <summary>What the site logged: warnings and errors.</summary>
    public ConcurrentQueue<string> Said { get; }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>Starts a site over a data folder and waits until it answers.</summary>
    public static async Task<SiteProcess> Start(string data, string corpus, params string[] more)
    {
        int port = FreePort();
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Token)));
        var said = new ConcurrentQueue<string>();
        Process process = Run("Site.dll", said, ["--urls", $"http://127.0.0.1:{port}", "--KB:Data", data, "--KB:Corpus", corpus, "--KB:TokenHash", hash, "--Logging:LogLevel:Default", "Warning", .. more]);
        var site = new SiteProcess(process, new Uri($"http://127.0.0.1:{port}"), said);
        try
        {
            await site.Answers();
            return site;
        }
        catch
        {
            site.Dispose();
            throw;
        }
    }

    private async Task Answers()
    {
        using var client = new HttpClient();
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await client.GetAsync(new Uri(Address, "/robots.txt"));
                return;
            }
            catch (HttpRequestException) when (!Process.HasExited && attempt < 1200)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Starts a program that stands beside this one.</summary>
    public static Process Run(string program, IEnumerable<string> arguments) => Run(program, new(), arguments);

    /// <summary>Runs a program to its end; all that it said.</summary>
    public static async Task<string> Output(string program, IEnumerable<string> arguments)
    {
        var said = new ConcurrentQueue<string>();
        using Process process = Run(program, said, arguments);
        await process.WaitForExitAsync();
        return string.Join('\n', said);
    }

    private static Process Run(string program, ConcurrentQueue<string> said, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(said, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(said, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>A client with the token.</summary>
    public HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        return client;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
        }

        Process.WaitForExit();
        Process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> said, string? line)
    {
        if (line is not null && said.Count < MaxSaid)
        {
            said.Enqueue(line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
