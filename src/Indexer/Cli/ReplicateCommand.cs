using System.CommandLine;
using KB.Indexer.Corpus;

namespace KB.Indexer.Cli;

/// <summary><c>kb replicate</c>: brings a read-only copy of a data folder up to date.</summary>
internal static class ReplicateCommand
{
    public static Command Create()
    {
        Option<string> data = DataOption.Create();
        var replica = new Argument<string>("REPLICA") { Description = "Data folder of the replica; a site over it runs with --KB:Replica true." };
        var command = new Command("replicate", "Brings a replica of a data folder up to date; sites that read it see the change at once.") { data, replica };
        command.SetAction(result =>
        {
            Snapshot.Replicate(result.GetValue(data)!, result.GetValue(replica)!);
            return 0;
        });
        return command;
    }
}
