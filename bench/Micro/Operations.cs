using BenchmarkDotNet.Attributes;
using KB.Indexer.Corpus;
using KB.Indexer.Reports;
using KB.Indexer.Search;
using KB.Site;
using KB.Symbolizer;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace KB.Bench.Micro;

/// <summary>What the product does all day, each once, over the project's own corpus and images.</summary>
public class Operations : IDisposable
{
    private string _folder = "", _log = "";
    private CrashReport _report = null!;
    private CrashIndex _index = null!;
    private KernelImage _image = null!;
    private WebApplicationFactory<SiteOptions> _site = null!;
    private HttpClient _reader = null!;
    private string _page = "";
    private int _asked;

    [GlobalSetup]
    public void Open()
    {
        string root = Root(), corpus = Path.Combine(root, "corpus");
        _folder = Directory.CreateTempSubdirectory("kb-micro-").FullName;
        CorpusIndexer.Update(_folder, [corpus]);
        _index = CrashIndex.Open(_folder);
        _log = File.ReadAllText(Path.Combine(corpus, "crashes/x86-61-kasan/kc_uaf_write_ioctl.log"));
        _report = ReportParser.Parse(_log) ?? throw new InvalidOperationException("The log has no report.");
        _image = KernelImage.Open(Path.Combine(root, "tests/Symbolizer.Tests/Fixtures/widget-dwarf5"));
        _site = new SiteOverFolder(_folder, corpus);
        _reader = _site.CreateClient();
        _page = $"/crashes/{_index.FindCrashId(_report.Id)}";
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _reader.Dispose();
        _site.Dispose();
        _image.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The report of a console log with a KASAN splat.</summary>
    [Benchmark]
    public CrashReport? Parse() => ReportParser.Parse(_log);

    /// <summary>Two words, ten results, every match counted.</summary>
    [Benchmark]
    public FoundPage Search() => _index.Search("type:KASAN ioctl", 0, 10);

    /// <summary>The five known crashes most like a report, with reasons.</summary>
    [Benchmark]
    public SimilarCrashes Similar() => _index.Similar(_report, 5);

    /// <summary>One address in DWARF, an inlined function and its caller.</summary>
    [Benchmark]
    public SourceFrame[][] Symbolize() => _image.FindFrames([0x401020]);

    /// <summary>A crash page through all of the site but the network; the number in the address keeps it out of the cache of pages.</summary>
    [Benchmark]
    public Task<string> Render() => _reader.GetStringAsync(new Uri($"{_page}?n={_asked++}", UriKind.Relative));

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "KB.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("Run it in the repository.");
    }

    private sealed class SiteOverFolder(string data, string corpus) : WebApplicationFactory<SiteOptions>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseContentRoot(Path.Combine(Root(), "src", "Site")).UseSetting("KB:Data", data).UseSetting("KB:Corpus", corpus);
    }
}
