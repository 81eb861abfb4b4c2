using System.CommandLine;
using System.Text.Json;
using KB.Indexer.Reports;
using KB.Indexer.Symbolization;
using KB.Symbolizer;

namespace KB.Indexer.Cli;

/// <summary><c>kb symbolize</c>: reports, or raw addresses, with file:line and inline frames.</summary>
internal static class SymbolizeCommand
{
    public static Command Create()
    {
        var image = new Option<string?>("--image") { Description = "Kernel image (vmlinux) with debug information." };
        var modules = new Option<string[]>("--modules") { Description = "Folder with modules (.ko, .ko.debug) and kernels (vmlinux*), found by name, release or build id." };
        var json = new Option<bool>("--json") { Description = "One JSON object an address or a report." };
        var paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.OneOrMore, Description = "Reports, or one hex address a line; - for standard input." };
        var command = new Command("symbolize", "Adds file:line and inline frames to reports or addresses.") { image, modules, json, paths };
        command.SetAction(result => Run(result.GetValue(image), result.GetValue(modules) ?? [], result.GetValue(paths)!, result.GetValue(json)));
        return command;
    }

    private static int Run(string? imagePath, string[] folders, string[] paths, bool json)
    {
        int exit = 0;
        void Complain(string what)
        {
            Console.Error.WriteLine($"kb: {what}");
            exit = Inputs.Unusable;
        }

        using var images = new KernelImages(imagePath, new ImageFolders(folders, ImageSettings.Server()), Complain);
        using var output = new StreamWriter(Console.OpenStandardOutput());
        foreach (string file in Inputs.Files(paths, path => Complain($"{path}: no such file or folder")))
        {
            using TextReader reader = Inputs.Open(file);
            string text = reader.ReadToEnd();
            try
            {
                Write(output, file, text, images, json);
            }
            catch (BadImageFormatException error)
            {
                Complain($"{file}: {error.Message}");
            }
        }

        return exit;
    }

    private static void Write(TextWriter output, string file, string text, KernelImages images, bool json)
    {
        if (AddressList.Parse(text) is { } addresses)
        {
            KernelImage? image = images.Kernel(release: null, buildId: null);
            AddressList.Write(output, addresses, image?.FindFrames(addresses) ?? [.. addresses.Select(_ => Array.Empty<SourceFrame>())], json);
            return;
        }

        string symbolized = new ReportSymbolizer(images).Symbolize(text);
        if (!json)
        {
            output.Write(symbolized);
            return;
        }

        foreach (CrashReport report in ReportParser.ParseAll(new StringReader(symbolized)))
        {
            output.WriteLine(JsonSerializer.Serialize(report with { Source = file }, KbJson.Lines.CrashReport));
        }
    }
}
