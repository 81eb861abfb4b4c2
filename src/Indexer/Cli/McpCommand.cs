using System.CommandLine;
using System.ComponentModel;
using System.Text.Json;
using KB.Indexer.Bisections;
using KB.Indexer.Corpus;
using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;
using KB.Indexer.Search;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KB.Indexer.Cli;

/// <summary><c>kb mcp</c>: a read-only Model Context Protocol server on standard input and output, so that agents ask the index instead of guessing.</summary>
internal static class McpCommand
{
    /// <summary>Hits of one answer: more is noise for a reader with a bounded context.</summary>
    private const int MostHits = 25;

    public static Command Create()
    {
        Option<string> data = DataOption.Create();
        var command = new Command("mcp", "Serves search, similar, crash and bisection over the Model Context Protocol (stdio), read-only.") { data };
        command.SetAction(async (result, cancel) =>
        {
            await using McpServer server = Server(CrashIndex.Open(result.GetValue(data)!));
            await server.RunAsync(cancel);
            return 0;
        });
        return command;
    }

    private static McpServer Server(CrashIndex index) => McpServer.Create(
        new StdioServerTransport("kb"),
        new McpServerOptions
        {
            ServerInfo = new Implementation { Name = "kernel-crash-kb", Version = typeof(McpCommand).Assembly.GetName().Version?.ToString(3) ?? "0" },
            ServerInstructions = "Known Linux kernel crashes and bisections. Every answer cites ids; cite them too. Crash pages are /crashes/{id}, bisections /bisections/{id}.",
            ToolCollection =
            [
                Tool("search", "Searches crashes, bisections and articles: words, functions, file:line, fields such as fn: file: type: release: is:.",
                    ([Description("The query.")] string query) => JsonSerializer.Serialize(index.Search(query, 0, MostHits), KbJson.Lines.FoundPage)),
                Tool("similar", "Tells which known crashes the crashes of a console text are, with probability and reasons.",
                    ([Description("Console text with one or more crash reports.")] string text) => Similar(index, text)),
                Tool("crash", "One crash by its id: titles, status, the report with its stacks, reports, bisections, trackers, decisions.",
                    ([Description("Id of a crash or of one of its reports.")] string id) =>
                        index.FindCrash(id) is { } crash ? JsonSerializer.Serialize(index.WithRelated(crash), KbJson.Lines.Crash) : $"There is no crash {id}."),
                Tool("bisection", "One bisection by its id: revisions, runs, verdicts, result, trust and reasons.",
                    ([Description("Id of a bisection.")] string id) =>
                        index.FindBisection(id) is { } bisection ? JsonSerializer.Serialize<Bisection>(bisection, KbJson.Lines.Bisection) : $"There is no bisection {id}."),
            ],
        });

    private static McpServerTool Tool(string name, string description, Func<string, string> answer) =>
        McpServerTool.Create(answer, new McpServerToolCreateOptions { Name = name, Description = description, ReadOnly = true, Idempotent = true, OpenWorld = false });

    private static string Similar(CrashIndex index, string text)
    {
        List<CrashReport> reports = [.. SourceReader.ReadText("pasted", text).SelectMany(document => document.Reports).Take(5)];
        return reports.Count == 0 ? "No kernel crash is recognised in the text" + (Lookalikes.In(text) is { } other ? $", but {other}" : ".") : string.Join('\n', index.Similar(reports, 10).Select(answer => SimilarText.Of(answer.Similar)));
    }
}
