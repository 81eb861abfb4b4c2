using System.Diagnostics;
using System.Text.Json;
using KB.Indexer.Tests.Durability;

namespace KB.Indexer.Tests.Cli;

public sealed class SearchCommandTests
{
    [Fact]
    public void Programs_get_every_report_unless_they_ask_for_crashes()
    {
        using var folder = new DataFolder();
        foreach (string task in (string[])["sower", "mower"])
        {
            File.WriteAllText(Path.Combine(folder.Corpus, task + ".log"), $"""
                BUG: kernel NULL pointer dereference, address: 0000000000000008
                CPU: 0 PID: 77 Comm: {task} Not tainted 6.1.0 #1
                RIP: 0010:widget_asked+0x1d/0x40
                Call Trace:
                 widget_ioctl+0x12/0x30
                 __x64_sys_ioctl+0x8b/0xc0
                """);
        }

        folder.Update();

        JsonElement reports = Search(folder.Data, "widget_asked", "--json"), crashes = Search(folder.Data, "widget_asked", "--json", "--crashes");

        Assert.Equal((2, 2), (reports.GetProperty("total").GetInt32(), reports.GetProperty("hits").GetArrayLength()));
        Assert.Equal((1, 1), (crashes.GetProperty("total").GetInt32(), crashes.GetProperty("hits").GetArrayLength()));
        Assert.Single(reports.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("crash").GetString()).Distinct());
    }

    private static JsonElement Search(string data, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "kb.dll"), "search", "--data", data, .. arguments]) { RedirectStandardOutput = true };
        using Process kb = Process.Start(start)!;
        string answer = kb.StandardOutput.ReadToEnd();
        kb.WaitForExit();
        return JsonSerializer.Deserialize<JsonElement>(answer);
    }
}
