using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Stagedoor.Frameio.Wire;

/// <summary>Reads a JSON body within bounds of size and depth. Names given twice are refused; what is wrong is a 422 (design §14).</summary>
internal static class BodyReader
{
    private const int Most = 256 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    public static async ValueTask<Outcome<Fields>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.GetTypedHeaders().ContentType is not { } type || type.MediaType != "application/json") return ApiError.Invalid("", "The body is JSON and its Content-Type is application/json");
        if (request.ContentLength > Most) return ApiError.TooLarge(Most);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = Most;
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, Strict, cancellation);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Fields.OfBody(document.RootElement.Clone()) : ApiError.Invalid("", $"Invalid object. Got: {Fields.KindOf(document.RootElement)}");
        }
        catch (JsonException)
        {
            return ApiError.Invalid("", "The body is not JSON, is deeper than 32 levels, or names a field twice");
        }
        catch (BadHttpRequestException problem) when (problem.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return ApiError.TooLarge(Most);
        }
    }
}
