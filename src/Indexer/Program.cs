using System.CommandLine;
using KB.Indexer.Cli;

var root = new RootCommand("kb reads Linux kernel crash reports and bisection logs, finds duplicates and searches them.")
{
    ParseCommand.Create(),
    FormatsCommand.Create(),
    SimilarCommand.Create(),
    CompareCommand.Create(),
    TriageCommand.Create(),
    BisectCommand.Create(),
    SymbolizeCommand.Create(),
    IndexCommand.Create(),
    DecideCommand.Create(),
    ImportCommand.Create(),
    SearchCommand.Create(),
    StatsCommand.Create(),
    RepairCommand.Create(),
    BackupCommand.Create(),
    ReplicateCommand.Create(),
    InspectCommand.Create(),
    McpCommand.Create(),
    CheckCommand.Create(),
};
return Failures.Report(() => root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
