using System.Text;
using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.Jose;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.OpenId;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Endpoints;

namespace Stagedoor.Fuzz;

/// <summary>The parsers that read what strangers send, each as a function from bytes to a short word on what came of it. A parser that throws is broken.</summary>
public static class Fuzz
{
    private static readonly Dictionary<string, Func<byte[], string>> Parsers = new()
    {
        ["form"] = input => Form(Text(input)),
        ["basic"] = input => BasicCredentials.Parse(Text(input)) is { } read ? $"read {Size(read.ClientId.Length)} {Size(read.ClientSecret.Reveal().Length)}" : "refused",
        ["scope"] = input => Scope(Text(input)),
        ["jwt"] = input => Jwt(Text(input)),
        ["pkce"] = input => $"{Pkce.IsChallenge(Text(input))} {Pkce.IsVerifier(Text(input))} {Pkce.Matches(Text(input), Text(input))}",
        ["redirect"] = input => Redirect(Text(input)),
        ["pattern"] = input => Pattern(Text(input)),
        ["prompt"] = input => Prompt.Parse(Text(input))?.ToString() ?? "refused",
        ["multipart"] = Multipart,
    };

    /// <summary>The names of the parsers.</summary>
    public static IReadOnlyCollection<string> Names => Parsers.Keys;

    /// <summary>Runs one parser on one input. What it returns tells inputs apart that took another way.</summary>
    public static string Run(string parser, byte[] input) => Parsers[parser](input);

    // Latin-1 keeps every byte; the wire hands over UTF-8, so half of the inputs are read as that.
    private static string Text(byte[] input) => input.Length > 0 && (input[0] & 1) == 0 ? Encoding.Latin1.GetString(input) : Encoding.UTF8.GetString(input);

    private static string Form(string text)
    {
        var form = new Parameters();
        if (!FormUrlEncoded.TryRead(text, form)) return "refused";
        foreach (var pair in form.Pairs) _ = form[pair.Key];
        return $"read {Size(form.Pairs.Count)} {form.Repeated is not null} {form.TooMany}";
    }

    private static string Scope(string text)
    {
        var words = "";
        foreach (var commas in (bool[])[false, true])
        {
            words += ScopeSet.Parse(text, commas).Failed(out _, out var scopes) ? "refused " : $"read {Size(scopes.Items.Length)} ";
            if (scopes is not null && ScopeSet.Parse(scopes.SpaceJoined, commas).Failed(out _, out _)) throw new InvalidOperationException("what was read cannot be read again");
        }

        return words;
    }

    private static string Jwt(string text)
    {
        if (CompactJwt.Parse(text) is not { } jwt) return "refused";
        foreach (var claim in jwt.Payload.EnumerateObject()) _ = jwt.ClaimText(claim.Name);
        return $"read {Size(jwt.Signature.Length)} {jwt.HeaderText("alg") is not null}";
    }

    // What is canonical must be read the same way by another parser: where it would go is where we think it goes.
    private static string Redirect(string text)
    {
        if (CanonicalUri.Parse(text, out _) is not { } uri) return "refused";
        if (!uri.IsWeb || uri.Host is null) return "own scheme";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var other) || other.Host != uri.Host || other.UserInfo.Length > 0 || other.Fragment.Length > 0 || (uri.Port is { } port && other.Port != port) || other.PathAndQuery != (uri.Path.Length == 0 ? "/" : uri.Path) + uri.Query)
        {
            throw new InvalidOperationException("two readers disagree about it");
        }

        return $"read {uri.Port is not null} {uri.Query.Length > 0} {Any.Value.Match(text)}";
    }

    private static string Pattern(string text)
    {
        if (RedirectPattern.Parse(text, Rules, out var wrong) is not { } pattern) return wrong.Length > 12 ? wrong[^12..] : wrong;
        var hosts = (string[])["https://evil.example/cb", "https://app.example.evil.example/cb", "http://127.0.0.1:1/cb", "http://localhost:65535/"];
        return "read " + string.Join(' ', hosts.Select(host => pattern.Matches(CanonicalUri.Parse(host, out _)!)));
    }

    // Not before the first input: an instrumented type may run only once the fuzzer does.
    private static RedirectRules Rules => new() { Web = true, PrivateUseSchemes = false, LoopbackOnAnyPort = false, InDevelopment = true, ClientId = "c1" };

    private static readonly Lazy<RedirectUris> Any = new(() => new(Rules, ["https://app.example/cb"], [@"https://app\.example/.*", @"http://127\.0\.0\.1:[0-9]+/.*"]));

    private static string Multipart(byte[] input)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.ContentType = "multipart/form-data; boundary=----x";
        context.Request.Body = new MemoryStream(input);
        return RequestParameters.ReadAsync(context, multipart: true, CancellationToken.None).AsTask().GetAwaiter().GetResult().Failed(out var error, out var read) ? error.Description : $"read {Size(read.Body.Pairs.Count)}";
    }

    private static int Size(int count) => count < 4 ? count : 4 + (int)Math.Log2(count);
}
