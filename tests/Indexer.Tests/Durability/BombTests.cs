using System.Diagnostics;
using System.IO.Compression;
using KB.Indexer.Corpus;

namespace KB.Indexer.Tests.Durability;

/// <summary>Small files that unpack to more than the process may hold: told, and the rest is read.</summary>
public sealed class BombTests : IDisposable
{
    /// <summary>What a process of these tests may hold, in bytes: less than any of the bombs.</summary>
    private const int Memory = 650 << 20;

    /// <summary>The bytes that one member of a bomb unpacks to, and the members: all these formats may hold several.</summary>
    private const int Member = 16 << 20, Members = 42;

    private const string Crash = "BUG: KASAN: slab-use-after-free in widget_flush+0x1/0x2\nCPU: 0 PID: 1 Comm: a Not tainted 6.1.0 #1\nCall Trace:\n widget_flush+0x1/0x2\n widget_close+0x3/0x4\n";

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Bomb("gz", "gzip", "", null)]
    [Bomb("gz", "gzip", "{\"text\":\"", "line 1 is longer than 64 Mi characters")]
    [Bomb("gz", "gzip", "{\"MESSAGE\":\"a\",\"__REALTIME_TIMESTAMP\":\"", "1 line longer than 1 Mi characters left out")]
    [Bomb("gz", "gzip", "From: a@example.org\nSubject: b\nMessage-ID: <c@example.org>\n\n", "longer than is read as a whole: the rest was left out")]
    [Bomb("gz", "gzip", "<!DOCTYPE html><html><pre>", "longer than is read as a whole: the rest was left out")]
    [Bomb("xz", "xz", "{\"text\":\"", "line 1 is longer than 64 Mi characters")]
    [Bomb("bz2", "bzip2", "{\"text\":\"", "line 1 is longer than 64 Mi characters")]
    [Bomb("zst", "zstd", "{\"text\":\"", "line 1 is longer than 64 Mi characters")]
    [Bomb("zip", null, "{\"text\":\"", "line 1 is longer than 64 Mi characters")]
    public void An_index_is_made_beside_a_bomb(string extension, string? tool, string start, string? unread)
    {
        File.WriteAllText(Path.Combine(_folder.Corpus, "crash.log"), Crash);
        string bomb = Path.Combine(_folder.Corpus, "bomb." + extension);
        if (tool is null)
        {
            Zip(bomb, start);
        }
        else
        {
            Pack(bomb, tool, start);
        }

        (int exit, string said) = Run("index", "--data", _folder.Data, _folder.Corpus);

        Assert.True(exit == 0, said);
        Assert.Equal(1, _folder.Index().Search("widget_flush", 0, 10).Total);
        Assert.Equal(unread is null ? [] : [unread], _folder.Index().Unread(10).Select(file => file.Reason));
    }

    [Fact]
    public void An_import_goes_on_behind_a_bomb()
    {
        string bomb = _folder.Other("bomb.jsonl.gz"), damaged = _folder.Other("damaged.jsonl.gz"), sound = _folder.Other("sound.jsonl");
        Pack(bomb, "gzip", "{\"text\":\"");
        File.WriteAllBytes(damaged, [.. File.ReadAllBytes(bomb)[..1000], 1, 2, 3]);
        File.WriteAllText(sound, DataFolder.Line("sound", "WARNING in widget_sound", "text") + "\n");

        (int exit, string said) = Run("import", "--data", _folder.Data, bomb, damaged, sound);

        Assert.Equal(1, exit);
        Assert.Contains("bomb.jsonl.gz:1: the line is longer than 64 Mi characters", said);
        Assert.Contains("damaged.jsonl.gz: damaged: only what comes before the damage was read", said);
        Assert.Contains("1 lines taken", said);
        Assert.Equal("sound", _folder.Index().FindCrashId("sound"));
    }

    [Fact]
    public void An_input_that_is_too_long_to_be_symbolized_is_refused()
    {
        string large = _folder.Other("large.log");
        using (FileStream file = File.Create(large))
        {
            file.SetLength(1L << 30);
        }

        (int exit, string said) = Run("symbolize", large);

        Assert.Equal(1, exit);
        Assert.Contains("longer than 64 Mi characters; cut it to the reports", said);
    }

    [Fact]
    public void A_line_of_the_journal_that_is_longer_than_any_entry_is_damage()
    {
        _folder.With("{\"text\":\"first\"}");
        string part = Journal.Parts(_folder.Data)[0];
        using (FileStream file = File.OpenWrite(part))
        {
            file.SetLength(file.Length + Journal.MaxEntry + 1);
        }

        File.AppendAllText(part, "\n{\"text\":\"last\"}\n");

        Assert.Equal(["{\"text\":\"first\"}", "", "{\"text\":\"last\"}"], Journal.Read(part, 0).Select(entry => entry.Line));
        Assert.Equal(part + ":2", Assert.Single(DataCheck.Run(_folder.Data)).Place);
    }

    /// <summary>The start, then one line of 672 MiB.</summary>
    private void Pack(string bomb, string tool, string start)
    {
        string plain = _folder.Other("plain");
        using FileStream packed = File.Create(bomb);
        foreach ((string text, int times) in new[] { (start.PadRight(start.Length + 1, 'a'), 1), (new string('a', Member), Members) })
        {
            File.WriteAllText(plain, text);
            using Process process = Process.Start(new ProcessStartInfo(tool, ["-1cq", plain]) { RedirectStandardOutput = true })!;
            using var member = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(member);
            process.WaitForExit();
            for (int i = 0; i < times; i++)
            {
                member.WriteTo(packed);
            }
        }
    }

    private static void Zip(string bomb, string start)
    {
        using ZipArchive archive = new(File.Create(bomb), ZipArchiveMode.Create);
        using Stream entry = archive.CreateEntry("bomb.jsonl", CompressionLevel.Fastest).Open();
        entry.Write(System.Text.Encoding.UTF8.GetBytes(start));
        byte[] more = new byte[Member];
        Array.Fill(more, (byte)'a');
        for (int i = 0; i < Members; i++)
        {
            entry.Write(more);
        }
    }

    private static (int Exit, string Said) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "kb.dll"), .. arguments])
        {
            RedirectStandardError = true,
            Environment = { ["DOTNET_GCHeapHardLimit"] = Memory.ToString("x"), ["DOTNET_gcServer"] = "0" },
        };
        using Process kb = Process.Start(start)!;
        string said = kb.StandardError.ReadToEnd();
        kb.WaitForExit();
        return (kb.ExitCode, said);
    }
}

/// <summary>A packing, what its bomb begins with, and what is said of it; skipped where the tool that packs is not installed.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class BombAttribute : Xunit.Sdk.DataAttribute
{
    private readonly object?[] _row;

    public BombAttribute(string extension, string? tool, string start, string? unread)
    {
        _row = [extension, tool, start, unread];
        bool isThere = tool is null || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));
        Skip = isThere ? null : $"{tool} is not installed";
    }

    public override IEnumerable<object?[]> GetData(System.Reflection.MethodInfo testMethod) => [_row];
}
