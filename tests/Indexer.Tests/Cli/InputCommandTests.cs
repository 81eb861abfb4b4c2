using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using KB.Indexer.Tests.Durability;

namespace KB.Indexer.Tests.Cli;

/// <summary>What the verbs that read files do with files that are not there, cannot be read, or are named without their folder.</summary>
public sealed class InputCommandTests
{
    [Fact]
    public void An_import_takes_and_indexes_the_other_files_when_one_cannot_be_read()
    {
        using var folder = new DataFolder();
        File.WriteAllText(folder.Other("sound.jsonl"), DataFolder.Line("sound", "WARNING in widget_sound", "text") + "\n");

        (int exit, string said) = Run(folder.Other("."), "import", "--data", folder.Data, "missing.jsonl", "corpus", "/proc/self/mem", "sound.jsonl");

        Assert.Equal(1, exit);
        Assert.Contains("missing.jsonl", said);
        Assert.Contains("1 lines taken, 3 refused", said);
        Assert.Equal("sound", folder.Index().FindCrashId("sound"));
    }

    [Fact]
    public void The_parts_of_a_dump_are_found_beside_a_file_named_without_its_folder()
    {
        using var folder = new DataFolder();
        File.WriteAllText(folder.Other("dmesg-efi-170406720101001"), "Oops#1 Part1\n<4>[  101.000001] the end\n");
        File.WriteAllText(folder.Other("dmesg-efi-170406720102001"), """
            Oops#1 Part2
            <4>[  101.000001] WARNING: CPU: 0 PID: 57 at widgets/flush.c:12 widget_flush+0x1d3/0x240
            <4>[  101.000001] RIP: 0010:widget_flush+0x1d3/0x240
            <4>[  101.000001] Call Trace:
            <4>[  101.000001]  widget_close+0x10/0x20

            """);

        (int exit, string said) = Run(folder.Other("."), "inspect", "dmesg-efi-170406720101001");

        Assert.Equal(0, exit);
        Assert.Contains("WARNING in widget_flush", said);
    }

    [Theory]
    [InlineData("parse")]
    [InlineData("bisect")]
    [InlineData("symbolize")]
    public void A_file_that_cannot_be_read_is_told_and_the_others_are_read(string verb)
    {
        using var folder = new DataFolder();
        Directory.CreateDirectory(folder.Other("logs"));
        // Reading the first byte of a process's memory is an I/O error, for root too.
        File.CreateSymbolicLink(folder.Other("logs/1.log"), "/proc/self/mem");
        File.WriteAllText(folder.Other("logs/2.log"), """
            bisecting cause commit starting from 0123456789abcdef0123456789abcdef01234567
            building syzkaller on 0123456789abcdef0123456789abcdef01234567
            WARNING: CPU: 0 PID: 57 at widgets/flush.c:12 widget_flush+0x1d3/0x240
            Call Trace:
             widget_close+0x10/0x20

            """);

        (int exit, string said) = Run(folder.Other("."), verb, "logs");

        Assert.Equal(1, exit);
        Assert.Matches("(?m)^kb: logs/1.log: ", said);
        Assert.Contains(verb == "symbolize" ? "widget_close+0x10/0x20" : "logs/2.log:", said);
    }

    [Fact]
    public void A_bisection_log_that_is_cut_is_told()
    {
        using var folder = new DataFolder();
        using (var log = new StreamWriter(folder.Other("long.log")))
        {
            log.WriteLine("bisecting cause commit starting from 0123456789abcdef0123456789abcdef01234567");
            string line = new('x', 1 << 20);
            for (int i = 0; i <= 32; i++)
            {
                log.WriteLine(line);
            }
        }

        (int exit, string said) = Run(folder.Other("."), "bisect", "long.log");

        Assert.Equal(1, exit);
        Assert.Contains("kb: long.log: longer than 32 Mi characters; the rest was not read", said);
        Assert.Contains("long.log: cause", said);
    }

