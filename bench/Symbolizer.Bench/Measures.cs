using System.Diagnostics;
using System.Globalization;

namespace KB.Symbolizer.Bench;

internal static class Measures
{
    public static int Cache(string path, string gsym)
    {
        using KernelImage image = KernelImage.Open(path);
        var clock = Stopwatch.StartNew();
        image.WriteCache(gsym);
        long size = new FileInfo(gsym).Length, all = new FileInfo(path).Length;
        Console.WriteLine($"{clock.Elapsed.TotalSeconds:F2} s, {size / 1e6:F1} MB = {100.0 * size / all:F2} % of {all / 1e6:F0} MB, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB");
        return 0;
    }

    public static int Lookup(string path, string[] addresses)
    {
        using KernelImage image = KernelImage.Open(path);
        ulong[] places = [.. addresses.Select(text => ulong.Parse(text.Replace("0x", ""), NumberStyles.HexNumber))];
        foreach ((ulong place, SourceFrame[] frames) in places.Zip(image.FindFrames(places)))
        {
            Console.WriteLine($"{place:x}");
            Array.ForEach(frames, frame => Console.WriteLine($"  {frame.Function} {frame.File}:{frame.Line}:{frame.Column} {frame.Path}"));
        }

        return 0;
    }

    /// <summary>Addresses of one question: with a cache, answers are dropped as a server drops them; without, the more the better.</summary>
    private const int Batch = 1000, LargeBatch = 100_000;

    public static int Rate(string path, string gsym)
    {
        Rate(path, LargeBatch, "without cache", _ => { });
        Rate(path, Batch, "with cache", image =>
        {
            if (!image.UseCache(gsym))
            {
                image.WriteCache(gsym);
                image.UseCache(gsym);
            }
        });
        return 0;
    }

    private static void Rate(string path, int batch, string what, Action<KernelImage> prepare)
    {
        using KernelImage image = KernelImage.Open(path);
        prepare(image);
        ulong[][] batches = [.. Places(image, 1_000_000).Chunk(batch)];
        foreach (ulong[] places in batches)
        {
            image.FindFrames(places);
        }

        using var self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        long frames = 0;
        foreach (ulong[] places in batches)
        {
            frames += image.FindFrames(places).Sum(chain => chain.Length);
        }

        self.Refresh();
        int count = batches.Sum(places => places.Length);
        double wall = clock.Elapsed.TotalSeconds, processor = (self.TotalProcessorTime - before).TotalSeconds;
        Console.WriteLine($"{what}, {batch} at a time: {count / wall:N0} addresses a second, {count / processor:N0} a second of processor time, {(double)frames / count:F2} frames each");
    }

    public static int Compare(string path, string gsym)
    {
        using KernelImage image = KernelImage.Open(path), cached = KernelImage.Open(path);
        if (!cached.UseCache(gsym))
        {
            Console.Error.WriteLine("the GSYM file does not fit the image");
            return 1;
        }

        ulong[] places = Places(image, 100_000);
        int same = 0, shown = 0;
        foreach ((ulong place, (SourceFrame[] a, SourceFrame[] b)) in places.Zip(image.FindFrames(places).Zip(cached.FindFrames(places))))
        {
            string one = Text(a), other = Text(b);
            same += one == other ? 1 : 0;
            if (one != other && shown++ < 20)
            {
                Console.WriteLine($"{place:x}\n  image {one}\n  cache {other}");
            }
        }

        Console.WriteLine($"{same} of {places.Length} equal");
        return 0;
    }

    private static string Text(SourceFrame[] frames) => string.Join(" < ", frames.Select(frame => $"{frame.Function} {frame.File} {frame.Path}:{frame.Line}"));

    /// <summary>Random addresses in the code of the kernel, between two symbols that every kernel has.</summary>
    private static ulong[] Places(KernelImage image, int count)
    {
        ulong low = image.FindAddresses(new("_stext", 0, null))[0], high = image.FindAddresses(new("_etext", 0, null))[0];
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => low + (ulong)random.NextInt64((long)(high - low)))];
    }
}
