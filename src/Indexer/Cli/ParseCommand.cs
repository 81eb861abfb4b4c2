using System.CommandLine;
using System.Text;
using System.Text.Json;
using KB.Indexer.Reports;
using KB.Indexer.Trackers;

namespace KB.Indexer.Cli;

/// <summary><c>kb parse</c>: every crash report found.</summary>
internal static class ParseCommand
{
    /// <summary>Bytes written at once.</summary>
    private const int Buffer = 1 << 16;

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
        using var output = new BufferedStream(Console.OpenStandardOutput(), Buffer);
        return Inputs.EachText(paths, (file, text) =>
        {
            foreach (CrashReport report in Inputs.Reports(file, text))
            {
                CrashReport found = ReportTrackers.Fill(report with { Source = file });
                if (json)
                {
                    JsonSerializer.Serialize(output, found, KbJson.Lines.CrashReport);
                }
                else
                {
                    output.Write(Encoding.UTF8.GetBytes($"{file}:{found.StartLine}: {found.Title}"));
                }

                output.WriteByte((byte)'\n');
            }
        });
    }
}
