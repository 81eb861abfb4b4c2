using KB.Indexer.Corpus;

namespace KB.Site.Tests;

/// <summary>The site over a few files of the repository's corpus: a bisection log, crashes that are like its end, an article about them.</summary>
public sealed class SmallSite : IDisposable
{
    /// <summary>A duplicate name in sysfs that the lab's driver makes.</summary>
    public const string OtherCrash = "638f38c6fce21c7b";

    private static readonly string[] Files =
    [
        "bisections/possible-deadlock-in-shmem_fallocate.bisect.log", "articles/sysfs-duplicate-name.md",
        "crashes/stock-612/kc_sysfs_dup_file_ioctl.log", "crashes/stock-61/net_bond2.log",
    ];

    private readonly WritableSite _site;

    public SmallSite()
        : this("")
    {
    }

    /// <summary>The same with an address of its own for its readers.</summary>
    internal SmallSite(string url)
    {
        _site = new WritableSite(null, url: url);
        foreach (string file in Files)
        {
            string copy = Path.Combine(_site.Corpus, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(SiteUnderTest.Corpus, file), copy);
        }

        CorpusIndexer.Update(_site.Data, [_site.Corpus]);
    }

    /// <summary>Where the started site answers.</summary>
    public Uri Address => _site.Address;

    public void Dispose() => _site.Dispose();
}
