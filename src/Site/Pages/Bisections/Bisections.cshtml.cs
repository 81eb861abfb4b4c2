using System.Globalization;
using KB.Indexer.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/bisections: every bisection log, or those that pass a filter.</summary>
public sealed class BisectionsModel(CrashIndex index) : PageModel
{
    /// <summary>Rows a page.</summary>
    public const int PageSize = 50;

    /// <summary>Ways in which a bisection ends.</summary>
    public static readonly string[] Results = ["culprit", "oldest-release", "head", "inconclusive", "error", "unfinished"];

    /// <summary>Page number from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    /// <summary>Kind of result; empty for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string Result { get; set; } = "";

    /// <summary>A part of a crash title; empty for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string Title { get; set; } = "";

    /// <summary>Least trust; null for all.</summary>
    [BindProperty(SupportsGet = true)]
    public double? Trust { get; set; }

    /// <summary>Words of a subsystem's name, or its short name; empty for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string Subsystem { get; set; } = "";

    /// <summary>First day; null for all.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    /// <summary>Last day; null for all.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    /// <summary>This page's bisections.</summary>
    public IReadOnlyList<BisectionRow> Rows { get; private set; } = [];

    /// <summary>Reads the page.</summary>
    public void OnGet()
    {
        P = Math.Clamp(P, 1, 10_000);
        Rows = index.Bisections(new BisectionFilter(Result ?? "", Title ?? "", Trust, Subsystem ?? "", From, To), (P - 1) * PageSize, PageSize);
    }

    /// <summary>Another page of the same filter.</summary>
    public string Address(int page) =>
        $"/bisections?p={page}&result={Uri.EscapeDataString(Result ?? "")}&title={Uri.EscapeDataString(Title ?? "")}&trust={Number(Trust)}&subsystem={Uri.EscapeDataString(Subsystem ?? "")}&from={Day(From)}&to={Day(To)}";

    /// <summary>As it is typed: <c>0.5</c>.</summary>
    internal static string Number(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>As a form sends it: <c>2020-05-31</c>.</summary>
    internal static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
