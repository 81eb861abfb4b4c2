using System.Diagnostics;
using System.Text.Json;
using KB.Bench.Search;
using KB.Indexer.Reports;
using KB.Indexer.Search.Engine;
using KB.Indexer.Search.Queries;
using KB.Indexer.Search.Subsystems;

// search-bench CORPUS FOLDER COUNT [renamed|fts5|jsonl|live]: builds an index of COUNT varied reports of CORPUS in FOLDER and prints what it costs.
// With "fts5" the same texts go to SQLite's FTS5 instead. With "renamed" the reports are not parsed, which takes most of the time: the functions of the parsed originals are renamed.
// With "live" they go through the whole product, duplicates and catalogue included, and it is asked while it takes in more.
// With "jsonl" the logs are written to FOLDER/reports.jsonl for kb import, forty a day, so that a whole site can be asked about them.
if (args is not [var corpus, var folder, var number, ..])
{
    Console.Error.WriteLine("usage: search-bench CORPUS FOLDER COUNT [renamed|fts5|jsonl|live]");
    return 2;
}

// The best of some runs of each query: what it costs, not what else the machine does.
const int Runs = 3;
int count = int.Parse(number);
var reports = new VariedReports(corpus);
Directory.CreateDirectory(folder);
if (args.Contains("fts5"))
{
    Fts5.Run(reports, folder, count);
    return 0;
}

if (args.Contains("jsonl"))
{
    using var lines = new StreamWriter(Path.Combine(folder, "reports.jsonl"));
    for (int i = 0; i < count; i++)
    {
        lines.WriteLine(JsonSerializer.Serialize(new { time = new DateOnly(2018, 1, 1).AddDays(i / 40 % 2900), text = reports[i].Text }));
    }

    return 0;
}

if (args.Contains("live"))
{
    Live.Run(reports, folder, count);
    return 0;
}

var built = new BuiltIndex(reports, folder, count, parse: !args.Contains("renamed"));
Console.WriteLine(built.Report);
var searcher = new Searcher(built.Segments, built.Columns);
Console.WriteLine($"{"query",-28} {"p50 ms",8} {"p99 ms",8} {"max ms",8} {"matches",9}");
var workload = new Workload(reports, count);
foreach (bool warm in new[] { false, true })
{
    foreach ((string name, Func<string> next) in workload.Kinds)
    {
        var times = new List<double>();
        var totals = new List<int>();
        int total = 0;
        for (int i = 0; i < (warm ? 200 : 60); i++)
        {
            string text = next();
            SearchSort sort = text.EndsWith('\n') ? SearchSort.Newest : SearchSort.Relevance;
            double best = double.MaxValue;
            for (int again = 0; again < Runs; again++)
            {
                long start = Stopwatch.GetTimestamp();
                SearchResult result = searcher.Search(Query.Parse(text), new SearchOptions { Facets = true, Sort = sort });
                best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                total = result.Total;
            }

            times.Add(best);
            totals.Add(total);
        }

        times.Sort();
        totals.Sort();
        if (warm)
        {
            Console.WriteLine($"{name,-28} {times[times.Count / 2],8:0.00} {times[times.Count * 99 / 100],8:0.00} {times[^1],8:0.00} {totals[totals.Count / 2],9}");
        }
    }
}

return 0;
