namespace KB.Indexer.Bisections.Judging;

/// <summary>The crash titles at the commit a bisection started from, and how like them another title is, by the log alone.</summary>
internal sealed class StartTitles
{
    /// <summary><see cref="Resembles"/> of a title that blames the same place in another way.</summary>
    public const double SamePlace = 0.95;

    private const double SameWords = 0.7;
    private const double Unknown = 0.3;
    private readonly HashSet<string> titles;
    private readonly HashSet<string> places;
    private readonly HashSet<string> words;

    private StartTitles(IEnumerable<string> start)
    {
        titles = new HashSet<string>(start, StringComparer.Ordinal);
        string[] placed = [.. titles.Where(title => !TitleWords.IsPlaceless(title))];
        places = new HashSet<string>(placed.Select(title => TitleWords.Split(title).Place).Where(place => place.Length > 0), StringComparer.Ordinal);
        words = new HashSet<string>(placed.SelectMany(TitleWords.Of), StringComparer.Ordinal);
    }

    /// <summary>The titles.</summary>
    public IReadOnlyCollection<string> Titles => titles;

    /// <summary>Those of the tests at the start.</summary>
    public static StartTitles Of(Bisection bisection) =>
        new(bisection.Revisions.Where(revision => revision.Role == "start").SelectMany(TitleCounts.Crashes).Select(crash => crash.Title));

    /// <summary>1 for a start title, less for one that blames the same place or has words of it, 0 for any other.</summary>
    public double Resembles(string title)
    {
        bool placeless = TitleWords.IsPlaceless(title);
        if (titles.Contains(title))
        {
            return placeless ? SameWords : 1;
        }

        return places.Contains(TitleWords.Split(title).Place) ? SamePlace
            : placeless ? Unknown
            : TitleWords.Of(title).Overlaps(words) ? SameWords
            : 0;
    }
}
