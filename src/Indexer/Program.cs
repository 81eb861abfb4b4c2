using System.CommandLine;
using KB.Indexer.Cli;

var root = new RootCommand("kb reads Linux kernel crash reports and bisection logs, finds duplicates and searches them.")
{
    ParseCommand.Create(),
    TriageCommand.Create(),
    BisectCommand.Create(),
    SymbolizeCommand.Create(),
    IndexCommand.Create(),
    ImportCommand.Create(),
    SearchCommand.Create(),
    StatsCommand.Create(),
    InspectCommand.Create(),
};
return root.Parse(args).Invoke();
