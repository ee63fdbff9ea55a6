using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Stagedoor.Client.Tests;

/// <summary>What was sent over the wire.</summary>
public sealed record Sent(string Method, string Address, string? Authorization, string Body)
{
    public string? this[string field] => Body.Split('&').Select(pair => pair.Split('=', 2)).FirstOrDefault(pair => pair[0] == field) is [_, var value] ? WebUtility.UrlDecode(value) : null;
}

/// <summary>An issuer or API that answers as the test says, without a network: for recorded answers of Adobe's, and for counting.</summary>
public sealed class Wire(Func<Sent, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<Sent> sent = new();

    public IReadOnlyList<Sent> All => [.. sent];

    /// <summary>A client that neither follows redirects nor keeps cookies, since nobody is there to ask for it.</summary>
    public HttpClient Client => new(this);

    /// <summary>How long each answer takes, in real time.</summary>
    public TimeSpan Delay { get; init; }

    public static HttpResponseMessage Json(int status, string json, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    public static HttpResponseMessage Token(string token = "eyJ.access.1", string expires = "86399", string more = "") =>
        Json(200, $$"""{"access_token":"{{token}}","token_type":"bearer","expires_in":{{expires}}{{more}}}""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var one = new Sent(request.Method.Method, request.RequestUri!.AbsoluteUri, request.Headers.Authorization?.ToString(), request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        sent.Enqueue(one);
        if (Delay > TimeSpan.Zero) await Task.Delay(Delay, cancellationToken);
        var response = answer(one);
        response.RequestMessage = request;
        return response;
    }
}
