using System.Text;
using System.Text.Json;
using Stagedoor.Protocol.Jose;

namespace Stagedoor.Client.Authentication.Authorities;

// Reads a signed token of the issuer: shape, algorithm, signature. What its claims say is the caller's to judge.
internal static class SignedTokens
{
    /// <summary>The token, or why it is not one of the issuer's.</summary>
    public static async ValueTask<(SignedToken? Token, string? WhyNot)> ReadAsync(IssuerConnection issuer, string text, IReadOnlyCollection<string> algorithms, CancellationToken cancellation)
    {
        if (CompactJwt.Parse(text) is not { } token) return (null, "not a well-formed JWT");
        if (token.HeaderText("alg") is not { } algorithm || !algorithms.Contains(algorithm, StringComparer.Ordinal)) return (null, "signed with an algorithm that is not the issuer's");
        if (token.Header.TryGetProperty("crit", out _)) return (null, "crit is not understood");
        // The platform has no public-key check inside a browser. The token came over TLS from the issuer itself, which OIDC Core §3.1.3.7 (6) takes instead.
        if (OperatingSystem.IsBrowser()) return (new(token.Header, token.Payload), null);
        var input = Encoding.ASCII.GetBytes(token.SigningInput);
        foreach (var key in await issuer.Keys.FindAsync(token.HeaderText("kid"), algorithm, cancellation).ConfigureAwait(false))
        {
            if (key.Verifies(input, token.Signature.Span)) return (new(token.Header, token.Payload), null);
        }

        return (null, "not signed by a published key of the issuer");
    }

    public static long? Number(JsonElement payload, string name) => payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    /// <summary>A claim that is one text or a list of them.</summary>
    public static IReadOnlyList<string> Texts(JsonElement payload, string name)
    {
        if (!payload.TryGetProperty(name, out var value)) return [];
        if (value.ValueKind == JsonValueKind.String) return [value.GetString()!];
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)] : [];
    }
}

// A token whose signature is the issuer's.
internal sealed record SignedToken(JsonElement Header, JsonElement Payload)
{
    public string? HeaderText(string name) => TextOf(Header, name);

    public string? ClaimText(string name) => TextOf(Payload, name);

    private static string? TextOf(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
