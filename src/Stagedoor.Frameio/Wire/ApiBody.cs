using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Stagedoor.Frameio.Wire;

/// <summary>A JSON answer, finished before it is sent, so that nothing can fail halfway.</summary>
public sealed class ApiBody(int status, Action<Utf8JsonWriter> write) : IAnswer
{
    public async Task WriteAsync(HttpContext context)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentLength = buffer.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method)) await response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }

    /// <summary><c>{"data": {…}}</c>; <paramref name="write"/> writes the members.</summary>
    public static ApiBody Data(int status, Action<Utf8JsonWriter> write) => new(status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("data");
        write(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    /// <summary>A moment as the API writes it: UTC, microseconds.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
