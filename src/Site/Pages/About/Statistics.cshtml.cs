using KB.Indexer.Search;
using KB.Indexer.Search.Engine;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/about/statistics: what is known, in figures.</summary>
public sealed class StatisticsModel(CrashIndex index) : PageModel
{
    private const int Rows = 20;
    private const int TrustBins = 10;

    /// <summary>Size of the index.</summary>
    public IndexStats Stats { get; private set; } = null!;

    /// <summary>Crashes by month.</summary>
    public IReadOnlyList<(string Name, int Count)> Months { get; private set; } = [];

    /// <summary>The tables: heading, field of the query language, rows.</summary>
    public IReadOnlyList<(string Heading, string Field, IReadOnlyList<(string Name, int Count)> Rows)> Tables { get; private set; } = [];

    /// <summary>Titles in many bisections.</summary>
    public IReadOnlyList<(string Title, int Bisections, int Runs, double? SameBug)> Noise { get; private set; } = [];

    /// <summary>Bisections by trust, ten bins.</summary>
    public IReadOnlyList<HistogramBar> Trust { get; private set; } = [];

    /// <summary>Counts.</summary>
    public void OnGet()
    {
        Stats = index.Stats();
        Months = index.CrashesBy(CrashColumn.Month, 1200);
        Tables =
        [
            ("type", "type", index.CrashesBy(CrashColumn.Type, Rows)),
            ("subsystem", "sub", index.CrashesBy(CrashColumn.Subsystem, Rows)),
            ("release", "release", index.CrashesBy(CrashColumn.Release, Rows)),
            ("architecture", "arch", index.CrashesBy(CrashColumn.Arch, Rows)),
        ];
        Noise = index.TitlesAcrossBisections(Rows);
        IReadOnlyList<double> trusts = index.Trusts();
        Trust = [.. Enumerable.Range(0, TrustBins).Select(bin => new HistogramBar($"0.{bin}", trusts.Count(trust => Math.Min(TrustBins - 1, (int)(trust * TrustBins)) == bin)))];
    }
}
