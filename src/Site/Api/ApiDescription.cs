using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace KB.Site.Api;

/// <summary>What the OpenAPI description says beyond the addresses: an example of everything, and the page that programs post to.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new OpenApiInfo
        {
            Title = "Kernel crash knowledge base", Version = "v1",
            Description = "Reading needs no key. Writing needs Authorization: Bearer. Errors are RFC 9457 problem details. Lists have Link headers (RFC 8288) to the next page. Too many requests are answered 429 with Retry-After.",
        };
        document.Servers = [];
        document.Paths["/similar"] = new OpenApiPathItem { Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Post] = Similar() } };
        foreach ((string path, IOpenApiPathItem item) in document.Paths)
        {
            foreach ((HttpMethod method, OpenApiOperation operation) in item.Operations ?? [])
            {
                Fill($"{method} {path}", operation);
            }
        }

        return Task.CompletedTask;
    });

    /// <summary>A page and not an endpoint, so that the framework does not describe it.</summary>
    private static OpenApiOperation Similar() => new()
    {
        Summary = "Known crashes like the posted one; nothing of it is kept",
        RequestBody = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { ["text/plain"] = new() { Schema = Text() } } },
        Responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse { Description = "One answer a crash of the text; JSON Lines with Accept: application/json", Content = new Dictionary<string, OpenApiMediaType> { ["text/plain"] = new() { Schema = Text() }, ["application/json"] = new() } },
            ["413"] = new OpenApiResponse { Description = "The text is too long" },
            ["415"] = new OpenApiResponse { Description = "The body is packed, or no text; the answer says what it is" },
            ["422"] = new OpenApiResponse { Description = "No crash was recognised in the text" },
        },
    };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static void Fill(string name, OpenApiOperation operation)
    {
        foreach ((string type, OpenApiMediaType media) in operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>())
        {
            Set(media, ApiExamples.Bodies.GetValueOrDefault($"{name} {type}"));
        }

        foreach ((string status, IOpenApiResponse response) in operation.Responses ?? [])
        {
            foreach ((string type, OpenApiMediaType media) in response.Content ?? new Dictionary<string, OpenApiMediaType>())
            {
                Set(media, type == Problems.MediaType ? ApiExamples.Problem(status) : ApiExamples.Answers.GetValueOrDefault($"{name} {type}"));
            }
        }

        foreach (OpenApiParameter parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            parameter.Example = ApiExamples.Parameters.GetValueOrDefault(parameter.Name ?? "")?.DeepClone();
        }
    }

    private static void Set(OpenApiMediaType media, JsonNode? example)
    {
        if (example is not null)
        {
            media.Example = example.DeepClone();
        }
    }
}
