namespace KB.Bench.Search;

/// <summary>Kinds of query, each with as many different queries as wanted.</summary>
public sealed class Workload(VariedReports reports, int count)
{
    private readonly Random _random = new(3);

    /// <summary>Name of the kind and a maker of one query.</summary>
    public IReadOnlyList<(string Name, Func<string> Next)> Kinds =>
    [
        ("two functions of one report", TwoOfOne),
        ("one rare function", Rare),
        ("very common word", () => Pick("call", "trace", "rip", "comm", "tainted", "panic")),
        ("two common words", () => $"{Pick("call", "rip", "comm")} {Pick("trace", "kernel", "hardware")}"),
        ("common word, newest", () => Pick("call", "trace", "rip") + "\n"),
        ("thirty functions or", () => string.Join(" or ", Enumerable.Range(0, 30).Select(_ => "fn:" + Usual()))),
        ("function and file", () => $"{Usual()} {System.IO.Path.GetFileName(File())}"),
        ("parts of a name", () => { string[] parts = Usual().Split('_'); return string.Join('_', parts.Take(2)); }),
        ("one common part", () => Usual().Split('_')[0]),
        ("phrase of common words", () => Pick("\"call trace\"", "\"hardware name\"", "\"not tainted\"", "\"modules linked in\"")),
        ("prefix", () => Usual()[..5] + "*"),
        ("infix", () => "*" + Usual().Split('_')[1] + "*"),
        ("file near a line", () => $"file:{System.IO.Path.GetFileName(File())}:{_random.Next(1, 800)}"),
        ("stack in order", () => $"stack:\"{Common()} > {Common()}\""),
        ("fields only", () => Pick("type:kasan", "arch:arm64 is:open", "release:v5.4..v6.1", "d:2020", "-type:warning")),
        ("word and fields", () => $"{Usual()} type:kasan release:>=v5.4 -is:fixed"),
        ("no such words", () => $"{Usual()} call nothing_like_it {Rare()}"),
        ("misspelt", () => { string name = Usual(); return name[..^2] + "q" + name[^1..]; }),
    ];

    private string TwoOfOne()
    {
        string[] functions = [.. VariedReports.FunctionsOf(reports[_random.Next(count)].Text)];
        return functions.Length == 0 ? Rare() : $"{functions[_random.Next(functions.Length)]} {functions[_random.Next(functions.Length)]}";
    }

    private string Rare() => reports.Functions[_random.Next(5_000, reports.Functions.Count)];

    private string Usual() => reports.Functions[(int)Math.Exp(_random.NextDouble() * Math.Log(reports.Functions.Count))];

    private string Common() => Pick("do_syscall_64", "entry_syscall_64_after_hwframe", "kthread", "ret_from_fork", "worker_thread", "process_one_work", "ksys_write", "vfs_write", reports.Functions[0], reports.Functions[1]);

    private string File() => reports.Paths[(int)Math.Exp(_random.NextDouble() * Math.Log(reports.Paths.Count))];

    private string Pick(params string[] of) => of[_random.Next(of.Length)];
}
