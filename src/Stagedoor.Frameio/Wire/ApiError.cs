using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Stagedoor.Frameio.Wire;

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

    internal static ApiError Unauthorized(string challenge) => new(StatusCodes.Status401Unauthorized, BadToken, "Unauthorized") { Authenticate = challenge };

    internal static ApiError MissingScope(string scope, IEnumerable<string> needed) =>
        new(StatusCodes.Status401Unauthorized, $"{BadToken}: scope {scope} was not granted", "Unauthorized") { Authenticate = Challenge.MissingScope(needed) };

    /// <summary>A query that cannot be understood.</summary>
    public static ApiError BadQuery(string detail) => new(StatusCodes.Status400BadRequest, detail, "Bad Request");

    /// <summary>A query that is understood and outside what is allowed.</summary>
    public static ApiError OutOfRange(string detail) => new(StatusCodes.Status422UnprocessableEntity, detail, "Unprocessable Content");

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
        writer.WriteStartObject();
        if (Title is not null) writer.WriteString("title", Title);
        writer.WriteString("detail", Detail);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
