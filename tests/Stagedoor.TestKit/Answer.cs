using System.Net;
using System.Text.Json;

namespace Stagedoor.TestKit;

/// <summary>An HTTP answer, read whole: its status, headers, text, and JSON where it is that.</summary>
public sealed class Answer
{
    private Answer(HttpResponseMessage response, string text)
    {
        Response = response;
        Text = text;
        if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true || text.Length == 0) return;
        using var document = JsonDocument.Parse(text);
        Json = document.RootElement.Clone();
    }

    public HttpResponseMessage Response { get; }

    public HttpStatusCode Status => Response.StatusCode;

    public int Code => (int)Response.StatusCode;

    public string Text { get; }

    public JsonElement Json { get; }

    /// <summary>A member of the JSON answer as text; numbers and booleans as they are written; null when absent.</summary>
    public string? this[string name] => Json.ValueKind != JsonValueKind.Object || !Json.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    public string? Error => this["error"];

    public string? Header(string name) =>
        Response.Headers.TryGetValues(name, out var values) || Response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    public string? ContentType => Response.Content.Headers.ContentType?.MediaType;

    public static async Task<Answer> OfAsync(HttpResponseMessage response) => new(response, await response.Content.ReadAsStringAsync());

    /// <summary>Status and text, for the message of a failed assertion.</summary>
    public override string ToString() => $"{Code} {Text}";

    /// <summary>This answer when it is a 200; otherwise the test fails and shows what came.</summary>
    public Answer Ok()
    {
        Xunit.Assert.True(Status == HttpStatusCode.OK, $"expected 200, got {this}");
        return this;
    }

    /// <summary>This answer when it is the status and error asked for.</summary>
    public Answer Is(int status, string? error = null)
    {
        Xunit.Assert.True(Code == status && (error is null || Error == error), $"expected {status} {error}, got {this}");
        return this;
    }
}
