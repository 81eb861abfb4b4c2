namespace KB.Indexer.Bisections.Judging;

/// <summary>Reads alias links, noise and shared culprits from a graph of crash titles.</summary>
internal sealed class TitleLinker(TitleGraph graph, SameBugModel model)
{
    private const int NoiseBisections = 5;
    private const double NoiseSameBug = 0.25;

    /// <summary>Links with at least this probability, most probable first.</summary>
    public IReadOnlyList<AliasLink> Links(double least)
    {
        var links = new Dictionary<(string, string), AliasLink>();
        foreach (BisectionTitles log in graph.All)
        {
            foreach (string alias in log.All)
            {
                double probability = model.Of(graph, log, alias);
                foreach (string title in probability < least ? [] : log.Start.Keys.Where(start => start != alias && !TitleWords.IsPlaceless(start)))
                {
                    links[(title, alias)] = With(links.GetValueOrDefault((title, alias)), log, title, alias, probability);
                }
            }
        }

        return [.. links.Values.Select(WithSharedEvidence).OrderByDescending(link => link.Probability)
            .ThenBy(link => link.Title, StringComparer.Ordinal).ThenBy(link => link.Alias, StringComparer.Ordinal)];
    }

    /// <summary>Titles that many bisections met and few or none are about, most frequent first.</summary>
    public IReadOnlyList<NoiseTitle> Noise() =>
        [.. from title in graph.Titles
            let seen = graph.SeenIn(title)
            where seen.Count >= NoiseBisections
            let mean = seen.Average(log => model.Of(graph, log, title))
            where mean <= NoiseSameBug
            orderby seen.Count descending, title
            select new NoiseTitle(title, seen.Count, graph.StartsOf(title), mean)];

    /// <summary>Commits that more than one bisection blames, the most blamed first.</summary>
    public IReadOnlyList<SharedCulprit> SharedCulprits() =>
        [.. from log in graph.All
            where log.Culprit is not null
            group log by log.Culprit into same
            where same.Count() > 1
            orderby same.Count() descending, same.Key
            select new SharedCulprit(same.Key, [.. same.Select(log => log.Id)], [.. same.SelectMany(log => log.Start.Keys).Distinct()])];

    private static AliasLink With(AliasLink? link, BisectionTitles log, string title, string alias, double probability)
    {
        WalkedRevision[] seen = [.. log.Walk.Where(revision => revision.Titles.ContainsKey(alias))];
        TitleChange? change = log.Changes.GetValueOrDefault(alias);
        link ??= new AliasLink(title, alias, 0, [], 0, 0, 0, 0, 0, []);
        return link with
        {
            Probability = Math.Max(link.Probability, Math.Round(probability, 4)),
            Bisections = [.. link.Bisections, log.Id],
            Runs = link.Runs + seen.Sum(revision => revision.Titles[alias]),
            Together = link.Together + seen.Count(revision => revision.Titles.ContainsKey(title)),
            Changes = change is null ? link.Changes : [.. link.Changes, change],
        };
    }

    private AliasLink WithSharedEvidence(AliasLink link)
    {
        IReadOnlyList<BisectionTitles> withTitle = graph.SeenIn(link.Title);
        IReadOnlyList<BisectionTitles> withAlias = graph.SeenIn(link.Alias);
        ILookup<string, string> binaries = Binaries(withTitle, link.Title).ToLookup(each => each.Signature, each => each.Id, StringComparer.Ordinal);
        Dictionary<string, string[]> culprits = withTitle.Where(log => log.Culprit is not null && log.Start.ContainsKey(link.Title))
            .GroupBy(log => log.Culprit!).ToDictionary(same => same.Key, same => same.Select(log => log.Id).ToArray(), StringComparer.Ordinal);
        return link with
        {
            Seen = withAlias.Count,
            SameCulprits = withAlias.Where(log => log.Culprit is not null && log.Start.ContainsKey(link.Alias))
                .Sum(log => culprits.GetValueOrDefault(log.Culprit!)?.Count(id => id != log.Id) ?? 0),
            SameBinaries = Binaries(withAlias, link.Alias).Where(each => binaries[each.Signature].Any(id => id != each.Id)).Select(each => each.Signature).Distinct().Count(),
        };
    }

    /// <summary>Binaries that crashed with the title, with the bisection that saw it.</summary>
    public static IEnumerable<(string Signature, string Id)> Binaries(IEnumerable<BisectionTitles> logs, string title) =>
        from log in logs
        from revision in log.Walk
        where revision.Revision.Signature is not null && revision.Titles.ContainsKey(title)
        select (revision.Revision.Signature, log.Id);
}
