using KB.Indexer.Duplicates.Comparing;
using KB.Indexer.Reports;
using KB.Indexer.Search;
using KB.Site.Pages.Shared;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/crashes/{id}/compare/{other}: two crashes side by side, and why they are or are not thought to be one bug.</summary>
public sealed class CompareModel(CrashIndex index) : PageModel
{
    /// <summary>The one.</summary>
    public Crash A { get; private set; } = null!;

    /// <summary>The other.</summary>
    public Crash B { get; private set; } = null!;

    /// <summary>Their comparison.</summary>
    public Comparison Comparison { get; private set; } = null!;

    /// <summary>404 for an unknown id.</summary>
    public IActionResult OnGet(string id, string other)
    {
        if (index.FindCrash(id) is not { } a || index.FindCrash(other) is not { } b)
        {
            return NotFound();
        }

        (A, B) = (a, b);
        // The ids may be those of reports: then these are compared, else the ones that the crashes show.
        Comparison = index.Compare(index.FindReport(id) ?? a.Report, index.FindReport(other) ?? b.Report);
        return Page();
    }

    /// <summary>A frame of one side; nothing where the other alone has one.</summary>
    internal static IHtmlContent Frame(StackFrame? frame) => frame is null ? HtmlString.Empty : new HtmlContentBuilder().AppendHtml("<code>").Append(Trace.Text(frame)).AppendHtml("</code>");

    /// <summary>The line that introduces the stacks, or both lines where they differ.</summary>
    internal static string Heading(StackPair stack)
    {
        string[] labels = [.. new[] { stack.LabelA, stack.LabelB }.Select(label => Trace.Heading(label, stack.Kind)).Distinct()];
        return string.Join(" · ", labels);
    }
}
