using System.CommandLine;
using KB.Indexer.Symbolization;
using KB.Symbolizer;

namespace KB.Indexer.Cli;

/// <summary><c>kb symbolize</c>: reports, or raw addresses, with file:line and inline frames.</summary>
internal static class SymbolizeCommand
{
    public static Command Create()
    {
        var image = new Option<string?>("--image") { Description = "vmlinux with debug information." };
        var modules = new Option<string?>("--modules") { Description = "Folder with modules (.ko, .ko.debug)." };
        var json = new Option<bool>("--json") { Description = "One JSON object an address or a report." };
        var paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.OneOrMore, Description = "Reports, or one hex address a line; - for standard input." };
        var command = new Command("symbolize", "Adds file:line and inline frames to reports or addresses.") { image, modules, json, paths };
        command.SetAction(result => Run(result.GetValue(image), result.GetValue(paths)!, result.GetValue(json)));
        return command;
    }

    private static int Run(string? imagePath, string[] paths, bool json)
    {
        using KernelImage image = KernelImage.Open(imagePath!);
        using var output = new StreamWriter(Console.OpenStandardOutput());
        foreach (string file in Inputs.Files(paths, path => { }))
        {
            using TextReader text = Inputs.Open(file);
            if (AddressList.Parse(text.ReadToEnd()) is { } addresses)
            {
                AddressList.Write(output, addresses, image.FindFrames(addresses), json);
            }
        }

        return 0;
    }
}