    [Theory]
    [InlineData("crash.gz")]
    [InlineData("crash.tar")]
    [InlineData("crash.json")]
    [InlineData("crash.collected")]
    public void Packed_files_and_logs_that_wrap_each_line_are_read(string name)
    {
        using var folder = new DataFolder();
        string[] lines = ["WARNING: CPU: 0 PID: 57 at widgets/flush.c:12 widget_flush+0x1d3/0x240", "Call Trace:", " widget_close+0x10/0x20", ""];
        byte[] text = Encoding.UTF8.GetBytes(name.EndsWith("json", StringComparison.Ordinal)
            ? string.Concat(lines.Select(line => $$"""{"MESSAGE":"{{line}}","_TRANSPORT":"kernel","__REALTIME_TIMESTAMP":"1"}""" + "\n"))
            : name.EndsWith("collected", StringComparison.Ordinal) ? string.Concat(lines.Select(line => $$"""{"@timestamp":"2024-01-02T03:04:05Z","log":{"level":"warn"},"message":"{{line}}","host":"box"}""" + "\n"))
            : string.Join('\n', lines));
        using (FileStream file = File.Create(folder.Other(name)))
        {
            Pack(name, text, file);
        }

        (int exit, string said) = Run(folder.Other("."), "parse", "--json", name);

        Assert.Equal(0, exit);
        Assert.Matches("\"source\":\"crash\\.(gz|tar!widget\\.log|json|collected)\".*\"title\":\"WARNING in widget_close\".*\"corrupted\":false", said);
    }

    [Fact]
    public void What_comes_before_the_damage_of_a_packed_file_is_read()
    {
        using var folder = new DataFolder();
        using var packed = new MemoryStream();
        Pack(".gz", Encoding.UTF8.GetBytes("WARNING: CPU: 0 PID: 57 at widgets/flush.c:12 widget_flush+0x1d3/0x240\nCall Trace:\n widget_close+0x10/0x20\n\n"), packed);
        File.WriteAllBytes(folder.Other("cut.gz"), packed.ToArray()[..^12]);

        (int exit, string said) = Run(folder.Other("."), "parse", "cut.gz");

        Assert.Equal(1, exit);
        Assert.Contains("cut.gz:1: WARNING in widget_close", said);
        Assert.Contains("kb: cut.gz: damaged", said);
    }

    [Theory]
    [InlineData("parse", 0)]
    [InlineData("inspect", 0)]
    [InlineData("similar", 1)]
    [InlineData("compare", 1)]
    public void What_is_a_crash_of_another_system_is_told(string verb, int expected)
    {
        using var folder = new DataFolder();
        Directory.CreateDirectory(folder.Corpus);
        folder.Update();
        File.WriteAllText(folder.Other("bsd.txt"), "Fatal trap 12: page fault while in kernel mode\ncpuid = 3; apic id = 03\n");

        (int exit, string said) = Run(folder.Other("."), [verb, .. verb is "similar" or "compare" ? new[] { "--data", folder.Data } : [], "bsd.txt", .. verb == "compare" ? new[] { "bsd.txt" } : []]);

        Assert.Equal(expected, exit);
        Assert.Contains("no crash of the Linux kernel, but a panic of FreeBSD: Fatal trap 12: page fault while in kernel mode", said);
    }

    private static void Pack(string name, byte[] text, Stream file)
    {
        switch (Path.GetExtension(name))
        {
            case ".gz":
                using (var gzip = new GZipStream(file, CompressionLevel.NoCompression, leaveOpen: true))
                {
                    gzip.Write(text);
                }

                break;
            case ".tar":
                using (var tar = new TarWriter(file, leaveOpen: true))
                {
                    tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "widget.log") { DataStream = new MemoryStream(text) });
                }

                break;
            default:
                file.Write(text);
                break;
        }
    }

    private static (int Exit, string Said) Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "kb.dll"), .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process kb = Process.Start(start)!;
        Task<string> errors = kb.StandardError.ReadToEndAsync();
        string said = kb.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        kb.WaitForExit();
        return (kb.ExitCode, said);
    }
}
