using System.CommandLine;
using KB.Indexer.Corpus.Articles;

namespace KB.Indexer.Cli;

/// <summary><c>kb check</c>: what is wrong in a corpus, or in a data folder.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var corpus = new Argument<string>("CORPUS") { DefaultValueFactory = _ => "corpus", Description = "Folder of the corpus." };
        var data = new Option<string?>("--data") { HelpName = "DIR", Description = "Look at a data folder instead: journal and index, byte by byte; nothing is changed." };
        var command = new Command("check", "Finds what is wrong in a corpus: front matter, bindings, links, ids; prints file:line.") { data, corpus };
        command.SetAction(result => result.GetValue(data) is { } folder ? DataFaults.Check(folder) : Run(result.GetValue(corpus)!, Console.Out, Console.Error));
        return command;
    }

    /// <summary>Prints the faults; returns 1 when there are any or the folder is none.</summary>
    internal static int Run(string corpus, TextWriter output, TextWriter messages)
    {
        IReadOnlyList<CorpusFault> faults;
        try
        {
            faults = CorpusCheck.Run(corpus);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            messages.WriteLine($"kb: {e.Message}");
            return Inputs.Unusable;
        }

        foreach (CorpusFault fault in faults)
        {
            output.WriteLine(fault);
        }

        messages.WriteLine(faults.Count == 0 ? $"{corpus}: nothing is wrong." : $"{corpus}: {faults.Count} {(faults.Count == 1 ? "fault" : "faults")}.");
        return faults.Count == 0 ? 0 : Inputs.Unusable;
    }
}
