using KB.Indexer.Reports;
using KB.Indexer.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/functions/{name}: every crash through a function, and what is seen around it in the traces.</summary>
public sealed class FunctionModel(CrashIndex index) : PageModel
{
    /// <summary>Crashes shown.</summary>
    public const int Most = 200;

    /// <summary>Reports read for callers and callees: the first ones tell nearly all of them.</summary>
    private const int ReportsRead = 50;

    private const int Neighbours = 12;

    /// <summary>The function.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The page as a search; names of Rust functions may hold blanks.</summary>
    public string Query => Name.Contains(' ', StringComparison.Ordinal) ? $"fn:\"{Name}\"" : "fn:" + Name;

    /// <summary>Crashes with it in a stack.</summary>
    public IReadOnlyList<FoundDocument> Crashes { get; private set; } = [];

    /// <summary>Functions seen calling it, with how many reports show that.</summary>
    public IReadOnlyList<(string Name, int Count)> Callers { get; private set; } = [];

    /// <summary>Functions seen called by it.</summary>
    public IReadOnlyList<(string Name, int Count)> Callees { get; private set; } = [];

    /// <summary>404 for a function that no trace shows.</summary>
    public IActionResult OnGet(string name)
    {
        Name = name;
        Crashes = index.WithFunction(name, Most);
        if (Crashes.Count == 0)
        {
            return NotFound();
        }

        List<CrashReport> reports = [.. Crashes.Where(row => row.Kind == "report").Take(ReportsRead).Select(row => index.FindReport(row.Id)).OfType<CrashReport>()];
        Callers = Around(reports, +1);
        Callees = Around(reports, -1);
        return Page();
    }

    private List<(string, int)> Around(List<CrashReport> reports, int step) =>
        [.. reports.SelectMany(report => report.Stacks.SelectMany(stack => Neighbour(stack.Frames, step)).Distinct())
            .CountBy(name => name).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(Neighbours).Select(pair => (pair.Key, pair.Value))];

    private IEnumerable<string> Neighbour(IReadOnlyList<StackFrame> frames, int step)
    {
        List<StackFrame> reliable = [.. frames.Where(frame => frame.Reliable)];
        return Enumerable.Range(0, reliable.Count)
            .Where(i => reliable[i].Function == Name && i + step >= 0 && i + step < reliable.Count && reliable[i + step].Function != Name)
            .Select(i => reliable[i + step].Function);
    }
}
