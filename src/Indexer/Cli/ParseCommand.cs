using System.CommandLine;
using System.Text.Json;
using KB.Indexer.Reports;
using KB.Indexer.Trackers;

namespace KB.Indexer.Cli;

/// <summary><c>kb parse</c>: every crash report found.</summary>
internal static class ParseCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a report." };
        var paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.OneOrMore, Description = "Files, folders or - for standard input." };
        var command = new Command("parse", "Prints every crash report found.") { json, paths };
        command.SetAction(result => Run(result.GetValue(paths)!, result.GetValue(json)));
        return command;
    }

    private static int Run(string[] paths, bool json)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput());
        return Inputs.Each(paths, file =>
        {
            using TextReader text = Inputs.Open(file);
            foreach (CrashReport report in ReportParser.ParseAll(text))
            {
                CrashReport found = ReportTrackers.Fill(report with { Source = file });
                output.WriteLine(json ? JsonSerializer.Serialize(found, KbJson.Lines.CrashReport) : $"{file}:{found.StartLine}: {found.Title}");
            }
        });
    }
}
