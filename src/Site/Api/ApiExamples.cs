using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace KB.Site.Api;

/// <summary>One example for every operation of the API, put into its OpenAPI description.</summary>
internal static class ApiExamples
{
    private const string Crash = "4f6b1a0c9d2e3857";

    private const string Report = """
        BUG: KASAN: slab-use-after-free in widget_flush+0x1d3/0x240
        Read of size 8 at addr ffff88810a2b3c40 by task kworker/u8:3/57
        Call Trace:
         widget_flush+0x1d3/0x240
         process_one_work+0x8a1/0x1680
        """;

    private static readonly JsonNode Answer = JsonNode.Parse($$"""{"crash":"{{Crash}}","url":"https://crashes.example.org/crashes/{{Crash}}"}""")!;

    /// <summary>Examples of bodies, by operation.</summary>
    private static readonly Dictionary<string, JsonNode> Bodies = new(StringComparer.Ordinal)
    {
        ["POST /api/reports text/plain"] = Report,
        ["POST /api/reports application/json"] = new JsonObject { ["time"] = "2026-01-02T03:04:05Z", ["title"] = "KASAN: slab-use-after-free Read in widget_flush", ["text"] = Report },
        ["POST /api/decisions application/json"] = JsonNode.Parse($$"""{"decision":"fixed-by","crash":"{{Crash}}","other":"widget: flush before free","who":"A. Maintainer","why":"tested on v6.12"}""")!,
        ["POST /api/links application/json"] = JsonNode.Parse($$"""{"crash":"{{Crash}}","url":"https://bugzilla.kernel.org/show_bug.cgi?id=200001"}""")!,
    };

    /// <summary>Examples of answers, by operation.</summary>
    private static readonly Dictionary<string, JsonNode> Answers = new(StringComparer.Ordinal)
    {
        ["POST /api/reports"] = JsonNode.Parse($$"""
            {"id":"{{Crash}}","url":"https://crashes.example.org/crashes/{{Crash}}","crash":"{{Crash}}","title":"KASAN: slab-use-after-free Read in widget_flush",
             "reports":[{"id":"{{Crash}}","url":"https://crashes.example.org/crashes/{{Crash}}","crash":"{{Crash}}","title":"KASAN: slab-use-after-free Read in widget_flush"}]}
            """)!,
        ["POST /api/decisions"] = Answer,
        ["POST /api/links"] = Answer,
    };

    /// <summary>Examples of what stands in an address, by the name of the part.</summary>
    private static readonly Dictionary<string, JsonNode> Parameters = new(StringComparer.Ordinal)
    {
        ["id"] = Crash, ["report"] = Crash, ["q"] = "widget_flush type:KASAN", ["p"] = 2, ["url"] = "https://crashes.example.org/crashes/" + Crash,
        ["format"] = "json", ["name"] = "widget_flush", ["path"] = "drivers/widget/core.c", ["tracker"] = "bugzilla", ["other"] = "8c1d2e3f4a5b6c7d", ["slug"] = "use-after-free", ["title"] = "widget_flush",
    };

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Kernel crash knowledge base", Version = "v1",
                Description = "Reading needs no key. Writing needs Authorization: Bearer. Errors are RFC 9457 problem details.",
            };
            document.Servers = [];
            foreach ((string path, IOpenApiPathItem item) in document.Paths)
            {
                foreach ((HttpMethod method, OpenApiOperation operation) in item.Operations ?? [])
                {
                    Fill($"{method} {path}", operation);
                }
            }

            return Task.CompletedTask;
        });
    }

    private static void Fill(string name, OpenApiOperation operation)
    {
        foreach ((string type, OpenApiMediaType media) in operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>())
        {
            Set(media, Bodies.GetValueOrDefault($"{name} {type}"));
        }

        foreach ((string status, IOpenApiResponse response) in operation.Responses ?? [])
        {
            foreach (OpenApiMediaType media in (response.Content ?? new Dictionary<string, OpenApiMediaType>()).Values)
            {
                Set(media, status.StartsWith('2') ? Answers.GetValueOrDefault(name) : Problem(status));
            }
        }

        foreach (OpenApiParameter parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            parameter.Example = Parameters.GetValueOrDefault(parameter.Name ?? "")?.DeepClone();
        }
    }

    private static void Set(OpenApiMediaType media, JsonNode? example)
    {
        if (example is not null)
        {
            media.Example = example.DeepClone();
        }
    }

    private static JsonObject Problem(string status) => new() { ["title"] = "Why it was not done.", ["status"] = int.TryParse(status, out int code) ? code : 500, ["detail"] = "What to do." };
}
