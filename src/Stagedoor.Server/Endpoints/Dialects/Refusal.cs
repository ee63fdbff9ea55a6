using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Server.Endpoints.Dialects;

/// <summary>A refusal on the wire: JSON, never stored, with the challenge that its status asks for (RFC 6749 §5.2, RFC 6750 §3). Its line in the log holds what only the operator reads.</summary>
internal sealed partial class Refusal(int status, string code, string description, ProtocolError error) : IResult
{
    private const string Bearer = "Bearer realm=\"stagedoor\"";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        NoStore(response);
        if (error.RetryAfterSeconds is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (status is 401 or 403) response.Headers.WWWAuthenticate = Challenge();
        var log = httpContext.RequestServices.GetRequiredService<ILogger<Refusal>>();
        if (log.IsEnabled(LogLevel.Information)) Log(log, httpContext.Request.Method, httpContext.Request.Path.Value, status, code, error.Because ?? error.Description, httpContext.TraceIdentifier);
        var body = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("error", code);
            writer.WriteString("error_description", Printable(description));
            writer.WriteEndObject();
        }

        response.ContentType = "application/json";
        response.ContentLength = body.WrittenCount;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body.WrittenMemory, httpContext.RequestAborted).AsTask();
    }

    /// <summary>RFC 6749 §5.1: answers that hold tokens or speak of them are never stored.</summary>
    public static void NoStore(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
    }

    private string Challenge() => error switch
    {
        { Cause: RefusalCause.NoToken } => Bearer,
        { Cause: RefusalCause.BadToken } or { Code: ErrorCode.InsufficientScope } =>
            $"{Bearer}, error=\"{error.Code}\", error_description=\"{Printable(description)}\"{(error.MissingScope is { } scope ? $", scope=\"{scope}\"" : "")}",
        _ => "Basic realm=\"stagedoor\", charset=\"UTF-8\"",
    };

    // RFC 6749 §5.2, RFC 6750 §3: printable ASCII without quote and backslash.
    private static string Printable(string text) => text.AsSpan().ContainsAnyExceptInRange(' ', '~') || text.AsSpan().ContainsAny('"', '\\')
        ? string.Concat(text.Select(c => c is >= ' ' and <= '~' and not '"' and not '\\' ? c : '?'))
        : text;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Path} refused, {Status} {Code}: {Because} [{RequestId}]", SkipEnabledCheck = true)]
    private static partial void Log(ILogger log, string method, string? path, int status, string code, string because, string requestId);
}
