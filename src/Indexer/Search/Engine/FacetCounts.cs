using System.Globalization;
using KB.Indexer.Search.Queries;

namespace KB.Indexer.Search.Engine;

/// <summary>Counts the clusters of a result by the values of the columns. A cluster counts once for each value that its matching documents have.</summary>
internal sealed class FacetCounts(DocumentColumns columns)
{
    /// <summary>Days told apart: to the year 2149. Later ones count as the last.</summary>
    private const int Days = 1 << 16;

    /// <summary>Bars of a histogram by months; longer ones are by years.</summary>
    private const int MostMonths = 36;

    private static readonly QueryState[] States = [.. QueryState.All.Where(state => state.Flag != DocumentFlags.None)];
    private static readonly DateOnly Epoch = new(1970, 1, 1);
    // Months since 1970 of each day.
    private static readonly ushort[] MonthOf = [.. Enumerable.Range(0, Days).Select(day => Epoch.AddDays(day)).Select(date => (ushort)(((date.Year - Epoch.Year) * 12) + date.Month - 1))];

    private readonly NameColumn[] _names = [columns.Type, columns.Subsystem, columns.Release, columns.Arch];
    private readonly int[][] _counts = [new int[columns.Type.Names.Length], new int[columns.Subsystem.Names.Length], new int[columns.Release.Names.Length], new int[columns.Arch.Names.Length]];
    private readonly int[] _flags = new int[1 << 8];
    private readonly int[] _months = new int[MonthOf[^1] + 1];
    private readonly int[] _years = new int[(MonthOf[^1] / 12) + 1];
    private readonly HashSet<(int Facet, int Value, int Crash)> _more = [];
    private readonly Dictionary<int, DocumentFlags> _moreFlags = [];

    /// <summary>Counts the first document of a cluster.</summary>
    public void Add(int number)
    {
        for (int facet = 0; facet < _names.Length; facet++)
        {
            _counts[facet][_names[facet].Codes[number]]++;
        }

        _flags[(int)columns.Flags[number] & (_flags.Length - 1)]++;
        if (DayOf(number) is > 0 and var day)
        {
            _months[MonthOf[day]]++;
            _years[MonthOf[day] / 12]++;
        }
    }

    /// <summary>Counts another document of a cluster: only values that the cluster was not counted for yet.</summary>
    public void AddMore(int first, int number)
    {
        for (int facet = 0; facet < _names.Length; facet++)
        {
            int value = _names[facet].Codes[number];
            if (value != _names[facet].Codes[first] && _more.Add((facet, value, columns.Crash[first])))
            {
                _counts[facet][value]++;
            }
        }

        if (DayOf(number) is > 0 and var day)
        {
            int year = MonthOf[day] / 12, before = DayOf(first);
            _months[MonthOf[day]]++;
            if ((before == 0 || year != MonthOf[before] / 12) && _more.Add((_names.Length, year, columns.Crash[first])))
            {
                _years[year]++;
            }
        }

        DocumentFlags had = _moreFlags.GetValueOrDefault(columns.Crash[first], columns.Flags[first]);
        DocumentFlags has = had | columns.Flags[number];
        if (has != had)
        {
            _flags[(int)had & (_flags.Length - 1)]--;
            _flags[(int)has & (_flags.Length - 1)]++;
            _moreFlags[columns.Crash[first]] = has;
        }
    }

    /// <summary>The facets in the order of the page; those without values are left out.</summary>
    public IReadOnlyList<Facet> Facets(int values)
    {
        Facet[] facets =
        [
            Named("type", "type", 0, values), Named("subsystem", "sub", 1, values), Named("release", "release", 2, values),
            Named("arch", "arch", 3, values), Status(), Years(values),
        ];
        return [.. facets.Where(facet => facet.Values.Count > 0)];
    }

    /// <summary>Documents by months or years, from the first to the last, without gaps.</summary>
    public IReadOnlyList<HistogramBar> Histogram()
    {
        int first = Array.FindIndex(_months, count => count > 0), last = Array.FindLastIndex(_months, count => count > 0);
        if (first < 0)
        {
            return [];
        }

        return last - first < MostMonths
            ? [.. Enumerable.Range(first, last - first + 1).Select(month => new HistogramBar(Epoch.AddMonths(month).ToString("yyyy-MM", CultureInfo.InvariantCulture), _months[month]))]
            : [.. Enumerable.Range(first / 12, (last / 12) - (first / 12) + 1).Select(year => new HistogramBar(Year(year), _months.Skip(year * 12).Take(12).Sum()))];
    }

    private Facet Named(string name, string field, int facet, int values) => new(name,
    [
        .. _counts[facet].Select((count, value) => (count, Name: _names[facet].Names[value]))
            .Where(pair => pair.count > 0 && pair.Name.Length > 0)
            .OrderByDescending(pair => pair.count).ThenBy(pair => pair.Name, StringComparer.Ordinal).Take(values)
            .Select(pair => new FacetValue(pair.Name, pair.count, new FieldNode(QueryField.Find(field)!, pair.Name).ToString())),
    ]);

    private Facet Status() => new("status",
    [
        .. States.Select(state => new FacetValue(state.Name, _flags.Where((_, flags) => ((DocumentFlags)flags & state.Flag) != 0).Sum(), "is:" + state.Name))
            .Where(value => value.Count > 0).OrderByDescending(value => value.Count),
    ]);

    private Facet Years(int values) => new("year",
    [
        .. _years.Select((count, year) => (count, year)).Where(pair => pair.count > 0).Reverse().Take(values)
            .Select(pair => new FacetValue(Year(pair.year), pair.count, "d:" + Year(pair.year))),
    ]);

    private static string Year(int since) => (Epoch.Year + since).ToString(CultureInfo.InvariantCulture);

    private int DayOf(int number) => Math.Clamp(columns.Day[number], 0, Days - 1);
}
