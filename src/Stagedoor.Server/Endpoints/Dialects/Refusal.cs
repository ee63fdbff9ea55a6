using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Server.Endpoints.Dialects;

/// <summary>A refusal on the wire: JSON, never stored, with the challenge that its status asks for (RFC 6749 §5.2, RFC 6750 §3).</summary>
internal sealed partial class Refusal(int status, string code, string description, ProtocolError error) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        NoStore(response);
        if (error.RetryAfterSeconds is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (status is 401 or 403) response.Headers.WWWAuthenticate = Challenge();
        Log(httpContext.RequestServices.GetRequiredService<ILogger<Refusal>>(), code, description, error.Because ?? "-");
        if (HttpMethods.IsHead(httpContext.Request.Method)) return;
        response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("error", code);
        writer.WriteString("error_description", description);
        writer.WriteEndObject();
    }

    /// <summary>RFC 6749 §5.1: answers that hold tokens or speak of them are never stored.</summary>
    public static void NoStore(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
    }

    private string Challenge() => error.Cause == RefusalCause.BadToken || error.Code == ErrorCode.InsufficientScope
        ? $"Bearer realm=\"stagedoor\", error=\"{error.Code}\", error_description=\"{description}\""
        : "Basic realm=\"stagedoor\", charset=\"UTF-8\"";

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused: {Code}, {Description} ({Because})")]
    private static partial void Log(ILogger log, string code, string description, string because);
}
