using System.Diagnostics;
using System.Text.Json;
using KB.Indexer.Corpus;

namespace KB.Indexer.Tests.Cli;

public sealed class McpCommandTests
{
    [Fact]
    public async Task An_agent_that_asks_over_the_protocol_is_answered_with_ids()
    {
        string data = Directory.CreateTempSubdirectory("kb-mcp-").FullName;
        string corpus = Directory.CreateDirectory(Path.Combine(data, "corpus")).FullName;
        await File.WriteAllTextAsync(Path.Combine(corpus, "a.log"), """
            BUG: kernel NULL pointer dereference, address: 0000000000000008
            CPU: 0 PID: 77 Comm: agent Not tainted 6.1.0 #1
            RIP: 0010:widget_asked+0x1d/0x40
            Call Trace:
             widget_ioctl+0x12/0x30
             __x64_sys_ioctl+0x8b/0xc0
            """);
        CorpusIndexer.Update(data, [corpus]);

        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "kb.dll"), "mcp", "--data", data])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        using Process kb = Process.Start(start)!;
        try
        {
            await kb.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""");
            await kb.StandardOutput.ReadLineAsync();
            await kb.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
            await kb.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"search","arguments":{"query":"widget_asked"}}}""");
            string answer = await kb.StandardOutput.ReadLineAsync() ?? "";

            using JsonDocument json = JsonDocument.Parse(answer);
            using JsonDocument found = JsonDocument.Parse(json.RootElement.GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString()!);
            Assert.Equal(1, found.RootElement.GetProperty("total").GetInt32());
            Assert.Matches("^[0-9a-f]{16}$", found.RootElement.GetProperty("hits")[0].GetProperty("id").GetString());
        }
        finally
        {
            kb.Kill();
            await kb.WaitForExitAsync();
        }
    }
}
