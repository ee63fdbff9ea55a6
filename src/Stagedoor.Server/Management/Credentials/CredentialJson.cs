using System.Text.Json;
using System.Text.Json.Serialization;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients;

namespace Stagedoor.Server.Management.Credentials;

public sealed record CredentialAnswer : VersionedAnswer
{
    public required string ClientId { get; init; }
    public required string ProjectId { get; init; }
    public required string Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>in_development or in_production.</summary>
    public required string Status { get; init; }

    /// <summary>When it was revoked; null while it is in service.</summary>
    public required DateTimeOffset? RevokedAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string? CreatedBy { get; init; }
    public required string? OwnerId { get; init; }

    /// <summary>The id of its service account user; null for one that acts as people do.</summary>
    public required string? ServiceAccountId { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
    public required string? DefaultRedirectUri { get; init; }
    public required IReadOnlyList<string> RedirectUris { get; init; }
    public required IReadOnlyList<string> RedirectUriPatterns { get; init; }
    public required IReadOnlyList<string> PostLogoutRedirectUris { get; init; }

    /// <summary>Where it hears of sessions that ended; null for nowhere.</summary>
    public required string? BackchannelLogoutUri { get; init; }
    public required bool BackchannelLogoutSessionRequired { get; init; }
    public required IReadOnlyList<string> ProductProfiles { get; init; }
    public required IReadOnlyList<string> BetaUsers { get; init; }
    public required bool RequirePkce { get; init; }

    /// <summary>Since when it may manage its organization; null while it may not.</summary>
    public required DateTimeOffset? ManagementAllowedAt { get; init; }

    public static CredentialAnswer Of(CredentialCard card) => new()
    {
        ClientId = card.Client.ClientId,
        ProjectId = card.Client.ProjectId,
        Kind = card.Client.Kind.Name,
        Name = card.Client.Name,
        Status = card.Client.Settings.Status == ClientStatus.InProduction ? "in_production" : "in_development",
        RevokedAt = card.Client.DisabledAt,
        CreatedAt = card.Client.CreatedAt,
        CreatedBy = card.CreatedBy,
        OwnerId = card.Client.Settings.OwnerId,
        ServiceAccountId = card.ServiceAccount?.Id,
        Scopes = card.Client.Settings.Scopes,
        DefaultRedirectUri = card.Client.Settings.DefaultRedirectUri,
        RedirectUris = card.Client.Settings.RedirectUris,
        RedirectUriPatterns = card.Client.Settings.RedirectUriPatterns,
        PostLogoutRedirectUris = card.Client.Settings.PostLogoutRedirectUris,
        BackchannelLogoutUri = card.Client.Settings.BackchannelLogoutUri,
        BackchannelLogoutSessionRequired = card.Client.Settings.BackchannelLogoutSessionRequired,
        ProductProfiles = card.Client.Settings.ProductProfiles,
        BetaUsers = card.Client.Settings.BetaUsers,
        RequirePkce = card.Client.NeedsPkce,
        ManagementAllowedAt = card.Client.ManagementAllowedAt,
        Version = card.Version,
    };
}

public sealed record CredentialList
{
    public required IReadOnlyList<CredentialAnswer> Items { get; init; }

    /// <summary>What <c>after</c> takes for the next page; null on the last.</summary>
    public required string? Next { get; init; }

    public static CredentialList Of(Listed<CredentialCard> listed) => new() { Items = [.. listed.Items.Select(CredentialAnswer.Of)], Next = listed.Next };
}

/// <summary>What would become of a redirect URI.</summary>
public sealed record RedirectTestAnswer
{
    public required string RedirectUri { get; init; }
    public required bool Matches { get; init; }

    /// <summary>The registered URI or pattern that it matches, else the nearest; null where it was compared with none.</summary>
    public required string? Registered { get; init; }

    /// <summary>Of not_canonical, forbidden, nothing_registered, scheme, host, port, path, case, trailing_slash, query and expression; empty where it matches.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>Why no credential of this kind and status may have it.</summary>
    public required string? Reason { get; init; }

    public static RedirectTestAnswer Of(RedirectTrial trial) => new()
    {
        RedirectUri = trial.Sent,
        Matches = trial.Verdict.Matches,
        Registered = trial.Verdict.Registered,
        Differences = [.. trial.Verdict.Differences.Select(difference => JsonNamingPolicy.SnakeCaseLower.ConvertName(difference.ToString()))],
        Reason = trial.Verdict.Reason,
    };
}

/// <summary>The way to the first call.</summary>
public sealed record FirstCallAnswer
{
    public required bool Done { get; init; }

