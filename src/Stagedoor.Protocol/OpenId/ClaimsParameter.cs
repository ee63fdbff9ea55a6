using System.Collections.Immutable;
using System.Text.Json;

namespace Stagedoor.Protocol.OpenId;

/// <summary>The claims parameter, OIDC Core §5.5: which claims are asked for at userinfo and in the ID token. Unknown members are ignored, malformed JSON is refused; bounded in length, depth and number.</summary>
public sealed record ClaimsParameter
{
    public const int MaxLength = 4096, MaxClaims = 50;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 5, AllowDuplicateProperties = false };

    public ImmutableArray<string> Userinfo { get; init; } = [];

    public ImmutableArray<string> IdToken { get; init; } = [];

    /// <summary>The ID token is to say when the person signed in.</summary>
    public bool WantsAuthTime { get; init; }

    /// <summary>The one person whom the ID token may be about, §5.5.1.</summary>
    public string? Subject { get; init; }

    /// <summary>The authentication contexts of which one is essential, §5.5.1.1.</summary>
    public ImmutableArray<string> EssentialAcr { get; init; } = [];

    /// <summary>Those that are only wished for, which is what <c>acr_values</c> says too.</summary>
    public ImmutableArray<string> WishedAcr { get; init; } = [];

    /// <summary>Null when malformed.</summary>
    public static ClaimsParameter? Parse(string text)
    {
        if (text.Length > MaxLength) return null;
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            var claims = new ClaimsParameter();
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (member.Name is not ("userinfo" or "id_token")) continue;
                if (Names(member.Value) is not { } names) return null;
                claims = member.Name == "userinfo" ? claims with { Userinfo = names } : WithIdToken(claims with { IdToken = names }, member.Value);
            }

            return claims;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair parses, and throws when its text is asked for.
            return null;
        }
    }

    private static ImmutableArray<string>? Names(JsonElement asked)
    {
        if (asked.ValueKind == JsonValueKind.Null) return [];
        if (asked.ValueKind != JsonValueKind.Object) return null;
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var claim in asked.EnumerateObject())
        {
            if (names.Count == MaxClaims || !IsWellFormed(claim.Value)) return null;
            names.Add(claim.Name);
        }

        return names.ToImmutable();
    }

    // §5.5.1: null, or an object whose known members have their types.
    private static bool IsWellFormed(JsonElement wish)
    {
        if (wish.ValueKind == JsonValueKind.Null) return true;
        if (wish.ValueKind != JsonValueKind.Object) return false;
        if (wish.TryGetProperty("essential", out var essential) && essential.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return false;
        return !wish.TryGetProperty("values", out var values) || values.ValueKind == JsonValueKind.Array;
    }

    private static ClaimsParameter WithIdToken(ClaimsParameter claims, JsonElement asked)
    {
        if (asked.ValueKind != JsonValueKind.Object) return claims;
        if (asked.TryGetProperty("auth_time", out _)) claims = claims with { WantsAuthTime = true };
        if (asked.TryGetProperty("sub", out var sub) && Texts(sub) is [var only]) claims = claims with { Subject = only };
        if (!asked.TryGetProperty("acr", out var acr) || acr.ValueKind != JsonValueKind.Object) return claims;
        var isEssential = acr.TryGetProperty("essential", out var essential) && essential.ValueKind == JsonValueKind.True;
        return isEssential ? claims with { EssentialAcr = Texts(acr) } : claims with { WishedAcr = Texts(acr) };
    }

    private static ImmutableArray<string> Texts(JsonElement wish)
    {
        if (wish.ValueKind != JsonValueKind.Object) return [];
        if (wish.TryGetProperty("value", out var value)) return value.ValueKind == JsonValueKind.String ? [value.GetString()!] : [];
        return wish.TryGetProperty("values", out var values) && values.ValueKind == JsonValueKind.Array ? [.. from item in values.EnumerateArray() where item.ValueKind == JsonValueKind.String select item.GetString()!] : [];
    }
}
