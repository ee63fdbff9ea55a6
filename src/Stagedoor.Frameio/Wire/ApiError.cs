using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Stagedoor.Frameio.Wire;

/// <summary>One thing that is wrong with a body, and where: a JSON pointer.</summary>
public sealed record Problem(string Detail, string Title, string Place);

/// <summary>A refusal in the API's form: <c>{"errors":[{"detail","title"?,"source"?}]}</c>.</summary>
public sealed record ApiError(int Status, string Detail, string? Title = null) : IAnswer
{
    private const int LongestPath = 256;

    private const string BadToken = "Invalid or missing authorization token";

    public static readonly ApiError TooMany = new(StatusCodes.Status429TooManyRequests, "Too many requests", "Too Many Requests");

    public static readonly ApiError Unavailable = new(StatusCodes.Status503ServiceUnavailable, "The service cannot answer now: try again in a moment", "Service Unavailable") { RetryAfterSeconds = 1 };

    public static readonly ApiError Fault = new(StatusCodes.Status500InternalServerError, "Something went wrong: the x-request-id header names this request", "Internal Server Error");

    /// <summary>For a request whose token is missing or opens nothing: RFC 6750 §3.</summary>
    public string? Authenticate { get; private init; }

    public int? RetryAfterSeconds { get; private init; }

    /// <summary>What is wrong with a body, each thing by itself; then <see cref="Detail"/> is not written.</summary>
    public IReadOnlyList<Problem> Problems { get; private init; } = [];

    internal static ApiError Unauthorized(string challenge) => new(StatusCodes.Status401Unauthorized, BadToken, "Unauthorized") { Authenticate = challenge };

    internal static ApiError MissingScope(string scope, IEnumerable<string> needed) =>
        new(StatusCodes.Status401Unauthorized, $"{BadToken}: scope {scope} was not granted", "Unauthorized") { Authenticate = Challenge.MissingScope(needed) };

    /// <summary>A query that cannot be understood.</summary>
    public static ApiError BadQuery(string detail) => new(StatusCodes.Status400BadRequest, detail, "Bad Request");

    /// <summary>A query that is understood and outside what is allowed.</summary>
    public static ApiError OutOfRange(string detail) => new(StatusCodes.Status422UnprocessableEntity, detail, "Unprocessable Content");

    /// <summary>A body that is not what the contract asks for: 422 with a title and a pointer for each thing.</summary>
    public static ApiError Invalid(IReadOnlyList<Problem> problems) => new(StatusCodes.Status422UnprocessableEntity, problems[0].Detail) { Problems = problems };

    public static ApiError Invalid(string place, string detail) => Invalid([new(detail, "Invalid value", place)]);

    /// <summary>What does not exist, or whose existence is none of the caller's business.</summary>
    public static readonly ApiError NotFound = new(StatusCodes.Status404NotFound, "Not found", "Not Found");

    public static ApiError Forbidden(string detail) => new(StatusCodes.Status403Forbidden, detail, "Forbidden");

    /// <summary>A request that contradicts what is there.</summary>
    public static ApiError Conflict(string detail) => new(StatusCodes.Status409Conflict, detail, "Conflict");

    public static ApiError TooLarge(long most) => new(StatusCodes.Status413PayloadTooLarge, string.Create(CultureInfo.InvariantCulture, $"The body is longer than {most} bytes"), "Content Too Large");

    public static ApiError NoRoute(HttpRequest request)
    {
        var path = request.Path.ToUriComponent();
        return new(StatusCodes.Status404NotFound, $"no route found for {request.Method} {(path.Length <= LongestPath ? path : path[..LongestPath] + "…")}", "Not Found");
    }

    public Task WriteAsync(HttpContext context)
    {
        if (Authenticate is not null) context.Response.Headers.WWWAuthenticate = Authenticate;
        if (RetryAfterSeconds is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return new ApiBody(Status, Write).WriteAsync(context);
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("errors");
        if (Problems.Count == 0)
        {
            writer.WriteStartObject();
            if (Title is not null) writer.WriteString("title", Title);
            writer.WriteString("detail", Detail);
            writer.WriteEndObject();
        }

        foreach (var problem in Problems)
        {
            writer.WriteStartObject();
            writer.WriteString("title", problem.Title);
            writer.WriteString("detail", problem.Detail);
            writer.WriteStartObject("source");
            writer.WriteString("pointer", problem.Place);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
