namespace KB.Site.Api;

/// <summary>The addresses below /api, all of which write.</summary>
internal static class WriteApi
{
    private const string Text = "text/plain";

    /// <summary>A text is taken under any of these names; the second is what curl calls every <c>--data-binary</c>.</summary>
    private static readonly string[] Texts = ["application/x-www-form-urlencoded", "application/octet-stream", "message/rfc822", Json];
    private const string Json = "application/json";

    public static void MapWriteApi(this WebApplication app)
    {
        RouteGroupBuilder api = app.MapGroup("/api").AddEndpointFilter(WriteToken.Require).WithTags("write")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable).ProducesProblem(StatusCodes.Status507InsufficientStorage);
        api.MapPost("/reports", ReportIntake.Take).WithName("addReport").WithSummary("Add a report")
            .WithDescription("A console log, mail or bisection log as text, or one crash as JSON: {\"text\", \"title\", \"id\", \"time\"}. Answered when it is on the disk: 201 when the index has it too, 202 when it will.")
            .Accepts<string>(Text, Texts).Produces<TakenReports>(StatusCodes.Status201Created).Produces<TakenReports>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        api.MapPost("/decisions", DecisionIntake.Decide).WithName("decide").WithSummary("Decide about a crash")
            .WithDescription("dup: the crash is the same bug as another. not-dup: it is not; two reports of one crash become two crashes. fixed-by: a commit, or its title, fixes it.")
            .Accepts<DecisionRequest>(Json).Produces<TakenAnswer>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapPost("/links", DecisionIntake.Link).WithName("link").WithSummary("Tie a bug of a tracker to a crash")
            .WithDescription("The bug by its address, or by the tracker's name and the id there.")
            .Accepts<LinkRequest>(Json).Produces<TakenAnswer>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest);
    }
}
