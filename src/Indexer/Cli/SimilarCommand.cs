using System.CommandLine;
using System.Text.Json;
using KB.Indexer.Reports;
using KB.Indexer.Search;

namespace KB.Indexer.Cli;

/// <summary><c>kb similar</c>: known crashes like those of a text.</summary>
internal static class SimilarCommand
{
    public static Command Create()
    {
        Option<string> data = DataOption.Create();
        var json = new Option<bool>("--json") { Description = "One JSON object a crash." };
        var top = new Option<int>("--top") { Description = "Known crashes at the most.", DefaultValueFactory = _ => 5 };
        var path = new Argument<string>("PATH") { Description = "A file or folder with crash reports, or - for standard input." };
        var command = new Command("similar", "Tells which known crashes those of a text are, how likely, and why.") { data, json, top, path };
        command.SetAction(result => Run(result.GetValue(data)!, result.GetValue(path)!, result.GetValue(top), result.GetValue(json)));
        return command;
    }

    private static int Run(string data, string path, int top, bool json)
    {
        CrashIndex index = CrashIndex.Open(data);
        var reports = new List<CrashReport>();
        int exit = Inputs.EachText([path], (name, text) => reports.AddRange(Inputs.Reports(name, text)));
        IReadOnlyList<(CrashReport Report, SimilarCrashes Similar)> answers = index.Similar(reports, Math.Max(1, top));
        foreach ((_, SimilarCrashes similar) in answers)
        {
            Console.Out.WriteLine(json ? JsonSerializer.Serialize(similar, KbJson.Lines.SimilarCrashes) : SimilarText.Of(similar));
        }

        if (answers.Count == 0 && exit == 0)
        {
            Console.Error.WriteLine($"kb: {path}: no crash report");
        }

        return answers.Count == 0 ? Inputs.Unusable : exit;
    }
}
