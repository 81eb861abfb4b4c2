using BisectionTraining;
using KB.Indexer.Bisections;

// Learns the weights behind sameBug and trust, prints how good they are on bugs they were not learned from, and writes them.
if (args.Length is not (2 or 3))
{
    Console.Error.WriteLine("usage: BisectionTraining LOGS_FOLDER BUGS.jsonl.gz [WEIGHTS.txt]");
    return 2;
}

IReadOnlyList<Bug> bugs = TrainingData.ReadBugs(args[1]);
IReadOnlyDictionary<string, Bisection> logs = TrainingData.ReadLogs(args[0], bugs);
Console.WriteLine($"{bugs.Count} bugs, {logs.Count} logs of them");

var file = new WeightsFile();
SameBugTraining.Train(logs, bugs, file);
TrustTraining.Train(logs, bugs, file);
if (args.Length == 3)
{
    File.WriteAllText(args[2], file.ToString());
}

return 0;
