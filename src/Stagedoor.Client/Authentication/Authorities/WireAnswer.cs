using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Stagedoor.Client.Authentication.Authorities;

// An issuer's answer, read whole and within bounds.
internal sealed class WireAnswer
{
    /// <summary>The longest answer that is read, in bytes: more than any token answer or key set.</summary>
    private const int MaxLength = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public required HttpStatusCode Status { get; init; }

    /// <summary>The JSON object, or undefined where the answer is none.</summary>
    public JsonElement Json { get; init; }

    public string? RequestId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How far the issuer's clock is ahead of this machine's; null where it does not say.</summary>
    public TimeSpan? ClockAhead { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>A member as text; null when it is absent or something else.</summary>
    public string? this[string name] => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A member that counts, written as a number or, as some of Adobe's answers do, as text (ims.md §9).</summary>
    public double? Number(string name)
    {
        if (Json.ValueKind != JsonValueKind.Object || !Json.TryGetProperty(name, out var value)) return null;
        double number;
        if (value.ValueKind == JsonValueKind.Number) number = value.GetDouble();
        else if (value.ValueKind != JsonValueKind.String || !double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number)) return null;
        return double.IsFinite(number) ? number : null;
    }

    public static async Task<WireAnswer> ReadAsync(HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellation)
    {
        var body = await ReadBodyAsync(response, cancellation).ConfigureAwait(false);
        return new()
        {
            Status = response.StatusCode,
            Json = Parse(response, body),
            RequestId = Header(response, "x-debug-id") ?? Header(response, "x-request-id"),
            RetryAfter = WaitOf(response, now),
            ClockAhead = response.Headers.Date is { } date ? date - now : null,
        };
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        using var buffer = new MemoryStream();
        var part = new byte[16 * 1024];
        int count;
        while ((count = await stream.ReadAsync(part, cancellation).ConfigureAwait(false)) > 0)
        {
            if (buffer.Length + count > MaxLength) throw new HttpIOException(HttpRequestError.ConfigurationLimitExceeded, "the answer is longer than a megabyte");
            buffer.Write(part, 0, count);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    // A 200 whose JSON does not end was cut: it is no answer. A refusal may be a proxy's page.
    private static JsonElement Parse(HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        try
        {
            if (body.Length == 0) return default;
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.Clone();
        }
        catch (JsonException) when (!response.IsSuccessStatusCode)
        {
            return default;
        }
        catch (JsonException)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, "the answer is not whole");
        }
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    // Seconds or a date (ims.md §1.15); a date is compared with the issuer's own clock where it says what that is.
    private static TimeSpan? WaitOf(HttpResponseMessage response, DateTimeOffset now)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - (response.Headers.Date ?? now),
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
