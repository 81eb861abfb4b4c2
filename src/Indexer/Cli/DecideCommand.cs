using System.CommandLine;
using KB.Indexer.Corpus;
using KB.Indexer.Search;

namespace KB.Indexer.Cli;

/// <summary><c>kb decide</c>: what a person decided of a crash, into the journal, then into the index.</summary>
internal static class DecideCommand
{
    public static Command Create()
    {
        Option<string> data = DataOption.Create();
        var who = new Option<string>("--who") { Description = "Who decides.", DefaultValueFactory = _ => Environment.UserName };
        var why = new Option<string?>("--why") { Description = "The reason, one line." };
        var kind = new Argument<string>("DECISION") { Description = string.Join(", ", CrashIndex.DecisionKinds) };
        var crash = new Argument<string>("CRASH") { Description = "Id of the crash or report; of a dup, the one given up." };
        var other = new Argument<string>("OTHER") { Description = "Id of the other; of fixed-by, a commit or its title." };
        var command = new Command("decide", "Merges two crashes (dup), splits two reports of one (not-dup), or names a fix (fixed-by).") { data, who, why, kind, crash, other };
        command.SetAction(result => Run(result.GetValue(data)!, result.GetValue(kind), result.GetValue(crash), result.GetValue(other), result.GetValue(who), result.GetValue(why)));
        return command;
    }

    private static int Run(string data, string? kind, string? crash, string? other, string? who, string? why)
    {
        (Decision? decision, string? doubt) = CrashIndex.Open(data).Decide(kind, crash, other, who, why);
        if (decision is null)
        {
            Console.Error.WriteLine("kb: " + doubt);
            return Inputs.Unusable;
        }

        new Journal(data).Append([JournalEntry.Of(decision)]);
        try
        {
            CorpusIndexer.Replay(data, null);
            CrashIndex index = CrashIndex.Open(data);
            Console.Out.WriteLine($"{decision.Crash}: crash {index.FindCrashId(decision.Crash)}");
        }
        catch (IndexBusyException)
        {
            Console.Error.WriteLine("The decision is on the disk. Another program writes to the index: a running site reads it now, else run kb index.");
        }

        return 0;
    }
}
