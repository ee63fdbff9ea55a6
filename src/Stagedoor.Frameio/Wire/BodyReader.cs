using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Stagedoor.Frameio.Wire;

/// <summary>Reads a JSON body within bounds of size and depth. Names given twice are refused; what is wrong is a 422 (design §14).</summary>
internal static class BodyReader
{
    /// <summary>How many bytes a body has at most, where its fields are not longer.</summary>
    internal const int Usual = 256 * 1024;

    private const int MostDiscarded = 4 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    public static async ValueTask<Outcome<Fields>> ReadAsync(HttpRequest request, int most, CancellationToken cancellation)
    {
        if (request.GetTypedHeaders().ContentType is not { } type || type.MediaType != "application/json") return ApiError.Invalid("", "The body is JSON and its Content-Type is application/json");
        var buffer = ArrayPool<byte>.Shared.Rent(most + 1);
        try
        {
            if (await ReadAsync(request, buffer, most, cancellation) is not { } length) return ApiError.TooLarge(most);
            return Parse(buffer.AsMemory(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Outcome<Fields> Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Fields.OfBody(document.RootElement.Clone()) : ApiError.Invalid("", $"Invalid object. Got: {Fields.KindOf(document.RootElement)}");
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The second: a name that holds half a surrogate pair, which the parser finds while it looks for names given twice.
            return ApiError.Invalid("", "The body is not JSON, is deeper than 32 levels, names a field twice, or holds a name that is not Unicode");
        }
    }

    // A client that is still sending when the connection closes loses the answer with it: what is not far too large is taken in and thrown away.
    private static async ValueTask<int?> ReadAsync(HttpRequest request, byte[] buffer, int most, CancellationToken cancellation)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MostDiscarded;
        if (request.ContentLength > MostDiscarded) return null;
        var length = 0;
        var isTooLong = false;
        try
        {
            while (await request.Body.ReadAsync(isTooLong ? buffer : buffer.AsMemory(length, most + 1 - length), cancellation) is > 0 and var read)
            {
                length = isTooLong ? length : length + read;
                isTooLong |= length > most;
            }
        }
        catch (BadHttpRequestException problem) when (problem.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }

        return isTooLong ? null : length;
    }
}
