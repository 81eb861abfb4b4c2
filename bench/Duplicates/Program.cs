using System.Diagnostics;
using KB.Bench.Duplicates;
using KB.Indexer.Duplicates.Index;
using KB.Indexer.Duplicates.Model;

// usage: Duplicates try BUGS SPLIT | train BUGS BEFORE OUT
var clock = Stopwatch.StartNew();
void Say(string text) => Console.WriteLine($"[{clock.Elapsed.TotalSeconds,6:0.0}] {text}");
List<Bug> bugs = BugStream.Read([args[1]]);
Say($"{bugs.Count} bugs, {bugs.Count(bug => bug.Report is null)} without a report");
var split = DateOnly.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture);
var none = new Weights(new Dictionary<string, BoostedTrees>(), new Dictionary<(int, int), float>());
foreach (bool ignoreTime in (bool[])[false, true])
{
    List<Pair> pairs = Pairs.Measure(bugs, none, ignoreTime);
    Say($"{pairs.Count} pairs, {pairs.Count(pair => pair.Same == true)} duplicates");
    List<Pair> early = [.. pairs.Where(pair => bugs[pair.Query].Day < split)];
    var weights = none with { Classes = Pairs.Classes(bugs, early) };
    foreach (Pair pair in pairs)
    {
        pair.Traits[(int)Trait.ClassPair] = weights.ClassPair(bugs[pair.Query].Features.Class, bugs[pair.Other].Features.Class);
    }

    ILookup<int, Pair> byQuery = pairs.ToLookup(pair => pair.Query);
    Say("search: " + Figures.Of(bugs, query => [.. byQuery[query].Select((pair, i) => (pair.Other, 1.0 / (2 + i)))], bug => bug.Day >= split));
    int all = byQuery.Count(group => bugs[group.Key].IsFixed && bugs[group.Key].Day >= split && group.Any(pair => pair.Same == true));
    Say($"found among the measured: {all}");
    BoostedTrees model = Training.Train(bugs, early, ignoreTime ? Training.Undated : Training.Dated, new TreeSettings());
    Say((ignoreTime ? "undated: " : "dated: ") + Figures.Of(bugs, Training.Rank(model, pairs), bug => bug.Day >= split));
}
