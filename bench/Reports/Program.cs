using System.Diagnostics;
using System.Globalization;
using KB.Bench.Reports;
using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;

// How fast are reports found and read?
//   dotnet run -c Release --project bench/Reports -- sparse [MB]      a log with three crashes against `rg -c` for the same triggers
//   dotnet run -c Release --project bench/Reports -- wrapped [FOLDER] what wrappings and cuts do to the titles of a folder of logs (a head of
//                                                                     expectations, as test cases have it, is left out), or of the examples
//   dotnet run -c Release --project bench/Reports -- dense [FOLDER]   every file of a folder, or the examples of the rule table many times
// Figures are processor seconds of this process (start-up not counted), since other load on the machine changes the others.

string verb = args.Length > 0 ? args[0] : "dense";
if (verb == "sparse")
{
    Sparse(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1000);
}
else if (verb == "wrapped")
{
    Wrapped.Measure(args.Length > 1 && Directory.Exists(args[1]) ? [.. Directory.GetFiles(args[1]).Order(StringComparer.Ordinal).Select(file => Log(File.ReadAllText(file)))] : [.. OopsFamilies.Formats.Select(format => format.Example)], args.Contains("--show"));
}
else
{
    Dense(args.Length > 1 ? [.. Directory.GetFiles(args[1]).Select(File.ReadAllText)] : Examples(13_600_000));
}

static string Log(string text) => text.StartsWith("TITLE: ", StringComparison.Ordinal) ? text[(text.IndexOf("\n\n", StringComparison.Ordinal) + 2)..] : text;

static void Dense(string[] texts)
{
    for (int round = 1; round <= 3; round++)
    {
        int reports = 0;
        TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
        foreach (string text in texts)
        {
            reports += ReportParser.ParseAll(new StringReader(text)).Count();
        }

        TimeSpan taken = Process.GetCurrentProcess().TotalProcessorTime - start;
        Console.WriteLine($"round {round}: {texts.Sum(text => text.Length) / 1e6:F1} MB, {reports} reports, {taken.TotalSeconds:F2} s of processor time");
    }
}

static void Sparse(int megabytes)
{
    string log = Path.GetTempFileName(), triggers = Path.GetTempFileName();
    try
    {
        File.WriteAllLines(triggers, OopsFamilies.All.Select(family => family.Trigger));
        Write(log, megabytes * 1_000_000L);
        TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
        var parsing = Stopwatch.StartNew();
        using var text = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.Read, 0), bufferSize: 1 << 15);
        int reports = ReportParser.ParseAll(text).Count();
        Console.WriteLine($"parse: {reports} reports in {(Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds:F2} s of processor time, {parsing.Elapsed.TotalSeconds:F2} s elapsed");
        var elapsed = Stopwatch.StartNew();
        using Process? search = Process.Start(new ProcessStartInfo("rg", ["-c", "-F", "-f", triggers, log]));
        search?.WaitForExit();
        Console.WriteLine($"rg -c: {elapsed.Elapsed.TotalSeconds:F2} s elapsed");
    }
    finally
    {
        File.Delete(log);
        File.Delete(triggers);
    }
}

static void Write(string file, long length)
{
    using var log = new StreamWriter(file);
    string crash = OopsFamilies.Formats.Single(format => format.Name == "kasan-bad-access").Example;
    long written = 0;
    for (int i = 0, crashes = 0; written < length; i++)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"[{i * 0.037:F6}] {Innocent(i)}\n");
        log.Write(line);
        written += line.Length;
        if (crashes < 3 && written > length * (crashes + 1) / 4)
        {
            log.Write(crash + "\n");
            crashes++;
        }
    }
}

// What a kernel says all day, in words that the triggers have as well.
static string Innocent(int i) => (i % 8) switch
{
    0 => $"usb 1-{i % 7}: new high-speed USB device number {i % 100} using xhci_hcd",
    1 => $"audit: type=1400 audit({i}.395:14): avc:  denied  {{ net_raw }} for  pid={i % 4000} comm=\"widget\" capability=13  scontext=unconfined_u:system_r:widget_t:s0-s0:c0.c1023 tclass=cap_userns permissive=1",
    2 => $"IPv6: ADDRCONF(NETDEV_CHANGE): veth{i % 50}: link becomes ready",
    3 => $"EXT4-fs (loop{i % 8}): mounted filesystem with ordered data mode. Opts: errors=continue",
    4 => $"systemd[1]: Started Session {i} of user widget.",
    5 => "pci 0000:00:1f.2: [8086:2922] type 00 class 0x010601 conventional PCI endpoint, kernel driver in use: ahci",
    6 => $"TCP: request_sock_TCP: Possible SYN flooding on port {20000 + (i % 100)}. Sending cookies.  Check SNMP counters.",
    _ => $"netlink: {i % 100} bytes leftover after parsing attributes in process `widget-executor.{i % 6}'.",
};

static string[] Examples(int length)
{
    string all = string.Join("\n\n", OopsFamilies.Formats.Select(format => format.Example));
    return [.. Enumerable.Repeat(all, length / all.Length)];
}
