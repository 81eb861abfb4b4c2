using System.CommandLine;
using KB.Indexer.Corpus;

namespace KB.Indexer.Cli;

/// <summary><c>kb repair</c>: brings a data folder back into order.</summary>
internal static class RepairCommand
{
    public static Command Create()
    {
        Option<string> data = DataOption.Create();
        var corpora = new Argument<string[]>("CORPUS") { Arity = ArgumentArity.ZeroOrMore, Description = "Folders of the corpus (default: corpus)." };
        var command = new Command("repair", "Brings a data folder back into order: cuts torn writes off, makes a damaged index anew, removes indexes of other versions.") { data, corpora };
        command.SetAction(result => Run(result.GetValue(data)!, result.GetValue(corpora)!));
        return command;
    }

    private static int Run(string data, string[] corpora) =>
        DataFaults.Print(IndexCare.Repair(data, corpora.Length == 0 ? ["corpus"] : corpora, Console.Error.WriteLine), data);
}
