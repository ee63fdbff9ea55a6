using System.Text.Json.Serialization;

namespace Stagedoor.Server.Seeds;

// Members that may be left out have setters: generated code would give an init-only one null instead of its default.

/// <summary>A seed: who and what stands in an installation at its beginning. The form is a contract; what it does not know is refused.</summary>
public sealed record SeedFile : SeedPart
{
    public required IReadOnlyList<SeedOrganization> Organizations { get; init; }
}

/// <summary>Any object of a seed may carry a remark.</summary>
public abstract record SeedPart
{
    [JsonPropertyName("$comment")]
    public string? Comment { get; set; }
}

public sealed record SeedOrganization : SeedPart
{
    public string? Id { get; set; }
    public required string Name { get; init; }
    public SeedAccount? Account { get; set; }
    public bool RequiresSecondFactor { get; set; }
    public IReadOnlyList<SeedPerson> People { get; set; } = [];
    public IReadOnlyList<SeedProductProfile> ProductProfiles { get; set; } = [];
    public IReadOnlyList<SeedProject> Projects { get; set; } = [];
    public IReadOnlyList<SeedWorkspace> Workspaces { get; set; } = [];
}

public sealed record SeedAccount : SeedPart
{
    public Guid? Id { get; set; }
    public string? DisplayName { get; set; }
}

public sealed record SeedPerson : SeedPart
{
    public string? Id { get; set; }
    public required string Email { get; init; }
    public SeedSecret? Password { get; set; }
    public required string Name { get; init; }
    public string? GivenName { get; set; }
    public string? FamilyName { get; set; }
    public IReadOnlyList<string> AdminRoles { get; set; } = [];
    public string AccountRole { get; set; } = "member";
    public bool EmailVerified { get; set; }
    public string? Country { get; set; }
    public string? Locale { get; set; }
}

public sealed record SeedProductProfile : SeedPart
{
    public string? Id { get; set; }
    public required string Name { get; init; }
    public required string Api { get; init; }
    public IReadOnlyList<string> People { get; set; } = [];
}

public sealed record SeedProject : SeedPart
{
    public string? Id { get; set; }
    public required string Name { get; init; }
    public IReadOnlyList<string> Apis { get; set; } = [];
    public IReadOnlyList<SeedCredential> Credentials { get; set; } = [];
}

public sealed record SeedCredential : SeedPart
{
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public string? ClientId { get; set; }
    public IReadOnlyList<SeedClientSecret> ClientSecrets { get; set; } = [];
    public string? Description { get; set; }
    public string? Publisher { get; set; }
    public string? Owner { get; set; }
    public string Status { get; set; } = "in_development";
    public required IReadOnlyList<string> Scopes { get; init; }
    public IReadOnlyList<string>? Dialects { get; set; }
    public bool RequirePkce { get; set; } = true;
    public bool SecretInQuery { get; set; }
    public string? DefaultRedirectUri { get; set; }
    public IReadOnlyList<string> RedirectUris { get; set; } = [];
    public IReadOnlyList<string> RedirectUriPatterns { get; set; } = [];
    public IReadOnlyList<string> PostLogoutRedirectUris { get; set; } = [];
    public string? BackchannelLogoutUri { get; set; }
    public bool BackchannelLogoutSessionRequired { get; set; }
    public IReadOnlyList<string> BetaUsers { get; set; } = [];
    public IReadOnlyList<string> Resources { get; set; } = [];
    public IReadOnlyList<string> ProductProfiles { get; set; } = [];
    public SeedServiceAccount? ServiceAccount { get; set; }
    public int? AccessTokenLifetime { get; set; }
    public int? RefreshTokenSlidingLifetime { get; set; }
    public int? RefreshTokenAbsoluteLifetime { get; set; }
    public int? RefreshRetryWindow { get; set; }
    public string? AccessTokenAlgorithm { get; set; }
    public string? IdTokenAlgorithm { get; set; }
}

public sealed record SeedClientSecret : SeedPart
{
    public required string Name { get; init; }

    /// <summary>Left out, it is made where there is somebody to show it to: over the management API.</summary>
    public SeedSecret? Value { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
}

public sealed record SeedServiceAccount : SeedPart
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public string? Description { get; set; }
    public string AccountRole { get; set; } = "member";
}

/// <summary>V4 content.</summary>
public sealed record SeedWorkspace : SeedPart
{
    public required string Name { get; init; }
    public IReadOnlyList<SeedApiProject> Projects { get; set; } = [];
}

public sealed record SeedApiProject : SeedPart
{
    public required string Name { get; init; }
    public IReadOnlyList<SeedFolder> Folders { get; set; } = [];
    public IReadOnlyList<SeedContentFile> Files { get; set; } = [];
}

public sealed record SeedFolder : SeedPart
{
    public required string Name { get; init; }
    public IReadOnlyList<SeedFolder> Folders { get; set; } = [];
    public IReadOnlyList<SeedContentFile> Files { get; set; } = [];
}

public sealed record SeedContentFile : SeedPart
{
    public required string Name { get; init; }
    public required string MediaType { get; init; }
    public required long FileSize { get; init; }
}

/// <summary>JSON of a seed, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SeedFile))]
internal sealed partial class SeedJson : JsonSerializerContext;
