using System.Text.Json.Serialization;
using Stagedoor.Server.Administration;
using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Server.Management.ServiceAccounts;

/// <summary>Which credential is to act in the account.</summary>
public sealed record GrantBody
{
    /// <summary>The client id of a server-to-server credential of the organization.</summary>
    public required string Credential { get; init; }

    /// <summary><c>member</c>, when absent, <c>admin</c> or <c>reviewer</c>.</summary>
    public string? AccountRole { get; init; }
}

/// <summary>What is to be changed; what is absent stays.</summary>
public sealed record ServiceAccountBody
{
    /// <summary>1 to 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Up to 300 characters; empty for none.</summary>
    public string? Description { get; init; }

    /// <summary>A person's id; empty for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary><c>member</c>, <c>admin</c> or <c>reviewer</c>.</summary>
    public string? AccountRole { get; init; }
}

public sealed record ServiceAccountSummary : VersionedAnswer
{
    public required string Id { get; init; }

    /// <summary>The id that the V4 API shows.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Always <c>service_account</c>: told apart from people.</summary>
    public required string Type { get; init; }
    public required string Name { get; init; }
    public required string? Description { get; init; }
    public required string? Owner { get; init; }

    /// <summary>False when nobody active owns it.</summary>
    public required bool HasOwner { get; init; }
    public required string AccountRole { get; init; }

    /// <summary><c>active</c>, <c>disabled</c>, or <c>revoked</c> where its credential is.</summary>
    public required string Status { get; init; }
    public required string Credential { get; init; }
    public required string Project { get; init; }
    public required long LiveSecrets { get; init; }
    public required DateTimeOffset? NextSecretExpiry { get; init; }
    public required bool SecretNearExpiry { get; init; }
    public required DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>It did nothing for 90 days.</summary>
    public required bool Inactive { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string? CreatedBy { get; init; }

    public static ServiceAccountSummary Of(ListedServiceAccount listed, DateTimeOffset now) => new()
    {
        Id = listed.Account.Id,
        UserId = listed.Account.FrameioId,
        Type = "service_account",
        Name = listed.Account.Name,
        Description = listed.Account.Description,
        Owner = listed.Account.OwnerId,
        HasOwner = listed.HasOwner,
        AccountRole = listed.Account.AccountRole,
        Status = listed.Account.Status switch { ServiceAccountStatus.Active => "active", ServiceAccountStatus.Disabled => "disabled", _ => "revoked" },
        Credential = listed.Account.ClientId,
        Project = listed.ProjectId,
        LiveSecrets = listed.LiveSecrets,
        NextSecretExpiry = listed.FirstSecretEndsAt,
        SecretNearExpiry = listed.HasSecretNearExpiry(now),
        LastActivityAt = listed.Account.LastActivityAt,
        Inactive = listed.IsInactive(now),
        CreatedAt = listed.Account.CreatedAt,
        CreatedBy = listed.Account.CreatedBy,
        Version = listed.Account.Version,
    };
}

public sealed record ServiceAccountPage
{
    public required IReadOnlyList<ServiceAccountSummary> Items { get; init; }

    /// <summary>What <c>after</c> takes for the next page; null on the last.</summary>
    public required string? Next { get; init; }

    public static ServiceAccountPage Of(Listed<ListedServiceAccount> listed, DateTimeOffset now) => new() { Items = [.. listed.Items.Select(one => ServiceAccountSummary.Of(one, now))], Next = listed.Next };
}

/// <summary>What there is of its making: it stays, under its name, when the service account is disabled or deleted.</summary>
public sealed record WorkAnswer
{
    public required long Assets { get; init; }
    public required long Comments { get; init; }
    public required long Shares { get; init; }

    /// <summary>They rest while it cannot act.</summary>
    public required long Webhooks { get; init; }
    public required long CustomActions { get; init; }
    public required long Memberships { get; init; }
    public required long LiveSecrets { get; init; }

    public static WorkAnswer Of(ServiceAccountWork work) => new() { Assets = work.Assets, Comments = work.Comments, Shares = work.Shares, Webhooks = work.Webhooks, CustomActions = work.Actions, Memberships = work.Memberships, LiveSecrets = work.LiveSecrets };
}

/// <summary>JSON of service account users, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(GrantBody))]
[JsonSerializable(typeof(ServiceAccountBody))]
[JsonSerializable(typeof(ServiceAccountSummary))]
[JsonSerializable(typeof(ServiceAccountPage))]
[JsonSerializable(typeof(WorkAnswer))]
internal sealed partial class ServiceAccountJson : JsonSerializerContext;
