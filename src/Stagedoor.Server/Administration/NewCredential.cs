namespace Stagedoor.Server.Administration;

/// <summary>What is asked for when an API is added to a project.</summary>
public sealed record NewCredential
{
    public required string Api { get; init; }
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public string? DefaultRedirectUri { get; init; }
    public IReadOnlyList<string> RedirectUris { get; init; } = [];
    public IReadOnlyList<string> RedirectUriPatterns { get; init; } = [];

    /// <summary>Ids, for a server-to-server credential.</summary>
    public IReadOnlyList<string> ProductProfiles { get; init; } = [];
}

/// <summary>What is to be changed about a credential; what is null stays.</summary>
public sealed record CredentialChange
{
    public string? Name { get; init; }

    /// <summary>Empty for none.</summary>
    public string? DefaultRedirectUri { get; init; }
    public IReadOnlyList<string>? RedirectUris { get; init; }
    public IReadOnlyList<string>? RedirectUriPatterns { get; init; }
    public IReadOnlyList<string>? PostLogoutRedirectUris { get; init; }

    /// <summary>Empty for none.</summary>
    public string? BackchannelLogoutUri { get; init; }
    public bool? BackchannelLogoutSessionRequired { get; init; }
    public IReadOnlyList<string>? Scopes { get; init; }
    public IReadOnlyList<string>? BetaUsers { get; init; }

    /// <summary>Whether everyone may use it, or the organization and its beta users only.</summary>
    public bool? InProduction { get; init; }
    public bool? RequirePkce { get; init; }
}
