using System.CommandLine;
using KB.Indexer.Corpus;

namespace KB.Indexer.Cli;

/// <summary><c>kb backup</c>: a data folder as one tar file.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        Option<string> data = DataOption.Create();
        var file = new Argument<string>("FILE") { Description = "The tar file to write." };
        var command = new Command("backup", "Writes a data folder to a tar file, while other programs use it. Restore: tar -xf FILE -C NEWFOLDER") { data, file };
        command.SetAction(result =>
        {
            Snapshot.Backup(result.GetValue(data)!, result.GetValue(file)!);
            Console.Error.WriteLine($"{result.GetValue(file)}: {new FileInfo(result.GetValue(file)!).Length / 1024:N0} KiB. Restore with: tar -xf {result.GetValue(file)} -C NEWFOLDER");
            return 0;
        });
        return command;
    }
}
