using System.CommandLine;
using System.Text.Json;
using KB.Indexer.Reports;
using KB.Indexer.Symbolization;
using KB.Symbolizer;

namespace KB.Indexer.Cli;

/// <summary><c>kb symbolize</c>: reports, or raw addresses, with file:line and inline frames.</summary>
internal static class SymbolizeCommand
{
    /// <summary>Characters of an input: it is held whole, since its first lines may depend on its last.</summary>
    private const int MaxInput = 64 << 20;

    public static Command Create()
    {
        var image = new Option<string?>("--image") { Description = "Kernel image (vmlinux) with debug information." };
        var modules = new Option<string[]>("--modules") { Description = "Folder with modules (.ko, .ko.debug) and kernels (vmlinux*), found by name, release or build id; those in $KB_IMAGES are searched as well." };
        var json = new Option<bool>("--json") { Description = "One JSON object an address or a report." };
        var paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.OneOrMore, Description = "Reports, or one hex address a line; - for standard input." };
        var command = new Command("symbolize", "Adds file:line and inline frames to reports or addresses.") { image, modules, json, paths };
        var make = new Option<bool>(ImageCache.MakeOption) { Hidden = true };
        command.Add(make);
        command.SetAction(result => result.GetValue(make) ? MakeCache(result.GetValue(image))
            : Run(result.GetValue(image), result.GetValue(modules) ?? [], result.GetValue(paths)!, result.GetValue(json)));
        return command;
    }

    private static int MakeCache(string? imagePath)
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        try
        {
            self.PriorityClass = System.Diagnostics.ProcessPriorityClass.Idle;
            using KernelImage image = KernelImage.Open(imagePath ?? "");
            ImageSettings.Cache().Make(image);
            return 0;
        }
        catch (Exception error) when (error is BadImageFormatException or IOException or UnauthorizedAccessException or ArgumentException or System.ComponentModel.Win32Exception)
        {
            return Inputs.Unusable;
        }
    }

    private static int Run(string? imagePath, string[] folders, string[] paths, bool json)
    {
        ImageCache cache = ImageSettings.Cache();
        int exit = 0;
        void Complain(string what)
        {
            Console.Error.WriteLine($"kb: {what}");
            exit = Inputs.Unusable;
        }

        using var images = new KernelImages(imagePath, new ImageFolders([.. folders, .. ImageSettings.Folders], ImageSettings.Server()), cache, Complain);
        using var output = new StreamWriter(Console.OpenStandardOutput());
        int missing = Inputs.EachText(paths, (file, reader) =>
        {
            if (Inputs.ReadWhole(reader, MaxInput) is not { } text)
            {
                Complain($"{file}: longer than {MaxInput >> 20} Mi characters; cut it to the reports");
                return;
            }

            try
            {
                Write(output, file, text, images, json);
            }
            catch (BadImageFormatException error)
            {
                Complain($"{file}: {error.Message}");
            }
        });

        output.Flush();
        cache.MakeMissing();
        return Math.Max(exit, missing);
    }

    private static void Write(TextWriter output, string file, string text, KernelImages images, bool json)
    {
        if (AddressList.Parse(text) is var (addresses, offset))
        {
            KernelImage? image = images.Kernel(release: null, buildId: null);
            SourceFrame[][]? frames = image?.FindFrames([.. addresses.Select(address => unchecked(address - offset))]);
            AddressList.Write(output, addresses, frames ?? [.. addresses.Select(_ => Array.Empty<SourceFrame>())], json);
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
