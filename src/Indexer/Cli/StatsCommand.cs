using System.CommandLine;
using System.Text.Json;
using KB.Indexer.Search;

namespace KB.Indexer.Cli;

/// <summary><c>kb stats</c>: how much an index holds.</summary>
internal static class StatsCommand
{
    public static Command Create()
    {
        Option<string> data = DataOption.Create();
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var command = new Command("stats", "Says how much the index holds.") { data, json };
        command.SetAction(result =>
        {
            IndexStats stats = CrashIndex.Open(result.GetValue(data)!).Stats();
            Console.WriteLine(result.GetValue(json)
                ? JsonSerializer.Serialize(stats, KbJson.Lines.IndexStats)
                : $"{stats.Crashes} crashes in {stats.Reports} reports, {stats.Bisections} bisections, {stats.Articles} articles, {stats.References} tracker references; {stats.Sources} files, {stats.Unread} of them with nothing to take; {stats.Bytes / 1024:N0} KiB");
            return 0;
        });
        return command;
    }
}
