using System.Net;
using System.Text.Json;

namespace Stagedoor.Cli.Api;

/// <summary>An answer of an API, read whole; and what went wrong, in whichever of three shapes the service says it: V4's <c>errors[]</c>, problem details (RFC 9457), or OAuth's <c>error</c>.</summary>
internal sealed class ApiAnswer
{
    private const int Longest = 256 * 1024 * 1024;

    // How long a busy API is waited for in all.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private ApiAnswer(HttpResponseMessage response, byte[] body)
    {
        (Body, Status, Reason, Version, MediaType) = (body, (int)response.StatusCode, response.ReasonPhrase ?? "", response.Version, response.Content.Headers.ContentType?.MediaType);
        Headers = [.. response.Headers.Concat(response.Content.Headers).SelectMany(static header => header.Value.Select(value => (header.Key, value)))];
    }

    public byte[] Body { get; }

    public int Status { get; }

    public string Reason { get; }

    public Version Version { get; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; }

    public bool IsJson => MediaType is not null && (MediaType.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || MediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    private string? MediaType { get; }

    /// <summary>Sends it, and again where the API says when to come again. <paramref name="request"/> makes it anew each time.</summary>
    public static async Task<ApiAnswer> SendAsync(Invocation call, HttpClient api, Func<HttpRequestMessage> request, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; ;)
        {
            using var message = request();
            using var response = await api.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.StatusCode == HttpStatusCode.TooManyRequests && response.Headers.RetryAfter?.Delta is { } pause && waited + pause <= LongestWait)
            {
                call.Output.Remark($"Too many requests: waiting {Math.Ceiling(pause.TotalSeconds):0} s as the API asks …");
                await Task.Delay(pause, call.Shell.Time, cancellation);
                waited += pause;
                continue;
            }

            await response.Content.LoadIntoBufferAsync(Longest, cancellation);
            return new(response, await response.Content.ReadAsByteArrayAsync(cancellation));
        }
    }

    /// <summary>Throws when it is no success.</summary>
    public ApiAnswer Checked(HttpMethod method, Uri address)
    {
        if (Status < 400) return this;
        var (message, faults, code) = Said();
        throw new CommandException(Refusals.OfStatus(Status), Refusals.Answered($"{method} {address.AbsolutePath}", Status, message), Refusals.Advice(Status))
        {
            Status = Status,
            Faults = faults,
            Code = code,
            RequestId = Header("x-request-id") ?? Header("x-debug-id"),
        };
    }

    private string? Header(string name) => Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private (string? Message, IReadOnlyList<Fault> Faults, string? Code) Said()
    {
        if (!IsJson) return (null, [], null);
        try
        {
            using var document = JsonDocument.Parse(Body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return (null, [], null);
            if (root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array)
            {
                var faults = errors.EnumerateArray().Take(100).Select(static error => new Fault(Text(error, "detail") ?? Text(error, "title") ?? "", error.ValueKind == JsonValueKind.Object && error.TryGetProperty("source", out var source) ? Text(source, "pointer") : null)).ToList();
                return faults is [{ Place: null } one] ? (one.Detail, [], null) : (null, faults, null);
            }

            var field = Text(root, "field");
            return field is null
                ? (Text(root, "detail") ?? Text(root, "error_description") ?? Text(root, "title"), [], Text(root, "code") ?? Text(root, "error"))
                : (Text(root, "title"), [new(Text(root, "detail") ?? "", field)], Text(root, "code"));
        }
        catch (JsonException)
        {
            return (null, [], null);
        }
    }

    private static string? Text(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
