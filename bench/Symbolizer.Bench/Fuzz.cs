using System.Diagnostics;

namespace KB.Symbolizer.Bench;

/// <summary>Damages an image in many ways and asks it everything: only BadImageFormatException may come out, soon, and without much memory.</summary>
internal static class Fuzz
{
    /// <summary>A run on an image of some 100 kB takes milliseconds; one that takes this long hangs.</summary>
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(10);

    public static int Run(string path, int runs, int seed)
    {
        byte[] original = File.ReadAllBytes(path);
        string copy = Path.Combine(Path.GetTempPath(), $"fuzz-{Environment.ProcessId}");
        var random = new Random(seed);
        int refused = 0, answered = 0, failures = 0;
        TimeSpan slowest = default;
        for (int run = 0; run < runs && failures < 10; run++)
        {
            byte[] damaged = Damage(original, random);
            File.WriteAllBytes(copy, damaged);
            var clock = Stopwatch.StartNew();
            try
            {
                Ask(copy, random);
                answered++;
            }
            catch (BadImageFormatException error) when (error.Message.Contains("0x", StringComparison.Ordinal))
            {
                refused++;
            }
            catch (Exception error)
            {
                failures++;
                File.Copy(copy, $"{copy}-failure-{run}", overwrite: true);
                Console.WriteLine($"run {run}: {error}");
            }

            slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
            if (clock.Elapsed > TooLong)
            {
                failures++;
                File.Copy(copy, $"{copy}-slow-{run}", overwrite: true);
                Console.WriteLine($"run {run}: {clock.Elapsed.TotalSeconds:F1} s");
            }
        }

        File.Delete(copy);
        Console.WriteLine($"{runs} runs: {answered} answered, {refused} refused, {failures} failures; slowest {slowest.TotalMilliseconds:F0} ms, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB");
        return failures == 0 ? 0 : 1;
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        byte[] data = [.. original];
        for (int i = random.Next(1, 12); i > 0; i--)
        {
            int place = random.Next(4) == 0 ? random.Next(Math.Min(64, data.Length)) : random.Next(data.Length);
            switch (random.Next(6))
            {
                case 0:
                    data[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    data[place] = (byte)random.Next(256);
                    break;
                case 2:
                    data.AsSpan(place, Math.Min(random.Next(1, 16), data.Length - place)).Fill((byte)(random.Next(2) * 255));
                    break;
                case 3:
                    int from = random.Next(data.Length), length = Math.Min(random.Next(1, 400), data.Length - Math.Max(from, place));
                    data.AsSpan(from, length).CopyTo(data.AsSpan(place));
                    break;
                case 4 when random.Next(4) == 0:
                    data = data[..Math.Max(1, place)];
                    break;
                case 5 when random.Next(4) == 0:
                    data = [.. data[..place], .. new byte[random.Next(1, 200)], .. data[place..]];
                    break;
            }
        }

        return data;
    }

    private static void Ask(string path, Random random)
    {
        using KernelImage image = KernelImage.Open(path);
        _ = image.Release;
        image.FindAddresses(new SymbolPlace("main", 1, null));
        image.FindFrames([.. Enumerable.Range(0, 50).Select(i => (ulong)random.Next(0, 0x3000))]);
        string gsym = path + ".gsym";
        image.WriteCache(gsym);
        byte[] cache = Damage(File.ReadAllBytes(gsym), random);
        File.WriteAllBytes(gsym, random.Next(2) == 0 ? cache[..^Math.Min(16, cache.Length - 1)] : cache);
        if (image.UseCache(gsym))
        {
            image.FindFrames([.. Enumerable.Range(0, 50).Select(i => (ulong)random.Next(0, 0x3000))]);
        }
    }
}
