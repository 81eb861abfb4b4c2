using System.Diagnostics;
using KB.Symbolizer.Cache;

namespace KB.Symbolizer.Tests.Cache;

public class GsymTests
{
    private static readonly ulong[] Everywhere = [.. Enumerable.Range(0, 0xd0).Select(i => 0x401000ul + (ulong)i)];

    [Theory]
    [InlineData("widget-dwarf5")]
    [InlineData("widget-dwarf4")]
    public void A_cache_answers_every_address_as_the_image_does_but_for_columns(string name)
    {
        using TemporaryFolder folder = Fixture.Folder();
        using KernelImage image = Fixture.Open(name), cached = Fixture.Open(name);
        image.WriteCache(folder.File("gsym"));

        Assert.True(cached.UseCache(folder.File("gsym")));
        Assert.Equal(image.FindFrames(Everywhere).Select(frames => string.Join(", ", frames.Select(frame => frame with { Column = 0 }))),
            cached.FindFrames(Everywhere).Select(frames => string.Join(", ", frames.AsEnumerable())));
    }

    [Fact]
    public void A_file_of_llvm_gsymutil_is_read()
    {
        using KernelImage image = Fixture.Open("widget-dwarf5");

        Assert.True(image.UseCache(Fixture.PathOf("widget-llvm.gsym")));
        Assert.Equal(["widget_sum drivers/widget.c:11 [inline]", "widget_flush drivers/widget.c:18"], Fixture.Describe(image.FindFrames([0x401020])[0]));
    }

    [ToolFact("llvm-gsymutil-16")]
    public void Llvm_gsymutil_reads_a_file_of_ours()
    {
        using TemporaryFolder folder = Fixture.Folder();
        using KernelImage image = Fixture.Open("widget-dwarf5");
        image.WriteCache(folder.File("gsym"));

        using var tool = Process.Start(new ProcessStartInfo("llvm-gsymutil-16", ["--address=0x401020", folder.File("gsym")]) { RedirectStandardOutput = true })!;
        string output = tool.StandardOutput.ReadToEnd();

        Assert.Contains("widget_sum", output, StringComparison.Ordinal);
        Assert.Contains("widget.c:11 [inlined]", output, StringComparison.Ordinal);
        Assert.Contains("widget.c:18", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cache_with_any_byte_changed_is_refused()
    {
        using TemporaryFolder folder = Fixture.Folder();
        using KernelImage image = Fixture.Open("widget-dwarf5");
        image.WriteCache(folder.File("gsym"));
        byte[] good = File.ReadAllBytes(folder.File("gsym"));
        for (int i = 0; i < good.Length - GsymFormat.TrailerSize; i++)
        {
            byte[] bad = [.. good];
            bad[i] ^= 0x10;
            File.WriteAllBytes(folder.File("bad"), bad);

            Assert.False(image.UseCache(folder.File("bad")), $"byte {i}");
        }
    }

    [Fact]
    public void A_cache_of_another_build_or_none_is_not_used()
    {
        using TemporaryFolder folder = Fixture.Folder();
        using KernelImage image = Fixture.Open("widget-dwarf5"), other = Fixture.Open("widget-dwarf4");
        other.WriteCache(folder.File("gsym"));

        Assert.False(image.UseCache(folder.File("gsym")));
        Assert.False(image.UseCache(folder.File("missing")));
    }

    [Fact]
    public void Damage_in_a_file_without_checksum_is_answered_or_refused()
    {
        byte[] original = File.ReadAllBytes(Fixture.PathOf("widget-llvm.gsym"));
        var random = new Random(7);
        using TemporaryFolder folder = Fixture.Folder();
        for (int run = 0; run < 2000; run++)
        {
            byte[] bad = [.. original];
            bad[random.Next(bad.Length)] ^= (byte)(1 << random.Next(8));
            bad[random.Next(bad.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(folder.File("bad"), bad);
            Exception? error = Record.Exception(() =>
            {
                using var file = new GsymFile(folder.File("bad"));
                Array.ForEach(Everywhere, address => file.Find(address));
            });

            Assert.True(error is null or BadImageFormatException, $"run {run}: {error}");
        }
    }

    [Fact]
    public void Line_steps_of_any_size_are_read_or_refused()
    {
        byte[] table = [0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00, 0x01, 0x00];

        Assert.Throws<BadImageFormatException>(() => GsymLines.Find(table, littleEndian: true, 0, 0));
    }
}

/// <summary>A test that needs a program of another package; skipped where it is not installed.</summary>
public sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string tool)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, tool))))
        {
            Skip = $"{tool} is not installed";
        }
    }
}
