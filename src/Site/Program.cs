using KB.Indexer.Cli;
using KB.Indexer.Corpus;
using KB.Indexer.Search;
using KB.Site;
using KB.Site.Api;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
SiteOptions options = (builder.Configuration.GetSection(SiteOptions.Section).Get<SiteOptions>() ?? new()).Resolved();

try
{
    ConsoleProgress.Run(progress => CorpusIndexer.Update(options.Data, [options.Corpus], progress));
    builder.Services.AddSingleton(CrashIndex.Open(options.Data));
}
catch (Exception e) when (e is IndexException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"kb: {e.Message}");
    return 1;
}

builder.Services.AddSingleton(options);
builder.Services.AddRazorPages();

WebApplication app = builder.Build();
app.UseTwins();
app.UseRouting();
app.UseStaticFiles();
app.UseStatusCodePagesWithReExecute("/error/{0}");
app.MapRazorPages();
app.MapTwins();
app.MapGet("/healthz", () => "ok\n");

try
{
    app.Run();
    return 0;
}
catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    Console.Error.WriteLine($"kb: {e.Message} Another program listens there: stop it, or choose another address with --urls http://127.0.0.1:5081");
    return 1;
}