    /// <summary>In order.</summary>
    public required IReadOnlyList<FirstCallStepAnswer> Steps { get; init; }

    public static FirstCallAnswer Of(FirstCall call) => new()
    {
        Done = call.IsDone,
        Steps = [.. call.Steps.Select(step => new FirstCallStepAnswer { Step = step.Step switch { FirstStep.Authorize => "authorize", FirstStep.Token => "token", _ => "call" }, DoneAt = step.DoneAt })],
    };
}

public sealed record FirstCallStepAnswer
{
    /// <summary>authorize, token or call.</summary>
    public required string Step { get; init; }

    /// <summary>When it was done first; null while it was not.</summary>
    public required DateTimeOffset? DoneAt { get; init; }
}

/// <summary>A secret without its value.</summary>
public sealed record SecretAnswer
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>live, ends_soon, safe_to_retire, expired or revoked.</summary>
    public required string State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? ExpiresAt { get; init; }
    public required DateTimeOffset? LastUsedAt { get; init; }
    public required string? LastUsedAddress { get; init; }
    public required string? LastUsedGrant { get; init; }

    public static SecretAnswer Of(SecretCard card) => new()
    {
        Id = card.Secret.Id,
        Name = card.Secret.Name,
        State = card.State switch { SecretState.EndsSoon => "ends_soon", SecretState.SafeToRetire => "safe_to_retire", SecretState.Expired => "expired", SecretState.Revoked => "revoked", _ => "live" },
        CreatedAt = card.Secret.CreatedAt,
        ExpiresAt = card.Secret.ExpiresAt,
        LastUsedAt = card.Secret.LastUsedAt,
        LastUsedAddress = card.Secret.LastUsedAddress,
        LastUsedGrant = card.Secret.LastUsedGrant,
    };
}

public sealed record SecretList
{
    public required IReadOnlyList<SecretAnswer> Items { get; init; }

    public static SecretList Of(Listed<SecretCard> listed) => new() { Items = [.. listed.Items.Select(SecretAnswer.Of)] };
}

/// <summary>A secret that was just made, with its value.</summary>
public sealed record NewSecretAnswer : ShownOnceAnswer
{
    public required SecretAnswer Secret { get; init; }

    /// <summary>Shown this once; null where the request is repeated.</summary>
    public required string? Value { get; init; }

    /// <summary>Why there is no value.</summary>
    public string? Note { get; init; }

    public override ShownOnceAnswer WithoutSecret() => this with { Value = null, Note = "The value was in the first answer to this Idempotency-Key, and is kept nowhere. Where it was lost, delete this secret and add another." };

    public static NewSecretAnswer Of(NewSecret made) => new() { Secret = SecretAnswer.Of(made.Card), Value = made.Value.Reveal() };
}

/// <summary>An access token that was just generated.</summary>
public sealed record AccessTokenAnswer : ShownOnceAnswer
{
    /// <summary>Shown this once; null where the request is repeated.</summary>
    public required string? AccessToken { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Whom it acts as.</summary>
    public required string SubjectId { get; init; }

    /// <summary>Why there is no token.</summary>
    public string? Note { get; init; }

    public override ShownOnceAnswer WithoutSecret() => this with { AccessToken = null, Note = "The token was in the first answer to this Idempotency-Key, and is kept nowhere. Where it was lost, generate another with another key." };

    public static AccessTokenAnswer Of(GeneratedToken made) => new() { AccessToken = made.Token.Text, ExpiresAt = made.Token.ExpiresAt, Scopes = made.Scopes.Items, SubjectId = made.SubjectId };
}

/// <summary>JSON of credentials, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CredentialBody))]
[JsonSerializable(typeof(CredentialChangeBody))]
[JsonSerializable(typeof(CredentialAnswer))]
[JsonSerializable(typeof(CredentialList))]
[JsonSerializable(typeof(RedirectTestAnswer))]
[JsonSerializable(typeof(CredentialApiBody))]
[JsonSerializable(typeof(AccessTokenBody))]
[JsonSerializable(typeof(AccessTokenAnswer))]
[JsonSerializable(typeof(FirstCallAnswer))]
[JsonSerializable(typeof(SecretBody))]
[JsonSerializable(typeof(RetirementBody))]
[JsonSerializable(typeof(SecretAnswer))]
[JsonSerializable(typeof(SecretList))]
[JsonSerializable(typeof(NewSecretAnswer))]
internal sealed partial class CredentialJson : JsonSerializerContext;
