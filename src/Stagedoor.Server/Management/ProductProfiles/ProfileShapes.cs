using System.Text.Json.Serialization;
using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Management.ProductProfiles;

/// <summary>A product profile that is to be.</summary>
public sealed record ProfileBody
{
    /// <summary>1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>frameio, io_management or stagedoor_management.</summary>
    public required string Api { get; init; }
}

/// <summary>Another name.</summary>
public sealed record ProfileNameBody
{
    /// <summary>1 to 100 characters.</summary>
    public required string Name { get; init; }
}

public sealed record ProfileAnswer : VersionedAnswer
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Api { get; init; }

    /// <summary>To how many credentials it is assigned.</summary>
    public required int Credentials { get; init; }

    public static ProfileAnswer Of(ProfileCard card) => new() { Id = card.Profile.Id, Name = card.Profile.Name, Api = card.Profile.Api, Credentials = card.Credentials, Version = card.Version };
}

public sealed record ProfileList
{
    public required IReadOnlyList<ProfileAnswer> Items { get; init; }

    /// <summary>What <c>after</c> takes for the next page; null on the last.</summary>
    public required string? Next { get; init; }

    public static ProfileList Of(Listed<ProfileCard> listed) => new() { Items = [.. listed.Items.Select(ProfileAnswer.Of)], Next = listed.Next };
}

/// <summary>A credential that has the profile.</summary>
public sealed record ProfileCredential
{
    public required string ClientId { get; init; }
    public required string Name { get; init; }
    public required string Project { get; init; }
    public required bool IsRevoked { get; init; }

    /// <summary>Whether another profile opens the same API to it.</summary>
    public required bool HasOther { get; init; }
}

public sealed record ProfileCredentialList
{
    public required IReadOnlyList<ProfileCredential> Items { get; init; }

    /// <summary>What <c>after</c> takes for the next page; null on the last.</summary>
    public required string? Next { get; init; }

    public static ProfileCredentialList Of(Listed<AssignedCredential> listed) => new()
    {
        Items = [.. listed.Items.Select(one => new ProfileCredential { ClientId = one.ClientId, Name = one.Name, Project = one.ProjectId, IsRevoked = one.IsRevoked, HasOther = one.HasOther })],
        Next = listed.Next,
    };
}

/// <summary>A person who has the product.</summary>
public sealed record ProfilePerson
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Email { get; init; }
}

public sealed record ProfilePeople
{
    /// <summary>At most 200.</summary>
    public required IReadOnlyList<ProfilePerson> Items { get; init; }

    public static ProfilePeople Of(Listed<ProductHolder> listed) => new() { Items = [.. listed.Items.Select(one => new ProfilePerson { Id = one.Id, Name = one.Name, Email = one.Email })] };
}

/// <summary>JSON of product profiles, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ProfileBody))]
[JsonSerializable(typeof(ProfileNameBody))]
[JsonSerializable(typeof(ProfileAnswer))]
[JsonSerializable(typeof(ProfileList))]
[JsonSerializable(typeof(ProfileCredentialList))]
[JsonSerializable(typeof(ProfilePeople))]
internal sealed partial class ProfileJson : JsonSerializerContext;
