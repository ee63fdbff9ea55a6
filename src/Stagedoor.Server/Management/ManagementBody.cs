using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Stagedoor.Server.Management;

/// <summary>Reads the JSON of a request, within bounds and exactly: what the shape does not know, or a member given twice, is refused.</summary>
internal static class ManagementBody
{
    public const int Longest = 64 * 1024;

    public static async ValueTask<(ReadOnlyMemory<byte> Bytes, object? Body, Problem? Instead)> ReadAsync(HttpContext context, Operation operation)
    {
        if (operation.Body is not { } type) return (default, null, null);
        var request = context.Request;
        if (!request.HasJsonContentType()) return Refuse("Send the body as application/json.", StatusCodes.Status415UnsupportedMediaType);
        if (request.ContentLength > operation.LongestBody) return Refuse("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = operation.LongestBody;
        var bytes = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(bytes, context.RequestAborted);
            var read = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
            if (JsonSerializer.Deserialize(read.Span, type) is not { } body) return Refuse("The body is a JSON object.");
            return HasNullInList(read.Span) ? Refuse("A list in the body holds null.") : (read, body, null);
        }
        catch (BadHttpRequestException problem)
        {
            return Refuse("The body could not be read.", problem.StatusCode);
        }
        catch (JsonException problem)
        {
            if (operation.Explain is { } explain) return Refuse(explain(problem));
            return Refuse(problem.Path is { Length: > 0 and < 200 } path ? $"The body is not what this operation takes, at {path}." : "The body is not what this operation takes.");
        }
    }

    // The deserializer lets null into a list whose elements are never null. The JSON was read before: its depth is at most 64.
    private static bool HasNullInList(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var lists = new bool[65];
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject) lists[reader.CurrentDepth + 1] = reader.TokenType == JsonTokenType.StartArray;
            else if (reader.TokenType == JsonTokenType.Null && lists[reader.CurrentDepth]) return true;
        }

        return false;
    }

    private static (ReadOnlyMemory<byte>, object?, Problem?) Refuse(string sentence, int status = StatusCodes.Status400BadRequest) => (default, null, Problem.Malformed(sentence, status));
}
