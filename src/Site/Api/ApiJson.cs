using System.Text.Json;
using System.Text.Json.Serialization;

namespace KB.Site.Api;

/// <summary>One report that was taken in.</summary>
/// <param name="Id">Id of the report or bisection.</param>
/// <param name="Url">Its page.</param>
/// <param name="Crash">Id of the crash it belongs to; null for a bisection, and while the index has not read it.</param>
/// <param name="Title">Crash title.</param>
public sealed record TakenReport(string Id, string Url, string? Crash, string Title);

/// <summary>What <c>POST /api/reports</c> answers: the first report of the text, and all of them.</summary>
/// <param name="Id">Id of the first report.</param>
/// <param name="Url">Its page.</param>
/// <param name="Crash">Id of the crash it belongs to; null while the index has not read it.</param>
/// <param name="Title">Its crash title.</param>
/// <param name="Reports">Every report of the text, the first one too.</param>
public sealed record TakenReports(string Id, string Url, string? Crash, string Title, IReadOnlyList<TakenReport> Reports);

/// <summary>What a person decided about a crash.</summary>
/// <param name="Decision"><c>dup</c>, <c>not-dup</c> or <c>fixed-by</c>.</param>
/// <param name="Crash">Id of the crash.</param>
/// <param name="Other">The other crash; for <c>fixed-by</c> the commit, or its title.</param>
/// <param name="Who">Who decided.</param>
/// <param name="Why">The reason.</param>
public sealed record DecisionRequest(string? Decision, string? Crash, string? Other, string? Who, string? Why);

/// <summary>A bug of a tracker that belongs to a crash: its address, or the tracker's name and the id there.</summary>
/// <param name="Crash">Id of the crash.</param>
/// <param name="Url">Address of the bug.</param>
/// <param name="Tracker">Name of the tracker, as on /trackers.</param>
/// <param name="Id">Id of the bug there.</param>
public sealed record LinkRequest(string? Crash, string? Url, string? Tracker, string? Id);

/// <summary>What writing a decision or link answers: the crash as it stands now.</summary>
/// <param name="Crash">Id of the crash.</param>
/// <param name="Url">Its page.</param>
public sealed record TakenAnswer(string Crash, string Url);

/// <summary>How the site does.</summary>
/// <param name="Status"><c>ok</c>, or what is wrong.</param>
/// <param name="Generation">Number of the last commit.</param>
/// <param name="IndexAgeSeconds">Seconds since the last commit; null before the first.</param>
/// <param name="Queue">Entries that wait for the disk.</param>
/// <param name="DiskFreeBytes">Room left for the data folder.</param>
/// <param name="Index">What the index job does.</param>
public sealed record Health(string Status, long Generation, double? IndexAgeSeconds, int Queue, long DiskFreeBytes, Hosting.IndexJob Index);

/// <summary>An oEmbed answer of the type <c>link</c>. Source: oembed.com, section 2.3.</summary>
public sealed record Embed(string Version, string Type, string Title, [property: JsonPropertyName("provider_name")] string ProviderName, [property: JsonPropertyName("provider_url")] string ProviderUrl, string Url);

/// <summary>The shapes that only the site has, in the dialect of the product.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TakenReports))]
[JsonSerializable(typeof(DecisionRequest))]
[JsonSerializable(typeof(LinkRequest))]
[JsonSerializable(typeof(TakenAnswer))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(Embed))]
internal sealed partial class ApiJson : JsonSerializerContext;
