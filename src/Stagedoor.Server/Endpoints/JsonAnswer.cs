using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Endpoints.Dialects;

namespace Stagedoor.Server.Endpoints;

/// <summary>Finished JSON, 200 unless it says otherwise, never stored unless a maximum age in seconds is given. UTF-8 without a charset parameter, RFC 8259 §11.</summary>
internal sealed class JsonAnswer(ReadOnlyMemory<byte> json, int? maxAge = null, int status = StatusCodes.Status200OK) : IResult
{
    // Names of people and places stand as they are written; nosniff keeps browsers from reading them as a page.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An answer of one JSON value.</summary>
    public static JsonAnswer Of(Action<Utf8JsonWriter> write, int? maxAge = null) => new(Bytes(write), maxAge);

    public static ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Readable)) write(writer);
        return buffer.WrittenMemory;
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        response.Headers.XContentTypeOptions = "nosniff";
        if (maxAge is { } seconds) response.Headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"public, max-age={seconds}");
        else Refusal.NoStore(response);
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(json, httpContext.RequestAborted).AsTask();
    }
}
