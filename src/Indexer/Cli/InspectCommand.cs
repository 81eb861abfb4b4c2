using System.CommandLine;
using System.Text.Json;
using KB.Indexer.Corpus;

namespace KB.Indexer.Cli;

/// <summary><c>kb inspect</c>: what each file is and everything that would be taken from it.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a file." };
        var paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.OneOrMore, Description = "Files, folders or - for standard input." };
        var command = new Command("inspect", "Prints what each file is and everything that would be taken from it.") { json, paths };
        command.SetAction(result => Run(result.GetValue(paths)!, result.GetValue(json)));
        return command;
    }

    private static int Run(string[] paths, bool json)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput());
        return Inputs.Each(paths, file =>
        {
            Inspection found = Inspection.Of(file, SourceReader.Read(file));
            if (json)
            {
                output.WriteLine(JsonSerializer.Serialize(found, KbJson.Lines.Inspection));
            }
            else
            {
                Write(output, found);
            }
        });
    }

    private static void Write(StreamWriter output, Inspection found)
    {
        output.WriteLine($"{found.Source}: {found.Kind}{(found.Documents > 1 ? $", {found.Documents} documents" : "")}{(found.Unread is { } reason ? $", not read: {reason}" : "")}");
        foreach (var report in found.Reports)
        {
            output.WriteLine($"  {report.StartLine}: {report.Title}");
        }

        if (found.NotKernel is { } other)
        {
            output.WriteLine($"  no crash of the Linux kernel, but {other}");
        }

        foreach (var reference in found.Trackers)
        {
            output.WriteLine($"  {reference.Tracker} {reference.Id}");
        }

        foreach (SyzCommand command in found.Commands)
        {
            output.WriteLine($"  #syz {command.Command}{(command.Argument is { } argument ? $": {argument}" : "")} ({command.By})");
        }
    }
}
