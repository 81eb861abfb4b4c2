using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using KB.Site.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace KB.Site.Tests;

/// <summary>A site that may be written to, over an empty corpus and a data folder of its own.</summary>
public sealed class WritableSite : WebApplicationFactory<SiteOptions>
{
    public const string Token = "a token of the tests";

    private readonly Lock _start = new();
    private readonly bool _ownsData;
    private readonly int _requestsPerMinute;
    private readonly bool _warms;
    private readonly string _url;
    private Uri? _address;

    public WritableSite()
        : this(null)
    {
    }

    /// <summary>The same over a data folder that is kept; it may go without reading in the background what no reader shall wait for.</summary>
    internal WritableSite(string? data, int requestsPerMinute = 0, bool warms = true, string url = "")
    {
        _warms = warms;
        _url = url;
        _ownsData = data is null;
        _requestsPerMinute = requestsPerMinute;
        Data = data ?? Directory.CreateTempSubdirectory("kb-writable-").FullName;
        Directory.CreateDirectory(Corpus);
        UseKestrel(0);
    }

    public string Data { get; }

    public string Corpus => Path.Combine(Data, "corpus");

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

    public HttpClient Client(string? token = Token)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A crash as <c>kb import</c> takes it.</summary>
    public static StringContent Crash(string title, string text, string? id = null) => Json(new { title, text, id = id ?? "t" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(title + text)))[..15] });

    public static StringContent Json(object body) => new(System.Text.Json.JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

    // Two tasks that start it at once would both set the server's addresses.
    private Uri Start()
    {
        StartServer();
        return new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("KB:Data", Data);
        builder.UseSetting("KB:Corpus", Corpus);
        builder.UseSetting("KB:TokenHash", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Token))));
        builder.UseSetting("KB:Url", _url);
        builder.UseSetting("KB:RequestsPerMinute", _requestsPerMinute.ToString());
        if (!_warms)
        {
            builder.ConfigureTestServices(services => services.Remove(services.Single(service => service.ImplementationType == typeof(Warming))));
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && _ownsData && Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }
    }
}
