using System.Collections.Immutable;
using Stagedoor.Client.Authentication.Authorities;

namespace Stagedoor.Client.Authentication.Tokens;

// A token answer, RFC 6749 §5.1, with the ways in which IMS's differ (ims.md §1.3, §9).
internal sealed record TokenAnswer
{
    // Documented for some of Adobe's tokens, and the shortest of all.
    private static readonly TimeSpan Unsaid = TimeSpan.FromHours(1), Longest = TimeSpan.FromDays(3650);

    public required string AccessToken { get; init; }

    public required TimeSpan Lifetime { get; init; }

    public string? RefreshToken { get; init; }

    public TimeSpan? RefreshLifetime { get; init; }

    public string? IdToken { get; init; }

    public string? Subject { get; init; }

    /// <summary>Null where the answer does not say: then what was asked for.</summary>
    public ImmutableArray<string>? Scopes { get; init; }

    public TimeSpan? ClockAhead { get; init; }

    public static TokenAnswer Read(WireAnswer answer, AuthorityMetadata metadata)
    {
        // RFC 6749 §7.1: a token of a type that the client does not understand is not used. IMS leaves the type out of some answers.
        var type = answer["token_type"];
        if (type is null ? metadata.Dialect == Dialect.Standard : !type.Equals("bearer", StringComparison.OrdinalIgnoreCase)) throw Unusable("is not a bearer token", answer);
        if (answer["access_token"] is not { Length: > 0 } token || !IsHeaderText(token)) throw Unusable("holds no access token", answer);
        return new()
        {
            AccessToken = token,
            Lifetime = Time(answer, "expires_in", metadata) ?? Unsaid,
            RefreshToken = answer["refresh_token"] is { Length: > 0 } refresh ? refresh : null,
            RefreshLifetime = Time(answer, "refresh_token_expires_in", metadata),
            IdToken = answer["id_token"] is { Length: > 0 } id ? id : null,
            Subject = answer["sub"],
            Scopes = answer["scope"] is { } scope ? [.. scope.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)] : null,
            ClockAhead = answer.ClockAhead,
        };
    }

    // Seconds; milliseconds on v1 paths, where more than ten days' worth of seconds cannot be seconds. Never guessed elsewhere.
    private static TimeSpan? Time(WireAnswer answer, string name, AuthorityMetadata metadata)
    {
        if (answer.Number(name) is not { } number) return null;
        if (metadata.CountsInMilliseconds && number > 864_000) number /= 1000;
        return TimeSpan.FromSeconds(Math.Clamp(Math.Floor(number), 0, Longest.TotalSeconds));
    }

    // RFC 6750 §2.1 and what a header can carry.
    private static bool IsHeaderText(string token) => !token.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static AuthenticationException Unusable(string why, WireAnswer answer) => new(AuthenticationProblem.UntrustedAnswer, $"the token answer {why}") { RequestId = answer.RequestId, Status = (int)answer.Status };
}
