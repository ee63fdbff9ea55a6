using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Stagedoor.Client.Frameio.Wire;

/// <summary>Makes an exception of an answer that is no success.</summary>
internal static class ApiRefusal
{
    private const int MostErrors = 100;

    public static async Task<FrameioException> ReadAsync(string operation, HttpResponseMessage response, int longest, TimeProvider time, CancellationToken cancellation)
    {
        var errors = await ErrorsAsync(response, longest, cancellation).ConfigureAwait(false);
        return new(Kind(response.StatusCode), operation, (int)response.StatusCode, errors)
        {
            RetryAfter = RetryAfter(response, time),
            RateLimit = Limit(response),
            RequestId = Header(response, "x-request-id") ?? Header(response, "x-debug-id"),
        };
    }

    public static FrameioRateLimit? Limit(HttpResponseMessage response) =>
        Number(response, "x-ratelimit-limit") is { } limit && Number(response, "x-ratelimit-remaining") is { } remaining && Number(response, "x-ratelimit-window") is { } window
            ? new(limit, remaining, TimeSpan.FromMilliseconds(window))
            : null;

    private static FrameioProblem Kind(HttpStatusCode status) => (int)status switch
    {
        401 => FrameioProblem.Unauthorized,
        403 => FrameioProblem.Forbidden,
        404 => FrameioProblem.NotFound,
        409 => FrameioProblem.Conflict,
        422 => FrameioProblem.Invalid,
        429 => FrameioProblem.RateLimited,
        408 or >= 500 => FrameioProblem.Unavailable,
        >= 400 => FrameioProblem.BadRequest,
        _ => FrameioProblem.UnexpectedAnswer,
    };

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ => null,
    };

    private static async Task<IReadOnlyList<FrameioError>> ErrorsAsync(HttpResponseMessage response, int longest, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentType?.MediaType is not { } type || !type.EndsWith("json", StringComparison.OrdinalIgnoreCase)) return [];
        try
        {
            await response.Content.LoadIntoBufferAsync(longest, cancellation).ConfigureAwait(false);
            return Read(await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false));
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or HttpRequestException or IOException)
        {
            // The status says the most of it already.
            return [];
        }
    }

    private static List<FrameioError> Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var errors = new List<FrameioError>();
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("errors", out var all) || all.ValueKind != JsonValueKind.Array) return errors;
        foreach (var error in all.EnumerateArray().Take(MostErrors))
        {
            if (error.ValueKind != JsonValueKind.Object) continue;
            var pointer = error.TryGetProperty("source", out var source) && source.ValueKind == JsonValueKind.Object ? Text(source, "pointer") : null;
            errors.Add(new(Text(error, "detail") ?? Text(error, "title") ?? "", Text(error, "title"), pointer));
        }

        return errors;
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static int? Number(HttpResponseMessage response, string name) =>
        int.TryParse(Header(response, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
