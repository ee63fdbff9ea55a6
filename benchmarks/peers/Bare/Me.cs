using System.Buffers;
using System.Text.Json;

namespace Bare;

/// <summary>The answer of <c>/v4/me</c> without a guard: the same JSON written from a record in memory, the same headers, and nobody asked who calls.</summary>
internal static class Me
{
    private static readonly (string Id, string Name, string Email, string AdobeUserId) Caller =
        ("3f0c8a52-6a0e-4c57-9a44-0d7a3c1f0001", "Service Account User", "0123456789abcdef01234567@techacct.adobe.com", "0123456789abcdef01234567@techacct.adobe.com");

    public static Task AnswerAsync(HttpContext context)
    {
        var answer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(answer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("data");
            writer.WriteString("id", Caller.Id);
            writer.WriteString("name", Caller.Name);
            writer.WriteString("email", Caller.Email);
            writer.WriteString("adobe_user_id", Caller.AdobeUserId);
            writer.WriteNull("avatar_url");
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        var headers = context.Response.Headers;
        headers["x-ratelimit-limit"] = "10";
        headers["x-ratelimit-remaining"] = "10";
        headers["x-ratelimit-window"] = "60000";
        headers["x-request-id"] = context.TraceIdentifier;
        headers.CacheControl = "no-store";
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.WrittenCount;
        return context.Response.BodyWriter.WriteAsync(answer.WrittenMemory, context.RequestAborted).AsTask();
    }
}
