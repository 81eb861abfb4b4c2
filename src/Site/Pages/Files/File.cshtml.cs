using KB.Indexer.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/files/{path}[:line]: every crash that names a source file, or a line of it or near it.</summary>
public sealed class FileModel(CrashIndex index) : PageModel
{
    /// <summary>Crashes shown.</summary>
    public const int Most = 200;

    /// <summary>Path and line as asked for.</summary>
    public string Place { get; private set; } = "";

    /// <summary>The path.</summary>
    public string Path { get; private set; } = "";

    /// <summary>The line; null for the whole file.</summary>
    public int? Line { get; private set; }

    /// <summary>Crashes that name it.</summary>
    public IReadOnlyList<FoundDocument> Crashes { get; private set; } = [];

    /// <summary>404 for a place that no report names.</summary>
    public IActionResult OnGet(string path)
    {
        int colon = (path ?? "").LastIndexOf(':');
        bool hasLine = int.TryParse(path.AsSpan(colon + 1), out int line) && colon > 0;
        (Place, Path, Line) = hasLine ? (path!, path![..colon], line) : (path ?? "", path ?? "", (int?)null);
        Crashes = index.WithFile(Path, Line, Most);
        return Crashes.Count == 0 ? NotFound() : Page();
    }
}
