using System.CommandLine;
using KB.Indexer.Corpus;

namespace KB.Indexer.Cli;

/// <summary><c>kb index</c>: builds or updates the index of a corpus.</summary>
internal static class IndexCommand
{
    public static Command Create()
    {
        Option<string> data = DataOption.Create();
        var corpora = new Argument<string[]>("CORPUS") { Arity = ArgumentArity.ZeroOrMore, Description = "Folders of the corpus (default: corpus)." };
        var watch = new Option<bool>("--watch") { Description = "Goes on, and takes in every change of the folders, until interrupted." };
        var command = new Command("index", "Builds or updates the index of a corpus.") { data, watch, corpora };
        command.SetAction(async (result, stop) =>
        {
            // In a task, so that an interrupt is heard meanwhile.
            await Task.Run(() => Run(result.GetValue(data)!, result.GetValue(corpora)! is [_, ..] given ? given : ["corpus"], result.GetValue(watch), stop), CancellationToken.None);
            return 0;
        });
        return command;
    }

    private static void Run(string data, string[] corpora, bool watch, CancellationToken stop)
    {
        if (watch)
        {
            CorpusWatch.Run(data, corpora, Say, message => Console.Error.WriteLine($"kb: {message} Trying again."), stop);
        }
        else
        {
            Say(ConsoleProgress.Run(progress => CorpusIndexer.Update(data, corpora, progress)));
        }
    }

    private static void Say(IndexSummary summary)
    {
        foreach ((string path, string reason) in summary.Unread)
        {
            Console.Error.WriteLine($"kb: {path}: {reason}");
        }

        Console.Error.WriteLine($"{summary.Read} files read, {summary.Removed} gone, {summary.Documents} documents, {summary.Unread.Count} files with nothing to take.");
    }
}
