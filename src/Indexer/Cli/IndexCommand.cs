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
        var command = new Command("index", "Builds or updates the index of a corpus.") { data, corpora };
        command.SetAction(result => Run(result.GetValue(data)!, result.GetValue(corpora)!));
        return command;
    }

    private static int Run(string data, string[] corpora)
    {
        IndexSummary summary = ConsoleProgress.Run(progress => CorpusIndexer.Update(data, corpora.Length == 0 ? ["corpus"] : corpora, progress));
        foreach ((string path, string reason) in summary.Unread)
        {
            Console.Error.WriteLine($"kb: {path}: {reason}");
        }

        Console.Error.WriteLine($"{summary.Read} files read, {summary.Removed} gone, {summary.Documents} documents, {summary.Unread.Count} files with nothing to take.");
        return 0;
    }
}
