namespace KB.Site;

/// <summary>What an operator may set: in appsettings.json, as <c>KB__Data=…</c> in the environment or <c>--KB:Data …</c> on the command line.</summary>
public sealed class SiteOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "KB";

    /// <summary>Data folder: index and journal.</summary>
    public string Data { get; set; } = "data";

    /// <summary>Folder of the corpus.</summary>
    public string Corpus { get; set; } = "corpus";

    /// <summary>SHA-256 (hex) of the bearer token for writing; empty: the site is read-only.</summary>
    public string TokenHash { get; set; } = "";

    /// <summary>Address under which readers reach the site, for permanent links; empty: as the request says.</summary>
    public string Url { get; set; } = "";

    /// <summary>True for a site over a data folder that <c>kb replicate</c> fills: it reads, and writes nothing.</summary>
    public bool Replica { get; set; }

    /// <summary>Requests a minute that one client may make, a quarter of them at once; 0: as many as it likes. Loopback is not counted.</summary>
    public int RequestsPerMinute { get; set; } = 1200;

    /// <summary>Where the site is reached, without a slash at the end: as configured, else as the request says.</summary>
    public string UrlOf(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Url.Length > 0 ? Url.TrimEnd('/') : $"{request.Scheme}://{request.Host}";
    }

    /// <summary>
    /// The options with relative folders made whole. <c>dotnet run</c> starts in the project's folder, an installed site in its own: the
    /// folders are taken from the nearest folder upward that holds the corpus, else from the current one.
    /// </summary>
    public SiteOptions Resolved()
    {
        string home = Directory.GetCurrentDirectory();
        for (string? folder = home; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Combine(folder, Corpus)))
            {
                home = folder;
                break;
            }
        }

        return new SiteOptions { Data = Path.Combine(home, Data), Corpus = Path.Combine(home, Corpus), TokenHash = Replica ? "" : TokenHash.Trim(), Replica = Replica, Url = Url, RequestsPerMinute = RequestsPerMinute };
    }
}
