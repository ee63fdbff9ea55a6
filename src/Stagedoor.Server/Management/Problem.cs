using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Management;

/// <summary>A refusal as problem details, RFC 9457: a type that never changes, a sentence, the field at fault, and the request id.</summary>
internal sealed class Problem(int status, string code, string title, string detail, string? field = null, string? challenge = null, int? retryAfter = null) : IResult
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public const string ContentType = "application/problem+json", TypePrefix = "urn:stagedoor:problem:";

    public static Problem Of(Objection why) => why.Kind switch
    {
        ObjectionKind.NotFound => new(StatusCodes.Status404NotFound, why.Code, "Not found", why.Sentence),
        ObjectionKind.Forbidden => new(StatusCodes.Status403Forbidden, why.Code, "Forbidden", why.Sentence, challenge: why.Code == "insufficient_scope" ? "Bearer error=\"insufficient_scope\", scope=\"stagedoor.manage\"" : null),
        ObjectionKind.Invalid => new(StatusCodes.Status422UnprocessableEntity, why.Code, "Invalid", why.Sentence, why.Field),
        ObjectionKind.Changed => new(StatusCodes.Status412PreconditionFailed, why.Code, "Changed meanwhile", why.Sentence),
        ObjectionKind.Busy => new(StatusCodes.Status429TooManyRequests, why.Code, "Too many at once", why.Sentence, retryAfter: (int?)why.RetryAfter?.TotalSeconds),
        ObjectionKind.Limit => new(StatusCodes.Status409Conflict, why.Code, "Limit reached", why.Sentence),
        _ => new(StatusCodes.Status409Conflict, why.Code, "Conflict", why.Sentence),
    };

    public static Problem NotAuthenticated(bool hasToken) => new(
        StatusCodes.Status401Unauthorized, "invalid_token", "Unauthorized", "This needs a live access token of a server-to-server credential, in the Authorization header.", challenge: hasToken ? "Bearer error=\"invalid_token\"" : "Bearer");

    public static Problem Nowhere() => new(StatusCodes.Status404NotFound, "not_found", "Not found", "The management API has nothing at this address.");

    public static Problem WrongMethod() => new(StatusCodes.Status405MethodNotAllowed, "wrong_method", "Method not allowed", "This address does not take this method.");

    public static Problem Malformed(string sentence, int status = StatusCodes.Status400BadRequest) => new(status, "malformed", "Malformed request", sentence);

    public static Problem Unavailable() => new(StatusCodes.Status503ServiceUnavailable, "unavailable", "Unavailable", "Storage does not answer just now: try again in a moment.", retryAfter: 1);

    public static Problem Broken() => new(StatusCodes.Status500InternalServerError, "server_error", "Server error", "Something unforeseen happened; the log has it under this request's id.");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("type", TypePrefix + code);
            writer.WriteString("title", title);
            writer.WriteNumber("status", status);
            writer.WriteString("detail", detail);
            writer.WriteString("code", code);
            if (field is not null) writer.WriteString("field", field);
            writer.WriteString("request_id", httpContext.TraceIdentifier);
            writer.WriteEndObject();
        }

        var response = httpContext.Response;
        if (challenge is not null) response.Headers.WWWAuthenticate = challenge;
        if (retryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ManagementAnswer.WriteAsync(response, status, ContentType, buffer.WrittenMemory, httpContext.RequestAborted);
    }
}

/// <summary>How every answer of the management API leaves.</summary>
internal static class ManagementAnswer
{
    public static Task WriteAsync(HttpResponse response, int status, string type, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (body.Length == 0 && status == StatusCodes.Status204NoContent) return Task.CompletedTask;
        response.ContentType = type;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, cancellation).AsTask();
    }
}
