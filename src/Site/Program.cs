using KB.Indexer.Search;
using KB.Site;
using KB.Site.Api;
using KB.Site.Hosting;

// A published site finds its settings and stylesheet beside itself, whatever folder it is started from.
string? home = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null;
WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = home });
if (Startup.Read(builder.Configuration) is not { } options)
{
    return 1;
}

// The index is opened while the rest is put together: each takes half of the start.
Task<CrashIndex?> opening = Task.Run(() => Startup.Open(options));

builder.Services.AddSingleton(options);
builder.Services.AddSingleton(_ => opening.GetAwaiter().GetResult()!);
builder.Services.AddRazorPages();
builder.AddHosting(options);

WebApplication app = builder.Build();
app.UseHosting();
app.MapRazorPages();
app.MapTwins();
app.MapSourceFiles();
app.MapFeeds();
app.MapArchive();
app.MapBadge();
app.MapDiscovery();
app.MapWriteApi();
app.MapWatching();
app.MapOpenApi();

try
{
    if (await opening is null)
    {
        return 1;
    }

    await app.RunAsync();
    return 0;
}
catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    Console.Error.WriteLine($"kb: {e.Message} Another program listens there: stop it, or choose another address with --urls http://127.0.0.1:5081");
    return 1;
}
