using System.Net.Http.Headers;
using System.Text;

namespace Stagedoor.Oracles.Tests;

/// <summary>One request that every server is sent, in its own clients' names.</summary>
public sealed record Question(string Name, string Endpoint, Func<Oracle, HttpContent> Body)
{
    public Func<Oracle, AuthenticationHeaderValue?> Authorization { get; init; } = _ => null;

    /// <summary>Why Stagedoor answers differently from both, where it does.</summary>
    public string? Difference { get; init; }

    public static HttpContent Form(params (string Name, string Value)[] fields) => new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    public static HttpContent Raw(string text, string type = "application/x-www-form-urlencoded") => new StringContent(text, Encoding.UTF8, type);

    public static AuthenticationHeaderValue Basic(string id, string secret) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));

    public override string ToString() => Name;

    /// <summary>What a server says: the status class with the error code, or what is asked of a success.</summary>
    public async Task<Reply> AskAsync(HttpClient http, Oracle oracle)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(oracle.Address, oracle.Path(Endpoint))) { Content = Body(oracle) };
        request.Headers.Authorization = Authorization(oracle);
        var answer = await TestKit.Answer.OfAsync(await http.SendAsync(request));
        return new(answer.Code, answer.Error ?? (answer["active"] is { } active ? "active=" + active : answer["token_type"]?.ToLowerInvariant()));
    }
}

/// <summary>Status and error code of an answer.</summary>
public sealed record Reply(int Status, string? Said)
{
    public override string ToString() => $"{Status} {Said}";
}
