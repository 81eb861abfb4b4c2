using System.Text.Json;
using System.Xml.Linq;

namespace KB.Site.Tests.Api;

public sealed class OpenApiTests(WritableSite site) : IClassFixture<WritableSite>
{
    [Fact]
    public async Task Every_operation_has_a_summary_and_examples_of_what_it_takes_and_answers()
    {
        JsonElement document = await Get("/openapi/v1.json");

        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString());
        var lacking = new List<string>();
        foreach (JsonProperty path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (JsonProperty operation in path.Value.EnumerateObject())
            {
                string name = $"{operation.Name} {path.Name}";
                if (!operation.Value.TryGetProperty("summary", out _))
                {
                    lacking.Add(name + ": summary");
                }

                lacking.AddRange(Items(operation.Value, "parameters").Where(parameter => !parameter.TryGetProperty("example", out _)).Select(parameter => $"{name}: example of {parameter.GetProperty("name")}"));
                foreach (JsonProperty response in operation.Value.GetProperty("responses").EnumerateObject().Where(response => response.Name.StartsWith('2')))
                {
                    bool hasContent = response.Value.TryGetProperty("content", out JsonElement content);
                    lacking.AddRange(hasContent ? content.EnumerateObject().Where(media => !media.Value.TryGetProperty("example", out _)).Select(media => $"{name}: example of {media.Name}") : [$"{name}: what {response.Name} holds"]);
                }

                if (operation.Value.TryGetProperty("requestBody", out JsonElement body))
                {
                    lacking.AddRange(body.GetProperty("content").EnumerateObject().Where(media => media.Name is "text/plain" or "application/json" && !media.Value.TryGetProperty("example", out _)).Select(media => $"{name}: example of {media.Name}"));
                }
            }
        }

        Assert.Empty(lacking);
    }

    [Theory]
    [InlineData("/api/reports")]
    [InlineData("/api/decisions")]
    [InlineData("/api/links")]
    [InlineData("/similar")]
    [InlineData("/articles/{slug}.md")]
    [InlineData("/crashes/{id}.json")]
    [InlineData("/search.json")]
    [InlineData("/feed.atom")]
    [InlineData("/healthz")]
    public async Task The_description_knows_the_address(string path) =>
        Assert.True((await Get("/openapi/v1.json")).GetProperty("paths").TryGetProperty(path, out _));

    [Fact]
    public async Task What_programs_look_for_stands_where_they_look()
    {
        using HttpClient client = site.Client();
        await client.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_badge <&\u001b[1m>", "text of badge", "badge-1"));

        Assert.Contains("Disallow: /api/", await client.GetStringAsync("/robots.txt"));
        Assert.Equal("OpenSearchDescription", XDocument.Parse(await client.GetStringAsync("/opensearch.xml")).Root!.Name.LocalName);
        Assert.Equal("svg", XDocument.Parse(await client.GetStringAsync("/badge/badge-1.svg")).Root!.Name.LocalName);
        Assert.Contains("widget_badge", XDocument.Parse(await client.GetStringAsync("/feed.atom")).ToString());
        Assert.Equal("feed", XDocument.Parse(await client.GetStringAsync("/search.atom?q=widget_badge")).Root!.Name.LocalName);
        Assert.Contains("widget_badge", (await Get("/oembed?url=" + Uri.EscapeDataString(new Uri(site.Address, "/crashes/badge-1").ToString()))).GetProperty("title").GetString());
    }

    [Fact]
    public async Task What_a_link_unfolds_to_has_the_names_that_its_description_gives()
    {
        using HttpClient client = site.Client();
        await client.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_unfold", "text of unfold", "unfold-1"));

        JsonElement schema = (await Get("/openapi/v1.json")).GetProperty("components").GetProperty("schemas").GetProperty("Embed").GetProperty("properties");
        JsonElement answer = await Get("/oembed?url=" + Uri.EscapeDataString(new Uri(site.Address, "/crashes/unfold-1").ToString()));

        Assert.Equal(answer.EnumerateObject().Select(property => property.Name), schema.EnumerateObject().Select(property => property.Name));
        Assert.True(answer.TryGetProperty("provider_name", out _));
    }

    private async Task<JsonElement> Get(string path)
    {
        using HttpClient client = site.Client();
        return JsonDocument.Parse(await client.GetStringAsync(path)).RootElement;
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement items) ? items.EnumerateArray() : default;
}
