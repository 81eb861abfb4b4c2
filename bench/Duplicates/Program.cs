using System.Diagnostics;
using System.Globalization;
using KB.Bench.Duplicates;
using KB.Indexer.Duplicates.Model;

const string Usage = """
    usage: Duplicates train BUGS BEFORE OUT     learns from the bugs before a day and writes the weights
           Duplicates check BUGS SPLIT          learns from the bugs before a day, measures on those from it
           Duplicates contest BUGS SPLIT        the same, and published methods beside it
           Duplicates speed BUGS COUNT          time and memory with so many distinct crashes
    BUGS is a .jsonl[.gz] of {"id","time","title","fix":[…],"text"}.
    """;
if (args is not [("train" or "check" or "contest" or "speed"), _, _, ..])
{
    Console.Error.WriteLine(Usage);
    return 2;
}

var clock = Stopwatch.StartNew();
void Say(string text) => Console.Error.WriteLine(FormattableString.Invariant($"[{clock.Elapsed.TotalSeconds,6:0.0}] {text}"));
List<Bug> bugs = BugStream.Read([args[1]]);
if (args[0] == "speed")
{
    Speed.Run(bugs, int.Parse(args[2], CultureInfo.InvariantCulture), Say);
    return 0;
}

var before = DateOnly.Parse(args[2], CultureInfo.InvariantCulture);
Say($"{bugs.Count} bugs, {bugs.Count(bug => bug.Report is null)} without a report");
if (args[0] == "train")
{
    List<Bug> early = [.. bugs.TakeWhile(bug => bug.Day < before)];
    Weights weights = Training.Learn(early, early.Count, Say).Weights;
    using var file = new StreamWriter(args[3]);
    WeightsFile.Write(file, weights,
    [
        $"Learned by bench/Duplicates from {early.Count} syzbot bugs of {early[0].Day:yyyy-MM-dd} to {early[^1].Day:yyyy-MM-dd}, each with its sample report",
        "(dataset of a study of cause bisection, FSE 2024); two with a fixing commit in common are one bug. Log-odds; traits are those of Trait.cs.",
    ]);
    return 0;
}

int first = bugs.TakeWhile(bug => bug.Day < before).Count();
Lessons lessons = Training.Learn(bugs, first, Say);
foreach ((string name, List<Pair> pairs) in lessons.Pairs)
{
    Say($"{name,8}: " + Figures.Of(bugs, Training.Rank(lessons.Weights.Models[name], pairs), bug => bug.Day >= before));
}

foreach (bool ignoreTime in (bool[])[false, true])
{
    Say($"grouped{(ignoreTime ? ", no time" : "")}: {Grouped.Of(bugs, lessons.Weights, first, ignoreTime)}");
}

Say($"nothing grouped: {Grouped.Of(bugs, first, bug => bug.Id)}");
PlainStream.Run(bugs, first, lessons.Weights, Say);
if (args[0] == "contest")
{
    Contest.Run(bugs, before, lessons, Say);
}

return 0;
