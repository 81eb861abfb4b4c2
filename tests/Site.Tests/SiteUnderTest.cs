using KB.Indexer.Corpus;
using KB.Indexer.Search;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace KB.Site.Tests;

/// <summary>The site over the project's own corpus, with an index of its own, started once for all tests.</summary>
public sealed class SiteUnderTest : WebApplicationFactory<SiteOptions>
{
    private readonly Lock _start = new();
    private Uri? _address;
    private readonly string _data = Directory.CreateTempSubdirectory("kb-site-").FullName;

    public SiteUnderTest()
    {
        CorpusIndexer.Update(_data, [Corpus]);
        UseKestrel(0);
    }

    /// <summary>The corpus of the repository.</summary>
    public static string Corpus { get; } = Path.Combine(Root(), "corpus");

    /// <summary>The data folder, for what <c>kb</c> says of the same index.</summary>
    public string Data => _data;

    /// <summary>The top of the repository.</summary>
    public static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "KB.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run outside the repository.");
    }

    /// <summary>Where the started site answers.</summary>
    public Uri Address
    {
        get
        {
            lock (_start)
            {
                return _address ??= Start();
            }
        }
    }

    /// <summary>A client that does not follow redirects and asks as a browser does.</summary>
    public HttpClient Reader()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        return client;
    }

    // Two tasks that start it at once would both set the server's addresses.
    private Uri Start()
    {
        StartServer();
        // Pages of crashes have all their parts from the first one on.
        Services.GetRequiredService<CrashIndex>().WarmSimilar();
        return new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("KB:Data", _data);
        builder.UseSetting("KB:Corpus", Corpus);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_data))
        {
            Directory.Delete(_data, recursive: true);
        }
    }
}

/// <summary>Tests that share the site.</summary>
[CollectionDefinition(Name)]
public sealed class SiteCollection : ICollectionFixture<SiteUnderTest>
{
    public const string Name = "site";
}
