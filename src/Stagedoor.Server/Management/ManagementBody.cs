using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Stagedoor.Server.Management;

/// <summary>Reads the JSON of a request, within bounds and exactly: what the shape does not know, or a member given twice, is refused.</summary>
internal static class ManagementBody
{
    public const int Longest = 64 * 1024;

    public static async ValueTask<(ReadOnlyMemory<byte> Bytes, object? Body, Problem? Instead)> ReadAsync(HttpContext context, JsonTypeInfo? type)
    {
        if (type is null) return (default, null, null);
        var request = context.Request;
        if (!request.HasJsonContentType()) return Refuse("Send the body as application/json.", StatusCodes.Status415UnsupportedMediaType);
        if (request.ContentLength > Longest) return Refuse("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = Longest;
        var bytes = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(bytes, context.RequestAborted);
            var read = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
            return JsonSerializer.Deserialize(read.Span, type) is { } body ? (read, body, null) : Refuse("The body is a JSON object.");
        }
        catch (BadHttpRequestException problem)
        {
            return Refuse("The body could not be read.", problem.StatusCode);
        }
        catch (JsonException problem)
        {
            return Refuse(problem.Path is { Length: > 0 and < 200 } path ? $"The body is not what this operation takes, at {path}." : "The body is not what this operation takes.");
        }
    }

    private static (ReadOnlyMemory<byte>, object?, Problem?) Refuse(string sentence, int status = StatusCodes.Status400BadRequest) => (default, null, Problem.Malformed(sentence, status));
}
