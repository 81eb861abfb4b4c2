using System.Diagnostics;
using System.Text.Json;
using KB.Indexer.Reports;
using KB.Indexer.Symbolization;

namespace KB.Indexer.Tests.Symbolization;

public sealed class ReportImagesTests
{
    private const string Report = """
        BUG: kernel NULL pointer dereference, address: 0000000000000008
        CPU: 0 PID: 77 Comm: flusher Not tainted 6.1.0-widget #1
        RIP: 0010:widget_flush+0x10/0x30
        Call Trace:
         widget_flush+0x11/0x30
         main+0x5/0x10

        """;

    [Fact]
    public void A_report_that_is_taken_in_gets_lines_and_inline_frames_and_keeps_id_title_and_text()
    {
        using var image = new WidgetImage();
        using var images = new ReportImages([image.Folder]);
        CrashReport report = ReportParser.Parse(Report)!;

        CrashReport known = images.AddTo(report);

        Assert.Equal((report.Id, report.Title, report.Text), (known.Id, known.Title, known.Text));
        Assert.Empty(report.GuiltyFile);
        Assert.Equal("drivers/widget.c", known.GuiltyFile);
        Assert.Contains(known.Stacks.SelectMany(stack => stack.Frames), frame => frame is { Function: "widget_sum", Inline: true, File: "drivers/widget.c", Line: 11 });
        Assert.Contains(known.Stacks.SelectMany(stack => stack.Frames), frame => frame is { Function: "widget_flush", File: "drivers/widget.c", Line: 18 });
    }

    [Fact]
    public void A_report_that_does_not_name_its_kernel_or_was_symbolized_before_stays_as_it_is()
    {
        using var image = new WidgetImage();
        using var images = new ReportImages([image.Folder]);
        CrashReport nameless = ReportParser.Parse(Report.Replace("CPU: 0 PID: 77 Comm: flusher Not tainted 6.1.0-widget #1\n", "", StringComparison.Ordinal))!;
        CrashReport known = ReportParser.Parse(image.Symbolize(Report))!;

        Assert.Same(nameless, images.AddTo(nameless));
        Assert.Equal(known.Stacks.SelectMany(stack => stack.Frames), images.AddTo(known).Stacks.SelectMany(stack => stack.Frames));
    }

    [Fact]
    public async Task Kb_index_uses_the_images_that_KB_IMAGES_names()
    {
        using var image = new WidgetImage();
        string corpus = Directory.CreateDirectory(Path.Combine(image.Folder, "corpus")).FullName, data = Path.Combine(image.Folder, "data");
        await File.WriteAllTextAsync(Path.Combine(corpus, "a.log"), Report);

        await Kb(image.Folder, "index", "--data", data, corpus);
        using JsonDocument found = JsonDocument.Parse(await Kb(image.Folder, "search", "--data", data, "--json", "drivers/widget.c:18"));

        Assert.Equal(1, found.RootElement.GetProperty("total").GetInt32());
    }

    private static async Task<string> Kb(string images, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "kb.dll"), .. arguments])
        {
            RedirectStandardOutput = true, Environment = { ["KB_IMAGES"] = images, ["KB_CACHE"] = "off" },
        };
        using Process kb = Process.Start(start)!;
        string output = await kb.StandardOutput.ReadToEndAsync();
        await kb.WaitForExitAsync();
        return output;
    }
}
