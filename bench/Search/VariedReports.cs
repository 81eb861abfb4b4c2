using System.Text;
using System.Text.RegularExpressions;

namespace KB.Bench.Search;

/// <summary>One log made of a real one.</summary>
/// <param name="Text">The log.</param>
/// <param name="Base">Place of the real one.</param>
/// <param name="Names">What its functions and files were renamed to.</param>
/// <param name="Release">Its kernel.</param>
public sealed record VariedReport(string Text, int Base, IReadOnlyDictionary<string, string> Names, string Release);

/// <summary>
/// Any number of distinct crash logs made of the real ones of a folder: functions are renamed (half of them, to names drawn by
/// Zipf's law from a vocabulary as large as a kernel's), and files, lines, offsets, addresses, numbers and releases change.
/// </summary>
public sealed partial class VariedReports
{
    private const int Vocabulary = 60_000;
    private const int Files = 8_000;

    private static readonly string[] Releases = ["4.4.0", "4.14.98", "4.19.0-rc3+", "5.0.0", "5.4.17", "5.10.0-rc7", "5.15.120", "6.1.0-56-cloud-amd64", "6.6.8", "6.12.0-rc1"];

    private readonly List<string> _bases;
    private readonly string[] _functions;
    private readonly string[] _files;

    /// <summary>Reads the logs below a folder, in order of their names.</summary>
    public VariedReports(string folder)
    {
        _bases = [.. Directory.EnumerateFiles(folder, "*.log", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        var random = new Random(1);
        string[] parts = [.. _bases.SelectMany(text => Function().Matches(text).SelectMany(match => match.Value.Split('_'))).Where(part => part.Length > 2).Distinct().Order(StringComparer.Ordinal)];
        string Name() => string.Join('_', Enumerable.Range(0, random.Next(2, 5)).Select(_ => parts[random.Next(parts.Length)]));
        _functions = [.. Enumerable.Range(0, Vocabulary).Select(_ => Name())];
        _files = [.. Enumerable.Range(0, Files).Select(i => $"{parts[random.Next(parts.Length)]}/{parts[random.Next(parts.Length)]}/{Name()}.c")];
    }

    /// <summary>Names in order of how often they are used.</summary>
    public IReadOnlyList<string> Functions => _functions;

    /// <summary>Paths in order of how often they are used.</summary>
    public IReadOnlyList<string> Paths => _files;

    /// <summary>The logs that are varied.</summary>
    public IReadOnlyList<string> Bases => _bases;

    /// <summary>One log: the same for the same number.</summary>
    public VariedReport this[int number]
    {
        get
        {
            var random = new Random(number);
            var names = new Dictionary<string, string>();
            string Renamed(string name, string[] to)
            {
                if (!names.TryGetValue(name, out string? renamed))
                {
                    names.Add(name, renamed = random.Next(2) == 0 ? name : to[Zipf(random, to.Length)]);
                }

                return renamed;
            }

            int chosen = random.Next(_bases.Count);
            string release = Releases[random.Next(Releases.Length)];
            string text = Release().Replace(_bases[chosen], release);
            text = Function().Replace(text, match => Renamed(match.Value, _functions));
            text = Path().Replace(text, match => Renamed(match.Value, _files));
            return new(Numbers(text, random), chosen, names, release);
        }
    }

    /// <summary>Functions with an offset behind them, each once.</summary>
    public static IEnumerable<string> FunctionsOf(string text) => Function().Matches(text).Select(match => match.Value).Distinct();

    private static int Zipf(Random random, int count) => (int)Math.Min(count - 1, Math.Exp(random.NextDouble() * Math.Log(count)));

    /// <summary>Changes hex digits of long numbers and of offsets.</summary>
    private static string Numbers(string text, Random random)
    {
        var changed = new StringBuilder(text);
        foreach (ValueMatch match in Number().EnumerateMatches(text))
        {
            for (int i = match.Index + match.Length - 3; i < match.Index + match.Length; i++)
            {
                changed[i] = char.IsAsciiHexDigit(changed[i]) ? "0123456789abcdef"[random.Next(16)] : changed[i];
            }
        }

        return changed.ToString();
    }

    [GeneratedRegex(@"\b[a-z_][a-z0-9_]{4,}(?=\+0x)")]
    private static partial Regex Function();

    [GeneratedRegex(@"\b[a-z0-9_-]+(/[a-z0-9_-]+)+\.[ch](?=:\d)")]
    private static partial Regex Path();

    [GeneratedRegex(@"\b6\.1\d?\.\d+[^\s]*")]
    private static partial Regex Release();

    [GeneratedRegex(@"\b[0-9a-f]{8,16}\b|0x[0-9a-f]{3,}")]
    private static partial Regex Number();
}
